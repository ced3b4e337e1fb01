/* SPDX-License-Identifier: MIT */
/* Title, navigation, look and search of a site. Usage: site_settings TITLE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/localization.h>
#include <wikijs/navigation.h>
#include <wikijs/rendering.h>
#include <wikijs/search.h>
#include <wikijs/site.h>
#include <wikijs/theming.h>

/* One setting; all others stay. */
static int set_title(wikijs_client *client, const char *title, wikijs_error *err)
{
    wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
    input.title = title;
    return wikijs_site_update_config(client, &input, err);
}

/* The navigation of one locale; the others keep theirs. */
static int set_navigation(wikijs_client *client, wikijs_error *err)
{
    static const int64_t administrators[] = { 1 };
    static const wikijs_navigation_item_input items[] = {
        { .kind = "link", .label = "Home", .icon = "mdi-home", .target_type = "home", .target = "/" },
        { .kind = "header", .label = "Internal", .visibility_groups = { administrators, 1 } },
        { .kind = "link", .label = "Guide", .target_type = "page", .target = "/docs/intro" },
    };
    return wikijs_navigation_set_items(client, "en", (wikijs_navigation_item_inputs){ items, 3 }, NULL, err);
}

/* Read all, change one label, send all back. */
static int rename_link(wikijs_client *client, const char *from, const char *to, wikijs_error *err)
{
    wikijs_navigation_tree_list *list = NULL;
    wikijs_navigation_tree_inputs trees;
    int status = wikijs_navigation_get_tree(client, NULL, &list, err);
    if (status == 0)
        status = wikijs_navigation_tree_list_to_input(list, &trees, err);
    for (size_t i = 0; status == 0 && i < trees.count; i++) {
        wikijs_navigation_item_inputs entries = trees.items[i].items;
        wikijs_navigation_item_input *changed = calloc(entries.count + 1, sizeof *changed);
        if (!changed)
            break;
        for (size_t k = 0; k < entries.count; k++) {
            changed[k] = entries.items[k];
            if (changed[k].label && strcmp(changed[k].label, from) == 0)
                changed[k].label = to;
        }
        entries.items = changed;
        status = wikijs_navigation_set_items(client, trees.items[i].locale, entries, NULL, err);
        free(changed);
    }
    wikijs_navigation_tree_list_free(list);
    return status;
}

static int set_look(wikijs_client *client, wikijs_error *err)
{
    wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
    input.dark_mode = WIKIJS_YES;
    input.toc_position = "right";
    return wikijs_theming_set_config(client, &input, err);
}

/* The strings of a locale, told apart from a server that only says it fetched them. */
static int install_locale(wikijs_client *client, const char *locale, wikijs_error *err)
{
    int status = wikijs_localization_download_locale(client, locale, NULL, err);
    if (status == WIKIJS_E_UNAVAILABLE) {
        printf("%s could not be fetched\n", locale);
        return 0;
    }
    return status;
}

static int use_postgres_search(wikijs_client *client, wikijs_error *err)
{
    static const wikijs_key_value_input settings[] = { { "dictLanguage", "{\"v\":\"german\"}" } };
    static const wikijs_module_input engine[] = { { "postgres", WIKIJS_YES, { settings, 1 } } };
    int status = wikijs_search_update_engines(client, (wikijs_module_inputs){ engine, 1 }, NULL, err);
    return status < 0 ? status : wikijs_search_rebuild_index(client, NULL, err);
}

static int keep_line_breaks(wikijs_client *client, wikijs_error *err)
{
    static const wikijs_key_value_input settings[] = { { "linebreaks", "{\"v\":true}" } };
    static const wikijs_module_input renderer[] = { { "markdownCore", WIKIJS_UNSET, { settings, 1 } } };
    return wikijs_rendering_update_renderers(client, (wikijs_module_inputs){ renderer, 1 }, NULL, err);
}

static int show(wikijs_client *client, wikijs_error *err)
{
    wikijs_site_config *config = NULL;
    wikijs_navigation_tree_list *list = NULL;
    int status = wikijs_site_get_config(client, NULL, &config, err);
    if (status == 0)
        status = wikijs_navigation_get_tree(client, NULL, &list, err);
    if (status == 0) {
        const wikijs_navigation_tree *tree = wikijs_navigation_tree_list_at(list, 0);
        printf("%s: %zu entries\n", config->title, tree->items.count);
    }
    wikijs_navigation_tree_list_free(list);
    wikijs_site_config_free(config);
    return status;
}

static int run(wikijs_client *client, int argc, char **argv, wikijs_error *err)
{
    (void)argc;
    int status = set_title(client, argv[1], err);
    if (status == 0)
        status = set_navigation(client, err);
    if (status == 0)
        status = rename_link(client, "Guide", "Handbook", err);
    if (status == 0)
        status = set_look(client, err);
    if (status == 0)
        status = install_locale(client, "de", err);
    if (status == 0)
        status = use_postgres_search(client, err);
    if (status == 0)
        status = keep_line_breaks(client, err);
    return status < 0 ? status : show(client, err);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: site_settings TITLE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = run(client, argc, argv, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
