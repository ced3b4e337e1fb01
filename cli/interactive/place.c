/* SPDX-License-Identifier: MIT */
#include "interactive/place.h"

#include "call.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/pages.h>

#include <stdlib.h>
#include <string.h>

static const char *usual_locale(const struct cli *cli)
{
    return cli->settings.locale ? cli->settings.locale : "en";
}

void place_init(struct place *place, const struct cli *cli)
{
    *place = (struct place){ xstrdup(usual_locale(cli)), xstrdup("") };
}

void place_free(struct place *place)
{
    free(place->locale);
    free(place->folder);
    *place = (struct place){ 0 };
}

/* One step down or up. */
static void step(struct buffer *folder, const char *name, size_t length)
{
    if (length == 0 || (length == 1 && name[0] == '.'))
        return;
    if (length == 2 && strncmp(name, "..", 2) == 0) {
        while (folder->length && folder->data[folder->length - 1] != '/')
            folder->length--;
        folder->length -= folder->length > 0;
    } else {
        buffer_adds(folder, folder->length ? "/" : "");
        buffer_add(folder, name, length);
    }
    buffer_reserve(folder, 1);
    folder->data[folder->length] = '\0';
}

struct place place_resolve(const struct place *here, const char *name)
{
    const char *colon = strchr(name, ':'), *slash = strchr(name, '/');
    bool has_locale = colon && colon > name && (!slash || colon < slash);
    struct buffer folder = { 0 };
    buffer_reserve(&folder, 1);
    folder.data[0] = '\0';
    if (!has_locale && name[0] != '/')
        buffer_adds(&folder, here->folder);
    char *locale = has_locale ? xstrndup(name, (size_t)(colon - name)) : xstrdup(here->locale);
    for (const char *at = has_locale ? colon + 1 : name; *at;) {
        size_t length = strcspn(at, "/");
        step(&folder, at, length);
        at += length + (at[length] == '/');
    }
    return (struct place){ locale, folder.data };
}

char *place_page_name(const struct place *place)
{
    return xasprintf("%s:%s", place->locale, place->folder);
}

char *place_label(const struct place *place, const struct cli *cli)
{
    if (strcmp(place->locale, usual_locale(cli)) == 0)
        return xasprintf("/%s", place->folder);
    return xasprintf("%s:/%s", place->locale, place->folder);
}

/* --- what is below --- */

static void add_entry(struct place_entries *entries, const char *name, size_t length, const char *title)
{
    struct place_entry *last = entries->count ? &entries->items[entries->count - 1] : NULL;
    if (!last || strlen(last->name) != length || strncmp(last->name, name, length) != 0) {
        entries->items = xreallocarray(entries->items, entries->count + 1, sizeof *entries->items);
        last = &entries->items[entries->count++];
        *last = (struct place_entry){ .name = xstrndup(name, length) };
    }
    if (title)
        last->title = last->title ? last->title : xstrdup(title);
    else
        last->is_folder = true;
}

/* The slash counts less than any letter, so that a page comes right before what is below it. */
static int rank(char byte)
{
    return byte == '/' ? 1 : byte ? (unsigned char)byte + 1 : 0;
}

static int compare(const void *a, const void *b)
{
    const wikijs_page_item *const *left = a, *const *right = b;
    const char *one = or_empty((*left)->path), *other = or_empty((*right)->path);
    for (; *one && *one == *other; one++, other++)
        ;
    return rank(*one) - rank(*other);
}

static void sort_out(const struct place *place, const wikijs_page_item_list *list, struct place_entries *entries)
{
    size_t count = wikijs_page_item_list_count(list), kept = 0, length = strlen(place->folder);
    const wikijs_page_item **items = xcalloc(count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (strcmp(or_empty(item->locale), place->locale) == 0)
            items[kept++] = item;
    }
    qsort(items, kept, sizeof *items, compare);
    for (size_t i = 0; i < kept; i++) {
        const char *path = or_empty(items[i]->path);
        if (length && !entries->is_page && strcmp(path, place->folder) == 0) {
            entries->is_page = true;
            entries->title = xstrdup(or_empty(items[i]->title));
        }
        if (length && (strncmp(path, place->folder, length) != 0 || path[length] != '/'))
            continue;
        const char *name = path + length + (length > 0);
        size_t size = strcspn(name, "/");
        add_entry(entries, name, size, name[size] ? NULL : or_empty(items[i]->title));
    }
    free(items);
}

static int fetch(struct cli *cli, const struct place *place, struct place_entries *entries)
{
    wikijs_pages_list_options wanted = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) |
                    WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE);
    wanted.order_by = WIKIJS_PAGE_ORDER_PATH;
    wikijs_page_item_list *list = NULL;
    int status;
    *entries = (struct place_entries){ 0 };
    CALL(status, cli, wikijs_pages_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_pages_list_finish(task.call, &list, &cli->error));
    if (status == 0)
        sort_out(place, list, entries);
    wikijs_page_item_list_free(list);
    return status;
}

int place_list(struct cli *cli, const struct place *place, struct place_entries *entries)
{
    *entries = (struct place_entries){ 0 };
    int code = context_connect(cli);
    if (code)
        return code;
    int status = fetch(cli, place, entries);
    return status < 0 ? report_status(cli, status) : 0;
}

void place_list_quickly(struct cli *cli, const struct place *place, struct place_entries *entries)
{
    *entries = (struct place_entries){ 0 };
    if (!cli->client)
        return;
    context_be_quick(cli, true);
    fetch(cli, place, entries);
    context_be_quick(cli, false);
}

void place_entries_free(struct place_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        free(entries->items[i].name);
        free(entries->items[i].title);
    }
    free(entries->items);
    free(entries->title);
    *entries = (struct place_entries){ 0 };
}
