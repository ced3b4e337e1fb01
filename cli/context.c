/* SPDX-License-Identifier: MIT */
#include "context.h"

#include "call.h"
#include "report.h"
#include "watch/dry_run.h"

#include <wikijs/metrics.h>
#include <wikijs/sys/hooks.h>

#include <stdlib.h>
#include <string.h>

int context_configure(struct cli *cli)
{
    if (cli->settings.loaded)
        return 0;
    char *problem = settings_load(&cli->settings, &cli->parsed.globals);
    if (problem) {
        report_failure("%s", problem);
        report_advice("wikijs help configuration");
        free(problem);
        return EXIT_USAGE;
    }
    const struct config *config = &cli->settings.config;
    if (config->holds_key && config->readable_by_others)
        report_warning(cli, "%s holds an API key and can be read by others; run: chmod 600 %s", config->path,
                       config->path);
    if (cli->parsed.globals.api_key)
        report_warning(cli, "a key given with --api-key is seen by everybody who can list processes; "
                            "use WIKIJS_API_KEY or --api-key-file");
    return 0;
}

static void print_log(wikijs_log_level level, const char *line, void *payload)
{
    const struct cli *cli = payload;
    if (level <= WIKIJS_LOG_WARN)
        report_warning(cli, "%s", line);
    else
        report_note(cli, "%s", line);
}

/* In a shell it may differ from command to command. */
static bool is_verbose(const struct cli *cli)
{
    return cli->parsed.globals.verbose;
}

static int trace_request(const wikijs_hook_event *event, void *payload)
{
    if (!is_verbose(payload))
        return 0;
    report_note(payload, "> %s %s  %s%s", event->method, event->url, event->operation,
                event->attempt > 1 ? " (again)" : "");
    return 0;
}

static void trace_answer(const wikijs_hook_event *event, void *payload)
{
    if (!is_verbose(payload))
        return;
    const char *outcome = event->status ? wikijs_status_name(event->status) : "ok";
    if (event->http_status)
        report_note(payload, "< %d  %lld ms  %zu bytes  %s", (int)event->http_status, (long long)event->duration_ms,
                    event->response_bytes, outcome);
    else
        report_note(payload, "< no answer  %lld ms  %s", (long long)event->duration_ms, outcome);
}

/* A renewed token takes the place of the stored one; that it could not be stored must not end the command. */
static void keep_token(const char *token, void *payload)
{
    struct cli *cli = payload;
    char *problem = tokens_store(cli->settings.url, cli->settings.login.user, token, cli->settings.login.in_service);
    if (problem)
        report_warning(cli, "the renewed login was not kept: %s", problem);
    free(problem);
}

int context_require_url(struct cli *cli)
{
    if (cli->settings.url)
        return 0;
    report_failure("no wiki is named");
    report_advice("set WIKIJS_URL to its address, such as https://wiki.example.com, or give --url");
    return EXIT_USAGE;
}

static int load_plugins(struct cli *cli, wikijs_client_options *options)
{
    char *problem = plugins_load(&cli->plugins, &cli->settings, options);
    if (!problem)
        return 0;
    report_failure("%s", problem);
    report_advice("wikijs plugins list, or --no-plugins to go without them");
    free(problem);
    return EXIT_USAGE;
}

int context_open_trace(struct cli *cli)
{
    const struct globals *globals = &cli->parsed.globals;
    if (!globals->trace || globals->all_profiles || cli->trace.fd)
        return 0;
    char *path = cli->profile_of_many ? xasprintf("%s.%s", globals->trace, globals->profile) : xstrdup(globals->trace);
    int error = har_open(&cli->trace, path);
    int code = error ? report_failure("%s: %s", path, strerror(error)) : 0;
    free(path);
    return code;
}

int context_open(struct cli *cli, const wikijs_client_options *given)
{
    wikijs_client_options own = *given, *options = &own;
    const struct globals *globals = &cli->parsed.globals;
    wikijs_hooks verbose = {
        .name = "verbose", .before_request = trace_request, .after_request = trace_answer, .payload = cli
    };
    /* Behind the plugins of the user, so that these see what is really sent. */
    wikijs_plugin_use *uses = xcalloc(options->plugin_count + 2, sizeof *uses);
    size_t count = options->plugin_count;
    for (size_t i = 0; i < count; i++)
        uses[i] = options->plugins[i];
    if (globals->dry_run || cli->is_shell) {
        uses[count++] = (wikijs_plugin_use){ .plugin = &dry_run_plugin, .payload = cli };
        options->read_only = options->read_only && !globals->dry_run; /* nothing is sent in any case */
    }
    cli->trace.has_credentials = cli->settings.credentials != CREDENTIALS_NONE;
    if (cli->trace.fd)
        uses[count++] = (wikijs_plugin_use){ .plugin = &har_plugin, .payload = &cli->trace };
    options->plugins = uses;
    options->plugin_count = count;
    options->user_agent = options->user_agent ? options->user_agent : "wikijs";
    options->log = print_log;
    options->log_payload = cli;
    if (globals->verbose || cli->is_shell) {
        options->hooks = &verbose;
        options->hook_count = 1;
    }
    int status = wikijs_client_new(options, &cli->client, &cli->error);
    free(uses);
    if (status == 0)
        interrupt_watch(cli->client);
    return status;
}

/* Answers are kept for completions, which would ask for the same lists at each key; commands go on asking the server. */
static void add_cache(struct cli *cli, wikijs_client_options *options)
{
    cli->keeps_for_completion = !options->cache || strcmp(options->cache, "none") == 0;
    if (cli->keeps_for_completion)
        options->cache = options->cache_dir ? "sqlite" : "memory"; /* without a home there is no folder for it */
}

int context_connect(struct cli *cli)
{
    if (cli->client)
        return 0;
    int code = context_configure(cli);
    if (code == 0)
        code = context_require_url(cli);
    if (code)
        return code;
    wikijs_client_options options = cli->settings.options;
    if (cli->is_shell)
        add_cache(cli, &options);
    code = load_plugins(cli, &options);
    if (code)
        return code;
    if (cli->settings.credentials == CREDENTIALS_LOGIN) {
        options.token_changed = keep_token;
        options.token_payload = cli;
    }
    int status = context_open(cli, &options);
    if (status < 0)
        return report_status(cli, status);
    context_ask_anew(cli, false);
    return 0;
}

static void keep_metrics(const struct cli *cli)
{
    wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
    wikijs_error error;
    options.labels = cli->settings.metrics_labels;
    if (cli->client && cli->settings.metrics_file &&
        wikijs_metrics_add_to_file(cli->client, cli->settings.metrics_file, &options, &error) < 0)
        report_warning(cli, "the metrics were not kept: %s", error.message);
}

bool context_open_for_completion(struct cli *cli)
{
    enum { PATIENCE_MS = 1000 };
    wikijs_client_options options = cli->settings.options;
    cli->parsed.globals.quiet = true;
    options.connect_timeout_ms = PATIENCE_MS;
    add_cache(cli, &options);
    char *problem = plugins_load(&cli->plugins, &cli->settings, &options);
    bool good = !problem && context_open(cli, &options) == 0;
    free(problem);
    return good;
}

void context_reset(struct cli *cli)
{
    keep_metrics(cli);
    free(cli->advice);
    context_disconnect(cli);
    plugins_free(&cli->plugins);
    settings_free(&cli->settings);
    cli->settings = (struct settings){ 0 };
}

void context_disconnect(struct cli *cli)
{
    interrupt_watch(NULL);
    wikijs_client_free(cli->client);
    cli->client = NULL;
}

void context_be_quick(struct cli *cli, bool quick)
{
    enum { PATIENCE_MS = 1000, FRESH_MS = 60 * 1000 };
    if (!quick) {
        context_ask_anew(cli, false);
        return;
    }
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.timeout_ms = PATIENCE_MS;
    settings.no_cache = cli->parsed.globals.no_cache;
    settings.cache_ttl_ms = cli->keeps_for_completion ? FRESH_MS : 0;
    wikijs_client_set_call_settings(cli->client, &settings, NULL);
}

void context_ask_anew(struct cli *cli, bool anew)
{
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.no_cache = cli->parsed.globals.no_cache || cli->keeps_for_completion;
    settings.cache_refresh = anew;
    wikijs_client_set_call_settings(cli->client, &settings, NULL);
}

void context_page(struct cli *cli)
{
    if (cli->terminal.pages && !cli->parsed.globals.no_pager)
        stream_page(&cli->out);
}

void context_close(struct cli *cli)
{
    context_reset(cli);
    const char *file = cli->parsed.globals.trace;
    int error = har_close(&cli->trace);
    if (error)
        report_warning(cli, "the trace in %s is not whole: %s", file, strerror(error));
    parsed_free(&cli->parsed);
}
