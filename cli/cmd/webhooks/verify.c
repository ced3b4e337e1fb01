/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "config/duration.h"
#include "file_value.h"
#include "report.h"

#include <limits.h>
#include <stdlib.h>
#include <wikijs/webhook.h>

struct verify_args {
    const char *secret_file, *secret_env, *id, *timestamp, *signature, *hub_signature, *tolerance;
    bool any_age;
};

static const struct opt options[] = {
    OPT_STRING(struct verify_args, secret_file, 0, "secret-file", "<file>",
               "file that holds the secret; several with commas", .complete = COMPLETE_FILE),
    OPT_STRING(struct verify_args, secret_env, 0, "secret-env", "<name>",
               "environment variable that holds it; several with commas"),
    OPT_STRING(struct verify_args, id, 0, "id", "<text>", "header webhook-id"),
    OPT_STRING(struct verify_args, timestamp, 0, "timestamp", "<seconds>", "header webhook-timestamp"),
    OPT_STRING(struct verify_args, signature, 0, "signature", "<text>", "header webhook-signature"),
    OPT_STRING(struct verify_args, hub_signature, 0, "hub-signature", "<text>", "header X-Hub-Signature-256"),
    OPT_STRING(struct verify_args, tolerance, 0, "tolerance", "<time>", "how old it may be (5m)"),
    OPT_FLAG(struct verify_args, any_age, 0, "any-age", "however old it is: it was captured long ago"),
    OPT_END,
};

static int verify(struct cli *cli, const struct verify_args *args, const char *file, const struct word_list *secrets)
{
    wikijs_webhook_delivery delivery = WIKIJS_WEBHOOK_DELIVERY_INIT;
    wikijs_webhook_verify_options how = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    struct buffer body = { 0 };
    int code = file_read(file, &body);
    if (code)
        return code;
    delivery.id = args->id;
    delivery.timestamp = args->timestamp;
    delivery.signature = args->signature;
    delivery.hub_signature = args->hub_signature;
    delivery.body = (wikijs_str){ buffer_text(&body), body.length };
    how.secrets = word_list_view(secrets);
    how.allow_hub = args->hub_signature && !args->signature;
    how.tolerance_ms = args->any_age ? INT64_MAX / 2 : args->tolerance ? duration_parse(args->tolerance) : 0;
    if (args->tolerance && how.tolerance_ms <= 0)
        code = report_usage(cli, "--tolerance takes a time such as 30s or 5m, not '%s'", args->tolerance);
    else {
        int status = wikijs_webhook_verify(&delivery, &how, &cli->error);
        code = status < 0 ? report_status_advised(cli, status, NULL, NULL) : 0;
    }
    buffer_free(&body);
    if (code == 0)
        report_note(cli, "the delivery is good");
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct verify_args *args = arguments;
    struct word_list secrets = { 0 };
    int code = webhook_secrets_read(cli, args->secret_file, args->secret_env, &secrets);
    if (code == 0 && secrets.count == 0)
        code = report_usage(cli, "a secret is needed: --secret-file or --secret-env");
    if (code == 0)
        code = verify(cli, args, operands->count ? operands->items[0] : "-", &secrets);
    word_list_free(&secrets);
    return code;
}

static const struct example examples[] = {
    { "Is what was captured genuine?",
      "wikijs webhooks verify --secret-file secret --id evt_1 --timestamp 1764410000 "
      "--signature v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= --any-age body.json" },
    { 0 },
};

const struct cmd cmd_webhooks_verify = {
    .name = "verify",
    .summary = "Check the signature of a captured delivery",
    .usage = "[<file>]",
    .text =
        "The file holds the body exactly as it came, without a newline added; \"-\" or none is standard input. Ends with "
        "0 when a signature fits and the delivery is young enough, else with 4 and the reason.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct verify_args),
    .max_operands = 1,
    .complete = COMPLETE_FILE,
    .run = run,
    .since = "0.1",
};
