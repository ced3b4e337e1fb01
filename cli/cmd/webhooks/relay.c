/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "call.h"
#include "config/duration.h"
#include "config/webhook.h"
#include "memory.h"
#include "report.h"
#include "wikis.h"

#include <stdlib.h>
#include <string.h>

struct relay_args {
    const char *state, *only, *profiles;
    const char *to, *secret_file, *secret_env, *events, *path, *tag, *locale, *rate, *retry_for, *request_timeout;
    const char *interval, *max_interval, *full_interval;
    bool github, once;
};

static const struct opt options[] = {
    OPT_STRING(struct relay_args, to, 0, "to", "<url>",
               "send to this address, instead of those of the configuration file"),
    OPT_STRING(struct relay_args, secret_file, 0, "secret-file", "<file>",
               "with --to: file that holds the secret; several with commas", .complete = COMPLETE_FILE),
    OPT_STRING(struct relay_args, secret_env, 0, "secret-env", "<name>",
               "with --to: environment variable that holds it; several with commas"),
    OPT_STRING(struct relay_args, events, 'e', "events", "<types>", "with --to: only these: 'page.*,asset.deleted'"),
    OPT_STRING(struct relay_args, path, 'p', "path", "<path>", "with --to: only what is at or below this path",
               .complete = COMPLETE_PAGE),
    OPT_STRING(struct relay_args, tag, 't', "tag", "<tag>", "with --to: only pages that have this tag, or had it",
               .complete = COMPLETE_TAG),
    OPT_STRING(struct relay_args, locale, 'l', "in-locale", "<locale>", "with --to: only pages in this locale",
               .complete = COMPLETE_LOCALE),
    OPT_STRING(struct relay_args, rate, 0, "target-rate", "<rate>", "with --to: most requests in a time: 10/s"),
    OPT_STRING(struct relay_args, retry_for, 0, "retry-for", "<time>", "with --to: how long to try again (72h)"),
    OPT_STRING(struct relay_args, request_timeout, 0, "request-timeout", "<time>",
               "with --to: longest time for one request (10s)"),
    OPT_FLAG(struct relay_args, github, 0, "github", "with --to: sign as GitHub does, too"),
    OPT_STRING(struct relay_args, only, 0, "only", "<name>", "only this one of the configuration file's webhooks"),
    OPT_PROFILES(struct relay_args),
    OPT_STRING(struct relay_args, state, 's', "state", "<file>",
               "where what was seen and what is to be sent is kept (~/.local/state/wikijs/relay-PROFILE.db)",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct relay_args, interval, 'i', "interval", "<time>", "look so often while something happens (5s)"),
    OPT_STRING(struct relay_args, max_interval, 0, "max-interval", "<time>",
               "look so often while nothing happens (six times --interval)"),
    OPT_STRING(struct relay_args, full_interval, 0, "full-interval", "<time>", "look at everything so often (60s)"),
    OPT_FLAG(struct relay_args, once, '1', "once", "look once, send what can be sent, and end"),
    OPT_END,
};

/* The webhook that --to and the flags beside it describe. */
static int add_webhook_of_flags(struct cli *cli, const struct relay_args *args, wikijs_webhook_relay *relay)
{
    const struct {
        const char *flag, *key, *value;
    } flags[] = { { "--to", "url", args->to },
                  { "--secret-file", "secret_file", args->secret_file },
                  { "--secret-env", "secret_env", args->secret_env },
                  { "--events", "events", args->events },
                  { "--path", "path", args->path },
                  { "--in-locale", "in_locale", args->locale },
                  { "--tag", "tag", args->tag },
                  { "--target-rate", "rate", args->rate },
                  { "--retry-for", "retry_for", args->retry_for },
                  { "--request-timeout", "timeout", args->request_timeout },
                  { "--github", "github", args->github ? "true" : NULL } };
    struct webhook webhook;
    int code = 0;
    webhook_start(&webhook, "to");
    for (size_t i = 0; i < sizeof flags / sizeof *flags && code == 0; i++) {
        const char *value = flags[i].value;
        char *words = value ? webhook_set(&webhook, webhook_key_find(flags[i].key), value) : NULL;
        if (words)
            code = report_usage(cli, "%s %s", flags[i].flag, words);
        free(words);
    }
    if (code == 0)
        code = relay_add_webhook(cli, relay, &webhook);
    webhook_free(&webhook);
    return code;
}

static int read_interval(struct cli *cli, const char *text, const char *flag, int64_t *ms)
{
    *ms = text ? duration_parse(text) : 0;
    return !text || *ms > 0 ? 0 : report_usage(cli, "%s takes a time such as 5s or 500ms, not '%s'", flag, text);
}

static int read_options(struct cli *cli, const struct relay_args *args, wikijs_watch_options *feed)
{
    feed->once = args->once;
    int code = read_interval(cli, args->interval, "--interval", &feed->interval_ms);
    if (code == 0)
        code = read_interval(cli, args->max_interval, "--max-interval", &feed->max_interval_ms);
    if (code == 0)
        code = read_interval(cli, args->full_interval, "--full-interval", &feed->full_interval_ms);
    if (code == 0 && args->to && args->only)
        code = report_usage(cli, "--to and --only exclude each other");
    return code;
}

static void wake(void *relay)
{
    wikijs_webhook_relay_stop(relay);
}

/* Failures that go on are not said each time: an outage would fill the journal. */
static void tell_failure(const char *name, const wikijs_error *err, void *payload)
{
    report_warning(payload, "%s: %s", name, err->message);
}

static int add_wikis(struct cli *cli, const struct wikis *wikis, wikijs_webhook_relay *relay)
{
    int status = 0;
    for (size_t i = 0; i < wikis->count && status == 0; i++)
        status = wikijs_webhook_relay_add(relay, wikis->items[i].name, wikis->items[i].cli->client, &cli->error);
    return status;
}

static int relay_all(struct cli *cli, const struct relay_args *args, const struct wikis *wikis,
                     wikijs_webhook_relay *relay)
{
    int code = args->to ? add_webhook_of_flags(cli, args, relay) : relay_add_webhooks(cli, relay, args->only);
    if (code)
        return code;
    int status = add_wikis(cli, wikis, relay);
    if (status == 0) {
        char *followed = wikis_describe(wikis);
        wikijs_webhook_relay_on_error(relay, tell_failure, cli);
        interrupt_call(wake, relay);
        if (!args->once && cli->terminal.err)
            report_note(cli, "relaying what happens in %s; Ctrl-C ends it", followed);
        status = interrupt_happened() ? 0 : wikijs_webhook_relay_run(relay, -1, &cli->error);
        interrupt_watch(cli->client);
        free(followed);
    }
    return status < 0 ? report_status(cli, status) : 0;
}

static int report_end(struct cli *cli, wikijs_webhook_relay *relay)
{
    wikijs_webhook_relay_stats stats = { .struct_size = sizeof stats };
    wikijs_webhook_relay_get_stats(relay, &stats);
    report_note(cli, "%llu delivered, %llu attempts failed, %llu waiting", (unsigned long long)stats.delivered,
                (unsigned long long)stats.failed, (unsigned long long)stats.waiting);
    return stats.waiting > 0 ? EXIT_FAILED : EXIT_DONE;
}

static int relay_with(struct cli *cli, const struct relay_args *args, const wikijs_watch_options *feed,
                      const struct wikis *wikis)
{
    if (!args->state && wikis->count > 1)
        return report_usage(cli, "several wikis need a file of their own for what was seen: --state <file>");
    char *state = relay_state(cli, args->state);
    if (!state)
        return EXIT_USAGE;
    wikijs_webhook_relay *relay = NULL;
    int status = wikijs_webhook_relay_new(state, feed, &relay, &cli->error);
    int code = status < 0 ? report_status(cli, status) : relay_all(cli, args, wikis, relay);
    if (code == 0 && args->once)
        code = report_end(cli, relay);
    wikijs_webhook_relay_free(relay);
    free(state);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct relay_args *args = arguments;
    wikijs_watch_options feed = WIKIJS_WATCH_OPTIONS_INIT;
    struct wikis wikis = { 0 };
    int code = read_options(cli, args, &feed);
    if (code == 0)
        code = wikis_connect(cli, args->profiles, &wikis);
    if (code == 0)
        code = relay_with(cli, args, &feed, &wikis);
    wikis_disconnect(cli, &wikis);
    return code;
}

static const struct example examples[] = {
    { "Send to the addresses of the configuration file", "wikijs webhooks relay" },
    { "Send to one address",
      "wikijs webhooks relay --to https://ci.example.com/hook --secret-file ~/.config/wikijs/hook.secret --events 'page.*'" },
    { "From cron: look, send, end", "wikijs webhooks relay --once" },
    { "One relay for two wikis", "wikijs webhooks relay --profiles work,home --state both.db" },
    { 0 },
};

const struct cmd cmd_webhooks_relay = {
    .name = "relay",
    .summary = "Send what changes to other programs' addresses",
    .text =
        "Follow the wiki and send what happens to addresses on the web, by POST with JSON, until each is received: at least "
        "once, in order for each page, over restarts too. What fails is tried again after 5 seconds, then three times as "
        "long each time, for three days. A target that fails five times in a row is left alone for a while.\n\n"
        "The addresses are in the section 'webhooks' of the configuration file, by name, with url, secret_file or "
        "secret_env, events, path, in_locale, tag, rate, timeout, retry_for, max_in_flight and github; or one is given with "
        "--to. SIGTERM and Ctrl-C let requests end that are under way.\n\n"
        "With --profiles or --all-profiles it follows several wikis; the 'profile' of each event says which.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct relay_args),
    .follows_profiles = true,
    .exit_codes = "With --once 1 when something could not be delivered and waits.",
    .run = run,
    .since = "0.1",
};
