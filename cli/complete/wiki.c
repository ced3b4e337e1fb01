/* SPDX-License-Identifier: MIT */
/*
 * Candidates that the wiki knows. Each key press would ask for the same lists again, so their answers are kept for a
 * minute in the cache of the machine, whatever the configuration says of caching for commands.
 */
#include "call.h"
#include "complete/complete.h"
#include "text/or_empty.h"

#include <wikijs/assets.h>
#include <wikijs/groups.h>
#include <wikijs/localization.h>
#include <wikijs/pages.h>
#include <wikijs/users.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 16 * 1024 };

/* Connect, unless the shell has done so; false when there is nothing to connect to. */
static bool connect_quickly(struct completing *request)
{
    struct cli *cli = request->cli;
    bool good = true;
    if (!cli->client) {
        char *problem = settings_load(&cli->settings, &request->typed.globals);
        good = !problem && cli->settings.url;
        free(problem);
        cli->parsed.globals.no_cache = request->typed.globals.no_cache;
        good = good && context_open_for_completion(cli);
    }
    if (good)
        context_be_quick(cli, true);
    return good;
}

/* With their locale when one was typed, and where it is another one than usual. */
static void offer_page(struct completing *request, const wikijs_page_item *item, const char *usual)
{
    const char *locale = or_empty(item->locale), *path = or_empty(item->path);
    bool is_usual = strcmp(locale, usual) == 0 && !strchr(request->prefix, ':');
    char *name = is_usual ? xstrdup(path) : xasprintf("%s:%s", locale, path);
    complete_offer(request, name, item->title);
    free(name);
}

/* How many bytes two candidates begin with alike. */
static size_t count_alike(const char *one, const char *other)
{
    size_t count = 0;
    while (one[count] == other[count] && one[count] != '\n' && one[count] != '\t')
        count++;
    return count;
}

/* Of the pages that there is no room for: the one that begins least as the first one of all does. */
struct odd_page {
    struct buffer line;
    size_t alike;
};

static void keep_odd(struct completing *request, const wikijs_page_item *item, const char *usual, const char *first,
                     struct odd_page *odd)
{
    struct buffer *out = request->out, line = { 0 };
    request->out = &line;
    offer_page(request, item, usual);
    request->out = out;
    size_t alike = line.length ? count_alike(first, line.data) : odd->alike;
    if (alike < odd->alike) {
        struct buffer last = odd->line;
        *odd = (struct odd_page){ line, alike };
        line = last;
    }
    buffer_free(&line);
}

/* A shell completes what all candidates begin with: that is right although some are left out. */
static void offer_pages(struct completing *request)
{
    struct cli *cli = request->cli;
    wikijs_pages_list_options wanted = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) |
                    WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE);
    wanted.order_by = WIKIJS_PAGE_ORDER_PATH;
    wikijs_page_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_pages_list_finish(task.call, &list, NULL));
    const char *usual = cli->settings.locale ? cli->settings.locale : "en";
    size_t count = status == 0 ? wikijs_page_item_list_count(list) : 0, before = request->out->length;
    struct odd_page odd = { .alike = SIZE_MAX };
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (request->out->length - before < MOST_BYTES)
            offer_page(request, item, usual);
        else
            keep_odd(request, item, usual, request->out->data + before, &odd);
    }
    buffer_add(request->out, buffer_text(&odd.line), odd.line.length);
    buffer_free(&odd.line);
    wikijs_page_item_list_free(list);
}

static void offer_tags(struct completing *request)
{
    struct cli *cli = request->cli;
    wikijs_page_tag_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_tags_async(cli->client, NULL, CALL_TASK),
         wikijs_pages_tags_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_page_tag_list_count(list); i++)
        complete_offer(request, or_empty(wikijs_page_tag_list_at(list, i)->tag), NULL);
    wikijs_page_tag_list_free(list);
}

static void offer_locales(struct completing *request)
{
    struct cli *cli = request->cli;
    wikijs_locale_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_localization_list_locales_async(cli->client, NULL, CALL_TASK),
         wikijs_localization_list_locales_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_locale_list_count(list); i++) {
        const wikijs_locale *locale = wikijs_locale_list_at(list, i);
        if (locale->is_installed)
            complete_offer(request, or_empty(locale->code), locale->name);
    }
    wikijs_locale_list_free(list);
}

static void offer_users(struct completing *request)
{
    struct cli *cli = request->cli;
    wikijs_users_list_options wanted = WIKIJS_USERS_LIST_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_USER_ITEM_EMAIL) | WIKIJS_BIT(WIKIJS_USER_ITEM_NAME);
    wikijs_user_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_users_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_users_list_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_user_item_list_count(list); i++) {
        const wikijs_user_item *item = wikijs_user_item_list_at(list, i);
        complete_offer(request, or_empty(item->email), item->name);
    }
    wikijs_user_item_list_free(list);
}

static void offer_groups(struct completing *request)
{
    struct cli *cli = request->cli;
    wikijs_groups_list_options wanted = WIKIJS_GROUPS_LIST_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_GROUP_ITEM_NAME);
    wikijs_group_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_groups_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_groups_list_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_group_item_list_count(list); i++)
        complete_offer(request, or_empty(wikijs_group_item_list_at(list, i)->name), NULL);
    wikijs_group_item_list_free(list);
}

/* The server lists one folder at a time: that which is typed so far, with its folders. */
static void offer_assets(struct completing *request)
{
    struct cli *cli = request->cli;
    const char *slash = strrchr(request->prefix, '/');
    char *folder = slash ? xstrndup(request->prefix, (size_t)(slash - request->prefix)) : xstrdup("");
    wikijs_assets_folders_options within = WIKIJS_ASSETS_FOLDERS_OPTIONS_INIT;
    wikijs_assets_list_options wanted = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    wikijs_asset_folder_list *folders = NULL;
    wikijs_asset_list *list = NULL;
    int status;
    within.folder = wanted.folder = *folder ? folder : NULL;
    CALL(status, cli, wikijs_assets_folders_async(cli->client, &within, CALL_TASK),
         wikijs_assets_folders_finish(task.call, &folders, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_asset_folder_list_count(folders); i++) {
        char *name = xasprintf("%s/", or_empty(wikijs_asset_folder_list_at(folders, i)->path));
        complete_offer(request, name, NULL);
        free(name);
    }
    CALL(status, cli, wikijs_assets_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_assets_list_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_asset_list_count(list); i++)
        complete_offer(request, or_empty(wikijs_asset_list_at(list, i)->path), NULL);
    wikijs_asset_folder_list_free(folders);
    wikijs_asset_list_free(list);
    free(folder);
}

void complete_from_wiki(struct completing *request, enum completion kind)
{
    if (!connect_quickly(request))
        return;
    if (kind == COMPLETE_PAGE)
        offer_pages(request);
    else if (kind == COMPLETE_TAG)
        offer_tags(request);
    else if (kind == COMPLETE_LOCALE)
        offer_locales(request);
    else if (kind == COMPLETE_USER)
        offer_users(request);
    else if (kind == COMPLETE_GROUP)
        offer_groups(request);
    else if (kind == COMPLETE_ASSET)
        offer_assets(request);
    context_be_quick(request->cli, false);
}
