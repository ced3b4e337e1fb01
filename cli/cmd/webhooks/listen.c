/* SPDX-License-Identifier: MIT */
/*
 * The receiver as a command. Events are printed where they arrive, in the main thread; commands are run by a second one
 * (runner.c), one after the other, and a delivery is accepted when its command has ended well.
 */
#include "cmd/webhooks/runner.h"
#include "cmd/webhooks/webhooks.h"

#include "call.h"
#include "config/duration.h"
#include "event_print.h"
#include "event_type.h"
#include "output/reader.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <wikijs/webhook_server.h>

struct listen_args {
    struct output_args output;
    struct opt_list on;
    const char *address, *url_path, *secret_file, *secret_env, *exec, *certificate, *key, *request_timeout;
    int64_t port, max_connections;
    bool github, shell;
};

static const struct opt options[] = {
    OPT_INT(struct listen_args, port, 0, "port", "<n>", "port to listen at; 0: any that is free", .min = 0,
            .max = 65535, .initial = 8080),
    OPT_STRING(struct listen_args, address, 0, "address", "<address>",
               "IP address to listen at (127.0.0.1: from this machine only)"),
    OPT_STRING(struct listen_args, url_path, 0, "url-path", "<path>", "where deliveries go to (/)"),
    OPT_STRING(struct listen_args, secret_file, 0, "secret-file", "<file>",
               "file that holds the secret; several with commas", .complete = COMPLETE_FILE),
    OPT_STRING(struct listen_args, secret_env, 0, "secret-env", "<name>",
               "environment variable that holds it; several with commas"),
    OPT_LIST(struct listen_args, on, 0, "on", "<type>", "only these events: 'page.*'; may be repeated",
             .complete = COMPLETE_EVENT),
    OPT_STRING(struct listen_args, exec, 'x', "exec", "<command>",
               "run a command for each event, with its JSON on standard input and WIKIJS_EVENT_... set"),
    OPT_FLAG(struct listen_args, shell, 0, "shell", "let a shell read the command of --exec"),
    OPT_FLAG(struct listen_args, github, 0, "github", "take GitHub's signature, too; it does not keep replays out"),
    OPT_STRING(struct listen_args, certificate, 0, "tls-cert", "<file>", "certificate, PEM", .complete = COMPLETE_FILE),
    OPT_STRING(struct listen_args, key, 0, "tls-key", "<file>", "its private key, PEM", .complete = COMPLETE_FILE),
    OPT_STRING(struct listen_args, request_timeout, 0, "request-timeout", "<time>",
               "longest time for one request to arrive (10s)"),
    OPT_INT(struct listen_args, max_connections, 0, "max-connections", "<n>",
            "connections at once (4096, or what 'ulimit -n' leaves room for)", .min = 1, .max = 1000000),
    OPT_END,
};

/* --- deliveries --- */

struct listening {
    struct cli *cli;
    wikijs_webhook_server *server;
    struct runner *runner; /* NULL: events are printed */
};

static int take(const wikijs_webhook_received *received, void *payload)
{
    struct listening *listening = payload;
    struct cli *cli = listening->cli;
    if (!received->event) {
        report_warning(cli, "delivery '%s' (%s) is no event of a wiki; nothing is done", received->id, received->type);
        return 0;
    }
    if (listening->runner) {
        wikijs_webhook_hold(received);
        runner_add(listening->runner, received);
        return 0;
    }
    int code = event_print(cli, received->event, false);
    stream_flush(&cli->out);
    if (!cli->out.error)
        return code;
    wikijs_webhook_server_stop(listening->server); /* it is reported at the end; the sender tries again */
    return EXIT_FAILED;
}

static void tell_refusal(int http_status, const char *reason, void *payload)
{
    report_warning(payload, "refused a request with %d: %s", http_status, reason);
}

/* --- the server --- */

static void wake(void *server)
{
    wikijs_webhook_server_stop(server);
}

/* As many connections as the system allows: slow clients keep theirs for a while. */
static void raise_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static int serve(struct listening *listening, const struct listen_args *args)
{
    struct cli *cli = listening->cli;
    wikijs_webhook_server *server = listening->server;
    int status = args->on.count ? 0 : wikijs_webhook_server_on(server, "*", take, listening, &cli->error);
    for (size_t i = 0; status == 0 && i < args->on.count; i++)
        status = wikijs_webhook_server_on(server, args->on.items[i], take, listening, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "listening at %s://%s:%u%s", args->certificate ? "https" : "http",
                args->address ? args->address : "127.0.0.1", (unsigned)wikijs_webhook_server_port(server),
                args->url_path ? args->url_path : "/");
    interrupt_call(wake, server);
    struct reader *reader = listening->runner ? NULL : reader_watch(cli->out.fd, wake, server);
    status = interrupt_happened() ? 0 : wikijs_webhook_server_run(server, &cli->error);
    reader_free(reader);
    interrupt_call(NULL, NULL);
    return status < 0 ? report_status(cli, status) : 0;
}

static int listen_with(struct cli *cli, const struct listen_args *args, const struct event_command *command,
                       const struct word_list *secrets)
{
    wikijs_webhook_server_options wanted = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    struct listening listening = { .cli = cli };
    wanted.address = args->address;
    wanted.port = (uint16_t)args->port;
    wanted.path = args->url_path;
    wanted.secrets = word_list_view(secrets);
    wanted.allow_hub = args->github;
    wanted.certificate_file = args->certificate;
    wanted.key_file = args->key;
    wanted.request_timeout_ms = args->request_timeout ? duration_parse(args->request_timeout) : 0;
    wanted.max_connections = args->max_connections;
    wanted.refused = tell_refusal;
    wanted.refused_payload = cli;
    if (args->request_timeout && wanted.request_timeout_ms <= 0)
        return report_usage(cli, "--request-timeout takes a time such as 10s, not '%s'", args->request_timeout);
    raise_descriptors();
    int status = wikijs_webhook_server_new(&wanted, &listening.server, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    if (command)
        listening.runner = runner_new(cli, command);
    int code = command && !listening.runner ? report_failure("no thread for the commands can be started")
                                            : serve(&listening, args);
    runner_free(listening.runner); /* what waits is not run, and so not accepted: it will be sent again */
    wikijs_webhook_server_free(listening.server);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct listen_args *args = arguments;
    struct event_command command = { 0 };
    struct word_list secrets = { 0 };
    if (args->shell && !args->exec)
        return report_usage(cli, "--shell is about the command of --exec");
    char *problem = args->exec ? event_command_read(&command, args->exec, args->shell) : NULL;
    int code = problem ? report_usage(cli, "--exec: %s", problem)
                       : webhook_secrets_read(cli, args->secret_file, args->secret_env, &secrets);
    for (size_t i = 0; code == 0 && i < args->on.count; i++)
        code = event_pattern_check(cli, args->on.items[i]);
    if (code == 0 && secrets.count == 0) {
        code = EXIT_USAGE;
        report_failure("a secret is needed, or anybody could send events");
        report_advice("wikijs webhooks secret >secret, and --secret-file secret here and at the sender");
    }
    if (code == 0)
        code = listen_with(cli, args, args->exec ? &command : NULL, &secrets);
    free(problem);
    event_command_free(&command);
    word_list_free(&secrets);
    return code;
}

static const struct example examples[] = {
    { "See what arrives", "wikijs webhooks listen --secret-file secret" },
    { "Build a site anew when a page was changed",
      "wikijs webhooks listen --port 8080 --secret-file secret --on 'page.*' --exec 'make site'" },
    { "Titles of new pages, for another program",
      "wikijs webhooks listen --secret-file secret --on page.created --jq .page.title" },
    { 0 },
};

const struct cmd cmd_webhooks_listen = {
    .name = "listen",
    .summary = "Receive deliveries, and print or handle their events",
    .text =
        "A small web server for deliveries of 'wikijs webhooks relay' or of anybody who signs as Standard Webhooks says. "
        "Each is checked: signature, age, and whether it was accepted before. It is accepted after its event was printed, "
        "or after the command of --exec ended with 0; a command that fails makes the sender try again.\n\n"
        "Commands are run one after the other, as 'wikijs watch --exec' does it: started as they are, without a shell, with "
        "the event as JSON on standard input and WIKIJS_EVENT_TYPE, _PATH and so on in the environment. Ctrl-C and SIGTERM "
        "end it after what has begun, and so does a reader of its output that has left (| head -1).",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct listen_args),
    .model = "Event",
    .run = run,
    .since = "0.1",
};
