/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "command/tree.h"
#include "config/duration.h"
#include "event_print.h"
#include "event_run.h"
#include "event_type.h"
#include "memory.h"
#include "output/reader.h"
#include "page_name.h"
#include "report.h"
#include "since.h"
#include "text/comma_list.h"
#include "wikis.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/watch.h>

struct watch_args {
    struct output_args output;
    struct opt_list events;
    const char *path, *locale, *tag, *since, *state, *exec, *profiles;
    const char *interval, *max_interval, *full_interval;
    bool shell, once;
};

static const struct opt options[] = {
    OPT_LIST(struct watch_args, events, 'e', "events", "<types>",
             "only these events: page.updated, 'page.*,asset.deleted'; may be repeated", .complete = COMPLETE_EVENT),
    OPT_STRING(struct watch_args, path, 'p', "path", "<path>", "only pages, assets and comments at or below this path",
               .complete = COMPLETE_PAGE),
    OPT_STRING(struct watch_args, locale, 'l', "in-locale", "<locale>", "only pages in this locale",
               .complete = COMPLETE_LOCALE),
    OPT_STRING(struct watch_args, tag, 't', "tag", "<tag>", "only pages that have this tag, or had it",
               .complete = COMPLETE_TAG),
    OPT_STRING(struct watch_args, since, 0, "since", "<time>",
               "begin with what happened from then on: 2026-11-23, 2026-11-23T08:00Z, 2h"),
    OPT_PROFILES(struct watch_args),
    OPT_STRING(struct watch_args, state, 's', "state", "<file>",
               "remember what was seen, and go on from there the next time", .complete = COMPLETE_FILE),
    OPT_STRING(struct watch_args, exec, 'x', "exec", "<command>",
               "run a command for each event, with its JSON on standard input and WIKIJS_EVENT_... set"),
    OPT_FLAG(struct watch_args, shell, 0, "shell", "let a shell read the command of --exec"),
    OPT_STRING(struct watch_args, interval, 'i', "interval", "<time>", "look so often while something happens (5s)"),
    OPT_STRING(struct watch_args, max_interval, 0, "max-interval", "<time>",
               "look so often while nothing happens (six times --interval)"),
    OPT_STRING(struct watch_args, full_interval, 0, "full-interval", "<time>", "look at everything so often (60s)"),
    OPT_FLAG(struct watch_args, once, '1', "once", "look once, tell what is new, and end"),
    OPT_END,
};

/* --- options --- */

static int read_duration(struct cli *cli, const char *text, const char *flag, int64_t *ms)
{
    *ms = text ? duration_parse(text) : 0;
    if (!text || *ms > 0)
        return 0;
    return report_usage(cli, "%s takes a time such as 5s or 500ms, not '%s'", flag, text);
}

static int read_options(struct cli *cli, const struct watch_args *args, wikijs_watch_options *out)
{
    out->state = args->state;
    out->path = args->path;
    bool has_own = args->path && page_name_locale(args->path);
    out->locale = args->locale || has_own ? args->locale : cli->parsed.globals.locale;
    out->tag = args->tag;
    out->once = args->once;
    int code = since_read(cli, args->since, "--since", &out->since);
    if (code == 0)
        code = read_duration(cli, args->interval, "--interval", &out->interval_ms);
    if (code == 0)
        code = read_duration(cli, args->max_interval, "--max-interval", &out->max_interval_ms);
    if (code == 0)
        code = read_duration(cli, args->full_interval, "--full-interval", &out->full_interval_ms);
    if (code == 0 && args->shell && !args->exec)
        code = report_usage(cli, "--shell is about the command of --exec");
    return code;
}

static int read_events(struct cli *cli, const struct watch_args *args, struct word_list *events)
{
    for (size_t i = 0; i < args->events.count; i++)
        word_list_add(events, args->events.items[i]);
    int code = 0;
    for (size_t i = 0; code == 0 && i < events->count; i++)
        code = event_pattern_check(cli, events->items[i]);
    return code;
}

/* --- following --- */

struct following {
    struct cli *cli;
    wikijs_watch *watch;
    struct wikis wikis;
    const struct event_command *command; /* NULL: events are printed */
    struct reader *reader;               /* of what is printed */
    int code;                            /* of a wiki that failed while the others are looked at */
};

static void wake(void *watch)
{
    wikijs_watch_wakeup(watch);
}

static int handle(struct following *following, const wikijs_event *event)
{
    struct cli *cli = following->cli;
    struct wiki *wiki = wikis_find(&following->wikis, event->profile);
    if (wiki)
        wiki->failing = false;
    if (following->command) {
        int code = event_command_run(following->command, event);
        if (code && interrupt_happened())
            return EXIT_INTERRUPTED; /* it was ended with this program: the event is not through */
        if (code == 127)
            return report_failure("'%s' cannot be started", following->command->text);
        if (code)
            report_warning(cli, "'%s' ended with %d for %s %s", following->command->text, code, event->type, event->id);
        return 0;
    }
    int code = event_print(cli, event, following->wikis.count > 1);
    stream_flush(&cli->out);
    return code;
}

/* What may pass is waited for, and said once. One wiki of several does not end the looks at the others. */
static int note_failure(struct following *following, int status, bool once)
{
    struct cli *cli = following->cli;
    struct wiki *wiki = wikis_find_failed(&following->wikis, cli->error.message);
    bool is_one_of_many = wiki && following->wikis.count > 1;
    if (!wiki || once || (!is_one_of_many && !(cli->error.flags & WIKIJS_ERROR_RETRYABLE))) {
        following->code = report_status(cli, status);
        return is_one_of_many ? 0 : following->code;
    }
    if (!wiki->failing)
        report_warning(cli, "%s; trying again until it passes", cli->error.message);
    wiki->failing = true;
    return 0;
}

static int follow(struct following *following, bool once)
{
    struct cli *cli = following->cli;
    const wikijs_event *event;
    int code = 0;
    /* An error of the output is reported at the end. */
    while (code == 0 && !cli->out.error && !reader_has_left(following->reader) && !interrupt_happened()) {
        int status = wikijs_watch_next(following->watch, -1, &event, &cli->error);
        if (status > 0)
            code = handle(following, event);
        else if (status < 0)
            code = note_failure(following, status, once);
        else if (once)
            break;
    }
    if (code == 0 && !cli->out.error && wikijs_watch_ack(following->watch, &cli->error) < 0)
        code = report_status(cli, cli->error.code);
    return code ? code : following->code;
}

static int begin(struct following *following, const wikijs_watch_options *wanted)
{
    wikijs_error *error = &following->cli->error;
    int status = wikijs_watch_new(wanted, &following->watch, error);
    for (size_t i = 0; i < following->wikis.count && status == 0; i++) {
        const struct wiki *wiki = &following->wikis.items[i];
        status = wikijs_watch_add(following->watch, wiki->name, wiki->cli->client, error);
    }
    return status;
}

static int watch_wikis(struct following *following, const wikijs_watch_options *wanted)
{
    struct cli *cli = following->cli;
    int status = begin(following, wanted);
    if (status < 0)
        return report_status(cli, status);
    char *followed = wikis_describe(&following->wikis);
    interrupt_call(wake, following->watch);
    if (!wanted->once && cli->terminal.err)
        report_note(cli, "watching %s; Ctrl-C ends it", followed);
    free(followed);
    if (!following->command)
        following->reader = reader_watch(cli->out.fd, wake, following->watch);
    int code = follow(following, wanted->once);
    reader_free(following->reader);
    interrupt_watch(cli->client);
    return code;
}

static int watch_with(struct cli *cli, const struct watch_args *args, const struct event_command *command)
{
    wikijs_watch_options wanted = WIKIJS_WATCH_OPTIONS_INIT;
    struct following following = { .cli = cli, .command = command };
    struct word_list events = { 0 };
    int code = read_options(cli, args, &wanted);
    if (code == 0)
        code = read_events(cli, args, &events);
    wanted.events = word_list_view(&events);
    if (code == 0)
        code = wikis_connect(cli, args->profiles, &following.wikis);
    if (code == 0)
        code = watch_wikis(&following, &wanted);
    wikijs_watch_free(following.watch);
    wikis_disconnect(cli, &following.wikis);
    word_list_free(&events);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct watch_args *args = arguments;
    struct event_command command = { 0 };
    char *problem = args->exec ? event_command_read(&command, args->exec, args->shell) : NULL;
    int code = problem ? report_usage(cli, "--exec: %s", problem) : watch_with(cli, args, args->exec ? &command : NULL);
    free(problem);
    event_command_free(&command);
    return code;
}

static const struct example examples[] = {
    { "What happens in the wiki, as it happens", "wikijs watch" },
    { "What was changed since yesterday?", "wikijs watch --once --since 24h" },
    { "Build the site anew when the documentation changes",
      "wikijs watch --path docs --events 'page.*' --state docs.db --exec 'make site'" },
    { "Two wikis at once", "wikijs watch --profiles work,home" },
    { "Titles of new pages, for another program", "wikijs watch --events page.created --jq .page.title" },
    { 0 },
};

const struct cmd cmd_watch = {
    .name = "watch",
    .group = "EVENTS",
    .summary = "Tell what changes in the wiki, as it happens",
    .text =
        "Follow the wiki and tell what happens: pages created, updated, moved, published, tagged, deleted; assets, users, "
        "groups; comments when 'comment.posted' is asked for. The server tells nobody, so this looks again and again, with "
        "one small request each time. With --state it goes on where it ended the last time, and tells what happened "
        "meanwhile, once; without, it begins with what happens after its first look that succeeds. It ends when nobody "
        "reads its output any more.\n\n"
        "The command of --exec is run for one event after the other. It finds the event as JSON on its standard input, "
        "and WIKIJS_EVENT_TYPE, _ID, _TIME, _NUMBER, _PROFILE, _WIKI, _SUBJECT_ID, _PATH, _LOCALE, _TITLE, _NAME, _TAGS, "
        "_CHANGES, _PREVIOUS_PATH, _PREVIOUS_LOCALE and _PREVIOUS_TITLE in its environment. It is started as it is, "
        "without a shell. Ended with the watch, by Ctrl-C or SIGTERM, it gets its event again the next time, with --state.\n\n"
        "With --profiles or --all-profiles several wikis are followed, and one that fails does not hold up the others. "
        "Lines then begin with the name of the profile; in JSON it is 'profile'.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct watch_args),
    .model = "Event",
    .follows_profiles = true,
    .run = run,
    .since = "0.1",
};
