/* SPDX-License-Identifier: MIT */
#include "page_selection.h"

#include "call.h"
#include "memory.h"
#include "page_name.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/pages.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool selection_is_empty(const struct selection_args *args)
{
    return !args->path && !args->locale && args->tags.count == 0;
}

bool selection_chooses(const struct selection_args *args)
{
    return args->path || args->tags.count > 0;
}

int page_scope_read(struct cli *cli, const char *path, const char *locale, struct page_scope *scope)
{
    *scope = (struct page_scope){ .path = path, .locale = locale ? locale : cli->parsed.globals.locale };
    size_t length = path ? page_name_locale(path) : 0;
    if (length == 0)
        return 0;
    if (locale && (strlen(locale) != length || strncasecmp(locale, path, length) != 0))
        return report_usage(cli, "'--path %s' is in another locale than '--locale %s'", path, locale);
    memcpy(scope->own, path, length);
    scope->locale = scope->own;
    scope->path = path + length + 1;
    return 0;
}

bool page_is_below(const char *path, const char *top)
{
    top += strspn(top, "/");
    size_t length = strlen(top);
    while (length && top[length - 1] == '/')
        length--;
    return length == 0 || (strncmp(path, top, length) == 0 && (path[length] == '\0' || path[length] == '/'));
}

static void keep(struct page_set *set, const char *top)
{
    size_t listed = wikijs_page_item_list_count(set->list);
    set->items = xreallocarray(NULL, listed + 1, sizeof(const wikijs_page_item *));
    for (size_t i = 0; i < listed; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(set->list, i);
        if (page_is_below(or_empty(item->path), or_empty(top)))
            set->items[set->count++] = item;
    }
}

int selection_read(struct cli *cli, const struct selection_args *args, uint64_t fields, struct page_set *set)
{
    struct page_scope scope;
    *set = (struct page_set){ 0 };
    int code = page_scope_read(cli, args->path, args->locale, &scope);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_pages_list_options wanted = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wanted.fields = fields | WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH);
    wanted.locale = scope.locale;
    wanted.tags = (wikijs_strings){ args->tags.items, args->tags.count };
    int status;
    CALL(status, cli, wikijs_pages_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_pages_list_finish(task.call, &set->list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    keep(set, scope.path);
    return 0;
}

void page_set_free(struct page_set *set)
{
    free(set->items);
    wikijs_page_item_list_free(set->list);
    *set = (struct page_set){ 0 };
}

static uint64_t place_of(const char *name, size_t length)
{
    static const struct {
        const char *name;
        uint64_t bit;
    } places[] = { { "title", WIKIJS_BIT(WIKIJS_PAGE_TITLE) },
                   { "description", WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) },
                   { "content", WIKIJS_BIT(WIKIJS_PAGE_CONTENT) } };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strlen(places[i].name) == length && strncmp(places[i].name, name, length) == 0)
            return places[i].bit;
    return 0;
}

int places_read(struct cli *cli, const char *text, uint64_t otherwise, uint64_t *places)
{
    *places = text ? 0 : otherwise;
    for (size_t length; text && *text; text += length + (text[length] == ',')) {
        length = strcspn(text, ",");
        uint64_t place = place_of(text, length);
        if (!place)
            return report_usage(cli, "'--in' takes title, description and content, separated by commas, not '%.*s'",
                                (int)length, text);
        *places |= place;
    }
    return *places ? 0 : report_usage(cli, "'--in' names no field");
}

char *page_name_of(const struct cli *cli, const char *locale, const char *path)
{
    const char *own = cli->settings.locale ? cli->settings.locale : "en";
    if (!locale || strcmp(locale, own) == 0)
        return xstrdup(or_empty(path));
    return xasprintf("%s:%s", locale, or_empty(path));
}
