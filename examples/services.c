/* SPDX-License-Identifier: MIT */
/* Copies, mail, counting of visits, and logs. Usage: services copy FOLDER | mail HOST ADDRESS | count URL ID | log LEVEL */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/analytics.h>
#include <wikijs/client.h>
#include <wikijs/logging.h>
#include <wikijs/mail.h>
#include <wikijs/storage.h>

/* Basic: how the targets fare that are in use. */
static int show_targets(wikijs_client *client, int *failed, wikijs_error *err)
{
    wikijs_storage_status_list *list = NULL;
    int status = wikijs_storage_list_status(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_storage_status_list_count(list); i++) {
        const wikijs_storage_status *one = wikijs_storage_status_list_at(list, i);
        printf("%s: %s%s%s\n", one->title, one->status, *one->message ? ": " : "", one->message);
        *failed += strcmp(one->status, "error") == 0;
    }
    wikijs_storage_status_list_free(list);
    return status;
}

/* {"v":"text"} with what JSON wants escaped; NULL when it does not fit. */
static const char *json_setting(const char *text, char *out, size_t size)
{
    size_t used = (size_t)snprintf(out, size, "{\"v\":\"");
    for (; *text && used + 8 < size; text++) {
        if (*text == '"' || *text == '\\')
            out[used++] = '\\';
        if ((unsigned char)*text < ' ')
            return NULL;
        out[used++] = *text;
    }
    snprintf(out + used, size - used, "\"}");
    return *text ? NULL : out;
}

/* Usual: copy the wiki to a folder of the server from now on. The update succeeds also when the server cannot do it. */
static int copy_to_disk(wikijs_client *client, const char *folder, int *failed, wikijs_error *err)
{
    char path[512];
    const wikijs_key_value_input settings[] = { { "path", json_setting(folder, path, sizeof path) },
                                                { "createDailyBackups", "{\"v\":true}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.is_enabled = WIKIJS_YES;
    input.config = (wikijs_key_value_inputs){ settings, 2 };
    int status = wikijs_storage_update(client, "disk", &input, err);
    return status < 0 ? status : show_targets(client, failed, err);
}

/* Advanced: have everything written there now, which can take minutes. */
static int dump_now(wikijs_client *client, wikijs_error *err)
{
    wikijs_call_options options = WIKIJS_CALL_OPTIONS_INIT;
    options.timeout_ms = 10 * 60 * 1000;
    return wikijs_storage_execute(client, "disk", "dump", &options, err);
}

static int copy(wikijs_client *client, char **words, wikijs_error *err)
{
    int failed = 0;
    int status = copy_to_disk(client, words[0], &failed, err);
    if (status == 0 && failed) {
        snprintf(err->message, sizeof err->message, "the server cannot copy there");
        return WIKIJS_E_REFUSED;
    }
    return status < 0 ? status : dump_now(client, err);
}

/* Basic: how the server sends mail; the password is masked. */
static int show_mail(wikijs_client *client, wikijs_error *err)
{
    wikijs_mail_config *config = NULL;
    int status = wikijs_mail_get_config(client, NULL, &config, err);
    if (status == 0)
        printf("%s:%d as %s\n", config->host, (int)config->port, *config->user ? config->user : "nobody");
    wikijs_mail_config_free(config);
    return status;
}

/* Usual: another server, and its password. Sender, certificates and signature stay. */
static int set_mail_server(wikijs_client *client, const char *host, wikijs_error *err)
{
    wikijs_mail_update_input input = WIKIJS_MAIL_UPDATE_INPUT_INIT;
    input.host = host;
    input.port = 587;
    input.secure = WIKIJS_NO; /* STARTTLS; WIKIJS_YES is TLS from the beginning, port 465 */
    input.user = "wiki";
    input.pass = getenv("SMTP_PASSWORD"); /* NULL: the one that it has */
    return wikijs_mail_update(client, &input, err);
}

/* Advanced: try it, and tell what is wrong by the server's own number. */
static int try_mail(wikijs_client *client, const char *address, wikijs_error *err)
{
    int status = wikijs_mail_send_test(client, address, NULL, err);
    if (status == WIKIJS_E_REFUSED && err->server_code == 3002)
        printf("no mail server is set\n");
    else if (status == WIKIJS_E_REFUSED)
        printf("the mail server does not take it: %s\n", err->message);
    else if (status == 0)
        printf("sent\n");
    return status == WIKIJS_E_REFUSED ? 0 : status;
}

static int mail(wikijs_client *client, char **words, wikijs_error *err)
{
    int status = set_mail_server(client, words[0], err);
    if (status == 0)
        status = show_mail(client, err);
    return status < 0 ? status : try_mail(client, words[1], err);
}

/* Basic: which services count visits. */
static int show_counters(wikijs_client *client, wikijs_error *err)
{
    wikijs_analytics_list_options options = WIKIJS_ANALYTICS_LIST_OPTIONS_INIT;
    options.is_enabled = WIKIJS_YES;
    wikijs_analytics_provider_list *list = NULL;
    int status = wikijs_analytics_list(client, &options, &list, err);
    for (size_t i = 0; i < wikijs_analytics_provider_list_count(list); i++)
        printf("%s\n", wikijs_analytics_provider_list_at(list, i)->title);
    wikijs_analytics_provider_list_free(list);
    return status;
}

/* Usual: one service on. Its script is in every page from then on. */
static int count_with_matomo(wikijs_client *client, const char *url, const char *site, wikijs_error *err)
{
    char host[256], id[64];
    const wikijs_key_value_input settings[] = { { "serverHost", json_setting(url, host, sizeof host) },
                                                { "siteId", json_setting(site, id, sizeof id) } };
    const wikijs_module_input change[] = { { "matomo", WIKIJS_YES, { settings, 2 } } };
    return wikijs_analytics_update_providers(client, (wikijs_module_inputs){ change, 1 }, NULL, err);
}

/* Advanced: one service instead of another, in one request, so that there is no time without or with both. */
static int change_counters(wikijs_client *client, const char *from, const char *to, wikijs_error *err)
{
    const wikijs_module_input changes[] = { { .key = from, .is_enabled = WIKIJS_NO },
                                            { .key = to, .is_enabled = WIKIJS_YES } };
    return wikijs_analytics_update_providers(client, (wikijs_module_inputs){ changes, 2 }, NULL, err);
}

static int count_visits(wikijs_client *client, char **words, wikijs_error *err)
{
    int status = count_with_matomo(client, words[0], words[1], err);
    if (status == 0)
        status = change_counters(client, "google", "matomo", err);
    return status < 0 ? status : show_counters(client, err);
}

/* Basic: where the server writes its log to, beside its own output. Without `fields`, tokens are not read. */
static int show_loggers(wikijs_client *client, wikijs_error *err)
{
    wikijs_logger_list *list = NULL;
    int status = wikijs_logging_list(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_logger_list_count(list); i++) {
        const wikijs_logger *logger = wikijs_logger_list_at(list, i);
        if (logger->is_enabled)
            printf("%s from %s up\n", logger->title, logger->level);
    }
    wikijs_logger_list_free(list);
    return status;
}

/* Usual: one logger on, at a level. It takes part from the server's next start on. */
static int log_to_files(wikijs_client *client, const char *level, wikijs_error *err)
{
    wikijs_logger_update_input input = WIKIJS_LOGGER_UPDATE_INPUT_INIT;
    input.is_enabled = WIKIJS_YES;
    input.level = level;
    return wikijs_logging_update(client, "disk", &input, err);
}

/* Advanced: a logger with settings; those that are not given stay. */
static int log_to_papertrail(wikijs_client *client, const char *host, int port, wikijs_error *err)
{
    char host_json[256], port_json[32];
    snprintf(port_json, sizeof port_json, "{\"v\":%d}", port);
    const wikijs_key_value_input settings[] = { { "host", json_setting(host, host_json, sizeof host_json) },
                                                { "port", port_json } };
    wikijs_logger_update_input input = WIKIJS_LOGGER_UPDATE_INPUT_INIT;
    input.is_enabled = WIKIJS_YES;
    input.config = (wikijs_key_value_inputs){ settings, 2 };
    return wikijs_logging_update(client, "papertrail", &input, err);
}

static int log_there(wikijs_client *client, char **words, wikijs_error *err)
{
    int status = log_to_files(client, words[0], err);
    if (status == 0)
        status = log_to_papertrail(client, "logs.example.com", 12345, err);
    return status < 0 ? status : show_loggers(client, err);
}

static const struct {
    const char *name;
    int words;
    int (*run)(wikijs_client *client, char **words, wikijs_error *err);
} services[] = { { "copy", 1, copy }, { "mail", 2, mail }, { "count", 2, count_visits }, { "log", 1, log_there } };

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    size_t chosen = 0, count = sizeof services / sizeof *services;
    while (chosen < count && (argc < 2 || strcmp(services[chosen].name, argv[1]) != 0))
        chosen++;
    if (chosen == count || argc - 2 != services[chosen].words) {
        fprintf(stderr, "usage: services copy FOLDER | mail HOST ADDRESS | count URL ID | log LEVEL\n");
        return 2;
    }

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = services[chosen].run(client, argv + 2, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
