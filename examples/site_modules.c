/* SPDX-License-Identifier: MIT */
/* Locales, search engines, renderers, look and contributors. Usage: site_modules locales|search|renderers|look|thanks */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/contribute.h>
#include <wikijs/localization.h>
#include <wikijs/rendering.h>
#include <wikijs/search.h>
#include <wikijs/theming.h>

/* Basic: the locales that pages can be in. */
static int show_locales(wikijs_client *client, wikijs_error *err)
{
    wikijs_locale_list *list = NULL;
    int status = wikijs_localization_list_locales(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_locale_list_count(list); i++) {
        const wikijs_locale *locale = wikijs_locale_list_at(list, i);
        if (locale->is_installed)
            printf("%s: %s\n", locale->code, locale->native_name);
    }
    wikijs_locale_list_free(list);
    return status;
}

/* Advanced: pages in two locales. The server adds the locale of the site by itself. */
static int open_locale(wikijs_client *client, const char *locale, wikijs_error *err)
{
    wikijs_localization_config_input input = WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT;
    input.namespacing = WIKIJS_YES;
    input.namespaces = (wikijs_strings){ &locale, 1 };
    return wikijs_localization_update_locale(client, &input, err);
}

static int locales(wikijs_client *client, wikijs_error *err)
{
    int status = show_locales(client, err);
    return status < 0 ? status : open_locale(client, "fr", err);
}

/* Basic: which engine finds the pages, and with which settings. */
static int show_engine(wikijs_client *client, wikijs_error *err)
{
    wikijs_search_engine_list *list = NULL;
    int status = wikijs_search_list_engines(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_search_engine_list_count(list); i++) {
        const wikijs_search_engine *engine = wikijs_search_engine_list_at(list, i);
        if (engine->is_enabled)
            printf("%s has %zu settings\n", engine->title, engine->config.count);
    }
    wikijs_search_engine_list_free(list);
    return status;
}

/* Advanced: one setting of an engine. Whether it is in use, and its other settings, stay as they are. */
static int tune_engine(wikijs_client *client, wikijs_error *err)
{
    static const wikijs_key_value_input settings[] = { { "dictLanguage", "{\"v\":\"french\"}" } };
    static const wikijs_module_input change[] = { { "postgres", WIKIJS_UNSET, { settings, 1 } } };
    return wikijs_search_update_engines(client, (wikijs_module_inputs){ change, 1 }, NULL, err);
}

static int search(wikijs_client *client, wikijs_error *err)
{
    int status = show_engine(client, err);
    return status < 0 ? status : tune_engine(client, err);
}

/* Basic: the steps that are on, each with the one that it belongs to. */
static int show_renderers(wikijs_client *client, wikijs_error *err)
{
    wikijs_renderer_list *list = NULL;
    int status = wikijs_rendering_list_renderers(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_renderer_list_count(list); i++) {
        const wikijs_renderer *renderer = wikijs_renderer_list_at(list, i);
        if (renderer->is_enabled && renderer->depends_on)
            printf("%s of %s\n", renderer->key, renderer->depends_on);
    }
    wikijs_renderer_list_free(list);
    return status;
}

/* Advanced: several steps in one call; all of them are checked before anything is sent. */
static int set_up_mathematics(wikijs_client *client, wikijs_error *err)
{
    static const wikijs_module_input changes[] = { { .key = "markdownKatex", .is_enabled = WIKIJS_YES },
                                                   { .key = "markdownMathjax", .is_enabled = WIKIJS_NO } };
    return wikijs_rendering_update_renderers(client, (wikijs_module_inputs){ changes, 2 }, NULL, err);
}

static int renderers(wikijs_client *client, wikijs_error *err)
{
    int status = show_renderers(client, err);
    return status < 0 ? status : set_up_mathematics(client, err);
}

/* Usual: a style sheet for every page. */
static int add_style(wikijs_client *client, const char *css, wikijs_error *err)
{
    wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
    input.inject_css = (wikijs_str){ css, strlen(css) };
    return wikijs_theming_set_config(client, &input, err);
}

/* Advanced: everything at once: nothing is read before, and no change of somebody else can be half kept. */
static int set_whole_look(wikijs_client *client, wikijs_error *err)
{
    static const wikijs_str nothing = { "", 0 };
    wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
    input.theme = "default";
    input.iconset = "mdi";
    input.dark_mode = WIKIJS_NO;
    input.toc_position = "left";
    input.inject_css = nothing;
    input.inject_head = nothing;
    input.inject_body = nothing;
    return wikijs_theming_set_config(client, &input, err);
}

static int look(wikijs_client *client, wikijs_error *err)
{
    wikijs_theming_config *config = NULL;
    int status = add_style(client, "a { color: teal }", err);
    if (status == 0)
        status = wikijs_theming_get_config(client, NULL, &config, err);
    if (status == 0)
        printf("%.*s\n", (int)config->inject_css.len, config->inject_css.ptr);
    wikijs_theming_config_free(config);
    return status < 0 ? status : set_whole_look(client, err);
}

/* Basic and usual: who supports Wiki.js. A wiki that cannot reach the service which knows them is no failure here. */
static int thanks(wikijs_client *client, wikijs_error *err)
{
    wikijs_contributor_list *list = NULL;
    int status = wikijs_contribute_list_contributors(client, NULL, &list, err);
    if (status == WIKIJS_E_UNAVAILABLE) {
        printf("nobody can be asked\n");
        return 0;
    }
    for (size_t i = 0; i < wikijs_contributor_list_count(list); i++)
        printf("%s\n", wikijs_contributor_list_at(list, i)->name);
    wikijs_contributor_list_free(list);
    return status;
}

static const struct {
    const char *name;
    int (*run)(wikijs_client *client, wikijs_error *err);
} parts[] = {
    { "locales", locales }, { "search", search }, { "renderers", renderers }, { "look", look }, { "thanks", thanks }
};

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    size_t chosen = 0, count = sizeof parts / sizeof *parts;
    while (chosen < count && (argc != 2 || strcmp(parts[chosen].name, argv[1]) != 0))
        chosen++;
    if (chosen == count) {
        fprintf(stderr, "usage: site_modules locales|search|renderers|look|thanks\n");
        return 2;
    }

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = parts[chosen].run(client, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
