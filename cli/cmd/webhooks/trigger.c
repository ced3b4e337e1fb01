/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "event_type.h"
#include "file_value.h"
#include "memory.h"
#include "report.h"
#include "watch/dry_run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/model.h>

struct trigger_args {
    const char *to, *secret_file, *secret_env, *path, *title, *body;
    bool github;
};

static const struct opt options[] = {
    OPT_STRING(struct trigger_args, to, 0, "to", "<url>", "address to send it to; without it the JSON is printed"),
    OPT_STRING(struct trigger_args, secret_file, 0, "secret-file", "<file>",
               "file that holds the secret; several with commas", .complete = COMPLETE_FILE),
    OPT_STRING(struct trigger_args, secret_env, 0, "secret-env", "<name>",
               "environment variable that holds it; several with commas"),
    OPT_FLAG(struct trigger_args, github, 0, "github", "sign as GitHub does, too"),
    OPT_STRING(struct trigger_args, path, 'p', "path", "<path>", "path of the page or asset in the sample (sample)"),
    OPT_STRING(struct trigger_args, title, 0, "title", "<text>", "title of the page in the sample (Sample)"),
    OPT_STRING(struct trigger_args, body, 0, "body", "<file>", "send what is in this file instead of a sample",
               .complete = COMPLETE_FILE),
    OPT_END,
};

/* --- the sample --- */

#define SUBJECT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)
#define EVENT(field) WIKIJS_BIT(WIKIJS_EVENT_##field)

static wikijs_event_subject sample_subject(const struct trigger_args *args, bool is_page)
{
    wikijs_event_subject subject = { .present = SUBJECT(ID) | SUBJECT(PATH),
                                     .id = 1,
                                     .path = args->path ? args->path : "sample" };
    if (is_page) {
        subject.locale = "en";
        subject.title = args->title ? args->title : "Sample";
        subject.present |= SUBJECT(LOCALE) | SUBJECT(TITLE);
    } else {
        subject.name = args->title ? args->title : "Sample";
        subject.present |= SUBJECT(NAME);
    }
    return subject;
}

struct kind {
    const char *prefix;
    size_t member;
    uint64_t bit;
};

static const struct kind *kind_of(const char *type)
{
    static const struct kind kinds[] = { { "page.", offsetof(wikijs_event, page), EVENT(PAGE) },
                                         { "asset.", offsetof(wikijs_event, asset), EVENT(ASSET) },
                                         { "user.", offsetof(wikijs_event, user), EVENT(USER) },
                                         { "group.", offsetof(wikijs_event, group), EVENT(GROUP) },
                                         { "comment.", offsetof(wikijs_event, comment), EVENT(COMMENT) } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(type, kinds[i].prefix, strlen(kinds[i].prefix)) == 0)
            return &kinds[i];
    return NULL;
}

/* An event as a relay would send it, about something that is not there. */
static void write_sample(struct cli *cli, const struct trigger_args *args, const char *type, const char *id,
                         struct buffer *out)
{
    const struct kind *kind = kind_of(type);
    const struct config_section *profile = cli->settings.profile;
    const wikijs_event_subject subject = sample_subject(args, strncmp(type, "page.", 5) == 0), *about = &subject;
    wikijs_event event = { .id = id,
                           .type = type,
                           .time = (int64_t)time(NULL) * 1000,
                           .number = 1,
                           .profile = profile && profile->name ? profile->name : "default",
                           .wiki = cli->settings.options.base_url };
    event.present = EVENT(ID) | EVENT(TYPE) | EVENT(TIME) | EVENT(NUMBER) | EVENT(PROFILE) |
                    (event.wiki ? EVENT(WIKI) : 0);
    memcpy((char *)&event + kind->member, &about, sizeof about);
    event.present |= kind->bit;
    const wikijs_model *model = wikijs_model_by_name("Event");
    size_t length = wikijs_object_to_json(model, &event, 0, NULL, 0);
    wikijs_object_to_json(model, &event, 0, buffer_reserve(out, length + 1), length + 1);
    out->length += length;
}

/* --- sending --- */

static int report_refusal(struct cli *cli, int status, const char *url)
{
    char *advice = NULL;
    if (cli->error.http_status == 401)
        advice = xstrdup("the secret that the receiver knows, with --secret-file or --secret-env");
    else if (status == WIKIJS_E_RESOLVE || status == WIKIJS_E_CONNECT || status == WIKIJS_E_TIMEOUT)
        advice = xasprintf("check that '%s' is right and that the receiver runs", url);
    int code = report_status_advised(cli, status, NULL, advice);
    free(advice);
    return code;
}

static int send_it(struct cli *cli, const struct trigger_args *args, const char *type, const char *id,
                   const struct buffer *body)
{
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    struct word_list secrets = { 0 };
    int code = webhook_secrets_read(cli, args->secret_file, args->secret_env, &secrets);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0) {
        target.name = args->to;
        target.url = args->to;
        target.secrets = word_list_view(&secrets);
        target.github = args->github;
        int status = wikijs_webhook_send(cli->client, &target, id, type, (wikijs_str){ body->data, body->length },
                                         &cli->error);
        code = status < 0 ? report_refusal(cli, status, args->to) : 0;
    }
    if (code == 0)
        report_note(cli, "%s was received", type);
    word_list_free(&secrets);
    return code;
}

static void print(struct cli *cli, const struct buffer *body)
{
    stream_foreign(&cli->out, buffer_text(body), body->length);
    stream_adds(&cli->out, "\n");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct trigger_args *args = arguments;
    const char *type = operands->items[0];
    struct buffer body = { 0 };
    int code = args->body ? 0 : event_type_check(cli, type);
    if (code == 0)
        code = context_configure(cli);
    if (code)
        return code;
    char *id = xasprintf("sample-%lld", (long long)time(NULL));
    if (args->body)
        code = file_read(args->body, &body);
    else
        write_sample(cli, args, type, id, &body);
    if (code == 0 && args->to && dry_run_skips(cli, "send to %s:", args->to))
        print(cli, &body);
    else if (code == 0 && args->to)
        code = send_it(cli, args, type, id, &body);
    else if (code == 0)
        print(cli, &body);
    buffer_free(&body);
    free(id);
    return code;
}

static const struct example examples[] = {
    { "Is the receiver there, and does it know the secret?",
      "wikijs webhooks trigger page.updated --to http://127.0.0.1:8080/ --secret-file secret" },
    { "What does an event look like?", "wikijs webhooks trigger page.created --path docs/intro" },
    { 0 },
};

const struct cmd cmd_webhooks_trigger = {
    .name = "trigger",
    .summary = "Send a sample of an event to an address",
    .usage = "<type>",
    .text =
        "Sends one delivery, signed as the relay signs, about a page (asset, user, group) that is not there, and tells how "
        "it was answered. Nothing is remembered and nothing sent again. The settings of the profile for proxies and "
        "certificates are used; the wiki itself is not asked.\n\n"
        "The types are page.created, page.updated, page.deleted, page.moved, page.published, page.unpublished, page.tagged; "
        "asset.uploaded, asset.changed, asset.renamed, asset.deleted; user.created, user.changed, user.deleted; "
        "group.created, group.changed, group.deleted; comment.posted. With --body any other type is sent, too.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct trigger_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_EVENT,
    .run = run,
    .since = "0.1",
};
