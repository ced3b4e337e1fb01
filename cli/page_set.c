/* SPDX-License-Identifier: MIT */
/* Pages by their names, looked up in the wiki's list: one request for however many. */
#include "call.h"
#include "memory.h"
#include "page_name.h"
#include "page_selection.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/pages.h>

#include <stdlib.h>
#include <string.h>

struct entry {
    const wikijs_page_item *item;
    bool taken;
};

/* The list by ids and by locale and path. */
struct index {
    struct entry *entries;
    struct entry **by_id, **by_place;
    size_t count;
};

static int compare_ids(const void *a, const void *b)
{
    int64_t x = (*(struct entry *const *)a)->item->id, y = (*(struct entry *const *)b)->item->id;
    return (x > y) - (x < y);
}

static int compare_items(const wikijs_page_item *a, const wikijs_page_item *b)
{
    int order = strcmp(or_empty(a->path), or_empty(b->path));
    return order ? order : strcmp(or_empty(a->locale), or_empty(b->locale));
}

static int compare_places(const void *a, const void *b)
{
    return compare_items((*(struct entry *const *)a)->item, (*(struct entry *const *)b)->item);
}

static void make_index(struct index *index, const wikijs_page_item_list *list)
{
    index->count = wikijs_page_item_list_count(list);
    index->entries = xcalloc(index->count + 1, sizeof *index->entries);
    index->by_id = xcalloc(index->count + 1, sizeof(struct entry *));
    index->by_place = xcalloc(index->count + 1, sizeof(struct entry *));
    for (size_t i = 0; i < index->count; i++) {
        index->entries[i].item = wikijs_page_item_list_at(list, i);
        index->by_id[i] = index->by_place[i] = &index->entries[i];
    }
    qsort(index->by_id, index->count, sizeof(struct entry *), compare_ids);
    qsort(index->by_place, index->count, sizeof(struct entry *), compare_places);
}

static void free_index(struct index *index)
{
    free(index->entries);
    free(index->by_id);
    free(index->by_place);
}

static struct entry *find(const struct index *index, const struct page_name *name, const char *locale)
{
    const wikijs_page_item wanted = { .id = name->id,
                                      .path = name->path,
                                      .locale = name->locale ? name->locale : locale };
    struct entry key = { .item = &wanted }, *pointer = &key;
    struct entry **found = name->id ? bsearch(&pointer, index->by_id, index->count, sizeof pointer, compare_ids)
                                    : bsearch(&pointer, index->by_place, index->count, sizeof pointer, compare_places);
    return found ? *found : NULL;
}

/* Returns 0, or the exit code of what was reported. */
static int add_name(struct cli *cli, const struct index *index, const char *text, struct page_set *set)
{
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    if (code == 0) {
        struct entry *entry = find(index, &name, cli->settings.locale ? cli->settings.locale : "en");
        if (!entry) {
            cli->error = (wikijs_error){ .code = WIKIJS_E_NOT_FOUND,
                                         .retry_after_ms = -1,
                                         .message = "This page does not exist" }; /* as the server says it */
            code = report_status_of(cli, WIKIJS_E_NOT_FOUND, text);
        } else if (!entry->taken) {
            entry->taken = true;
            set->items[set->count++] = entry->item;
        }
    }
    page_name_free(&name);
    return code;
}

int page_set_read(struct cli *cli, const struct ids *names, uint64_t fields, struct page_set *set, size_t *missing,
                  int *code)
{
    const struct selection_args all = { 0 };
    struct index index = { 0 };
    *missing = 0;
    int failed = selection_read(cli, &all, fields | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE), set);
    if (failed)
        return failed;
    make_index(&index, set->list);
    set->items = xreallocarray(set->items, index.count + 1, sizeof(const wikijs_page_item *));
    set->count = 0;
    for (size_t i = 0; i < names->count; i++) {
        int reported = add_name(cli, &index, names->items[i], set);
        if (reported == 0)
            continue;
        *code = *missing && *code != reported ? EXIT_FAILED : reported;
        ++*missing;
    }
    free_index(&index);
    return 0;
}
