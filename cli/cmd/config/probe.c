/* SPDX-License-Identifier: MIT */
/* Trying at the wiki what somebody has just answered. */
#include "cmd/config/setup.h"

#include "cmd/health/findings.h"
#include "config/paths.h"
#include "text/or_empty.h"

#include <wikijs/authentication.h>
#include <wikijs/localization.h>

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 15000 };

static void put_key(struct setup *setup, wikijs_client_options *options)
{
    if (setup->choice == CHOICE_KEY)
        options->api_key = setup->value;
    else if (setup->choice == CHOICE_KEY_FROM)
        wikijs_client_options_set(options, setup->setting, setup->value, NULL);
}

/* A client of what was answered so far, in the place of the program's. */
static int connect_to(struct setup *setup, bool with_key)
{
    struct cli *cli = setup->cli;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = setup->url;
    options.read_timeout_ms = PATIENCE_MS;
    if (with_key)
        put_key(setup, &options);
    char *file = options.api_key_file ? path_expand(options.api_key_file) : NULL;
    options.api_key_file = file;
    int status = context_open(cli, &options);
    free(file);
    free(cli->settings.url);
    cli->settings.url = xstrdup(setup->url); /* for advice */
    return status;
}

static void tell(struct setup *setup, const wikijs_health *health, bool with_key)
{
    struct cli *cli = setup->cli;
    const char *version = health->present & WIKIJS_BIT(WIKIJS_HEALTH_VERSION) ? or_empty(health->version) : "";
    if (with_key)
        report_note(cli, "The wiki takes the key: %s%s%s.", or_empty(health->identity),
                    health->present & WIKIJS_BIT(WIKIJS_HEALTH_USER_NAME) ? " of " : "",
                    health->present & WIKIJS_BIT(WIKIJS_HEALTH_USER_NAME) ? or_empty(health->user_name) : "");
    else
        report_note(cli, "Wiki.js %s%sanswers at %s.", version, *version ? " " : "", setup->url);
}

int setup_try(struct setup *setup, bool with_key)
{
    struct cli *cli = setup->cli;
    wikijs_health *health = NULL;
    int status = connect_to(setup, with_key);
    if (status == 0)
        status = health_look(cli, &health);
    /* A wiki that shows nothing to guests is there all the same. */
    bool is_there = !with_key && (status == WIKIJS_E_FORBIDDEN || status == WIKIJS_E_UNAUTHENTICATED);
    int code = 0;
    if (status == 0 || (is_there && health))
        tell(setup, health, with_key);
    else if (!is_there)
        code = health_report(cli, health, status);
    wikijs_health_free(health);
    context_disconnect(cli);
    return code;
}

bool setup_has_locale(struct setup *setup, const char *code)
{
    struct cli *cli = setup->cli;
    wikijs_locale_list *list = NULL;
    int status = connect_to(setup, setup->choice == CHOICE_KEY || setup->choice == CHOICE_KEY_FROM);
    if (status == 0)
        CALL(status, cli, wikijs_localization_list_locales_async(cli->client, NULL, CALL_TASK),
             wikijs_localization_list_locales_finish(task.call, &list, &cli->error));
    struct buffer installed = { 0 };
    bool found = status < 0;
    for (size_t i = 0; status == 0 && i < wikijs_locale_list_count(list); i++) {
        const wikijs_locale *locale = wikijs_locale_list_at(list, i);
        if (!locale->is_installed)
            continue;
        found = found || strcmp(or_empty(locale->code), code) == 0;
        buffer_addf(&installed, "%s%s", installed.length ? ", " : "", or_empty(locale->code));
    }
    if (!found)
        report_failure("the wiki has no locale '%s', only: %s", code, buffer_text(&installed));
    buffer_free(&installed);
    wikijs_locale_list_free(list);
    context_disconnect(cli);
    return found;
}
