/* SPDX-License-Identifier: MIT */
#include "cmd/pages/values.h"

#include "memory.h"
#include "report.h"
#include "text/match.h"
#include "text/or_empty.h"

#include <stdlib.h>
#include <string.h>

const uint64_t values_fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_DESCRIPTION) |
                               WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_IS_PUBLISHED) |
                               WIKIJS_BIT(WIKIJS_PAGE_ITEM_UPDATED_AT);

/* Tags as the server keeps them, and what is said about their change. */
struct tags {
    char **items;
    size_t count;
    struct buffer what;
};

static char *tag_of(const char *text)
{
    size_t start = strspn(text, " \t"), end = strlen(text);
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    return text_fold(text + start, end - start);
}

static size_t find(const struct tags *tags, const char *tag)
{
    size_t i = 0;
    while (i < tags->count && strcmp(tags->items[i], tag) != 0)
        i++;
    return i;
}

static void tell(struct tags *tags, char sign, const char *tag)
{
    buffer_addf(&tags->what, "%s%c%s", tags->what.length ? " " : "", sign, tag);
}

static void add(struct tags *tags, const char *text, bool told)
{
    char *tag = tag_of(text);
    if (!*tag || find(tags, tag) < tags->count) {
        free(tag);
        return;
    }
    if (told)
        tell(tags, '+', tag);
    tags->items[tags->count++] = tag;
}

static void drop(struct tags *tags, size_t i)
{
    tell(tags, '-', tags->items[i]);
    free(tags->items[i]);
    tags->count--;
    memmove(&tags->items[i], &tags->items[i + 1], (tags->count - i) * sizeof *tags->items);
}

static void drop_named(struct tags *tags, const char *text)
{
    char *tag = tag_of(text);
    size_t i = find(tags, tag);
    if (i < tags->count)
        drop(tags, i);
    free(tag);
}

/* Those that are not among the wanted go. */
static void keep_only(struct tags *tags, const struct opt_list *wanted)
{
    for (size_t i = tags->count; i-- > 0;) {
        bool is_wanted = false;
        for (size_t j = 0; j < wanted->count && !is_wanted; j++) {
            char *tag = tag_of(wanted->items[j]);
            is_wanted = strcmp(tag, tags->items[i]) == 0;
            free(tag);
        }
        if (!is_wanted)
            drop(tags, i);
    }
}

static void make_tags(struct tags *tags, const wikijs_page_item *item, const struct new_values *values)
{
    *tags = (struct tags){ 0 };
    size_t most = item->tags.count + values->tags.count + values->add_tags.count;
    tags->items = xcalloc(most + 1, sizeof *tags->items);
    for (size_t i = 0; i < item->tags.count; i++)
        add(tags, item->tags.items[i], false);
    if (values->no_tags || values->tags.count)
        keep_only(tags, &values->tags);
    for (size_t i = 0; i < values->tags.count; i++)
        add(tags, values->tags.items[i], true);
    for (size_t i = 0; i < values->add_tags.count; i++)
        add(tags, values->add_tags.items[i], true);
    for (size_t i = 0; i < values->remove_tags.count; i++)
        drop_named(tags, values->remove_tags.items[i]);
}

static void free_tags(struct tags *tags)
{
    for (size_t i = 0; i < tags->count; i++)
        free(tags->items[i]);
    free(tags->items);
    buffer_free(&tags->what);
}

int values_plan(struct bulk *bulk, const wikijs_page_item *item, const struct new_values *values)
{
    struct tags tags;
    struct buffer what = { 0 };
    make_tags(&tags, item, values);
    wikijs_page_values before = { .description = or_empty(item->description),
                                  .tags = item->tags,
                                  .is_published = item->is_published };
    wikijs_page_values after = { .description = values->description,
                                 .tags = { (const char *const *)tags.items, tags.count },
                                 .is_published = values->published == WIKIJS_YES };
    if (tags.what.length) {
        after.present |= WIKIJS_BIT(WIKIJS_PAGE_VALUES_TAGS);
        buffer_addf(&what, "tags: %s", tags.what.data);
    }
    if (values->description && strcmp(values->description, before.description) != 0) {
        after.present |= WIKIJS_BIT(WIKIJS_PAGE_VALUES_DESCRIPTION);
        buffer_addf(&what, "%sdescription: %s", what.length ? "  " : "", values->description);
    }
    if (values->published != WIKIJS_UNSET && after.is_published != before.is_published) {
        after.present |= WIKIJS_BIT(WIKIJS_PAGE_VALUES_IS_PUBLISHED);
        buffer_addf(&what, "%s%s", what.length ? "  " : "", after.is_published ? "published" : "unpublished");
    }
    before.present = after.present;
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    change.action = WIKIJS_BULK_UPDATE;
    change.id = item->id;
    change.locale = item->locale;
    change.path = item->path;
    change.updated_at = item->updated_at;
    change.before = &before;
    change.after = &after;
    int code = after.present ? bulk_add(bulk, &change, buffer_text(&what)) : 0;
    buffer_free(&what);
    free_tags(&tags);
    return code;
}

int values_change(struct bulk *bulk, const struct page_set *set, const struct new_values *values)
{
    size_t before = bulk->count;
    for (size_t i = 0; i < set->count; i++) {
        int code = values_plan(bulk, set->items[i], values);
        if (code)
            return code;
    }
    size_t same = set->count - (bulk->count - before);
    if (same)
        report_note(bulk->cli, "%zu page%s so already", same, same == 1 ? " is" : "s are");
    return bulk_finish(bulk, "Change");
}
