/* SPDX-License-Identifier: MIT */
#include "webhook/filter.h"

#include "api/path.h"
#include "base/nearest.h"
#include "base/status.h"
#include <string.h>

static const char *const types[] = {
    "page.created", "page.updated",   "page.deleted",  "page.moved",    "page.published", "page.unpublished",
    "page.tagged",  "asset.uploaded", "asset.changed", "asset.renamed", "asset.deleted",  "user.created",
    "user.changed", "user.deleted",   "group.created", "group.changed", "group.deleted",  "comment.posted",
};
static const char *const kinds[WJ_KINDS] = { "page.", "asset.", "user.", "group.", "comment." };

const char *wikijs_event_type_at(size_t index)
{
    return index < sizeof types / sizeof *types ? types[index] : NULL;
}

/* --- patterns --- */

bool wj_event_pattern_fits(const char *pattern, const char *type)
{
    size_t length = strlen(pattern);
    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, type, length - 1) == 0;
    return strcmp(pattern, type) == 0;
}

bool wj_event_pattern_is_good(const char *pattern)
{
    const char *type;
    for (size_t i = 0; (type = wikijs_event_type_at(i)); i++)
        if (wj_event_pattern_fits(pattern, type))
            return true;
    return false;
}

static int refuse_pattern(const char *pattern, wikijs_error *err)
{
    struct wj_nearest nearest;
    char hint[160];
    wj_nearest_start(&nearest, pattern, strlen(pattern));
    for (size_t i = 0; wikijs_event_type_at(i); i++)
        wj_nearest_try(&nearest, wikijs_event_type_at(i));
    wj_nearest_phrase(&nearest, hint, sizeof hint);
    return wj_error_set(err, WIKIJS_E_ARG, "there is no event '%s'%s", pattern, hint);
}

/* --- filters --- */

static bool copy_text(struct wj_arena *arena, const char **to, const char *from)
{
    *to = from && *from ? wj_arena_strdup(arena, from) : NULL;
    return *to || !from || !*from;
}

/* "de:docs" names the locale, too. */
static int copy_place(struct wj_event_filter *to, const struct wj_event_filter *from, struct wj_arena *arena,
                      wikijs_error *err)
{
    struct wj_place place = { 0 };
    const char *path = from->path, *locale = from->locale && *from->locale ? from->locale : NULL;
    while (path && *path == '/')
        path++;
    int status = path && *path ? wj_place_find(&place, locale, path, err) : 0;
    if (status < 0)
        return status;
    bool good = copy_text(arena, &to->path, place.path) &&
                copy_text(arena, &to->locale, place.locale[0] ? place.locale : locale);
    return good ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

int wj_event_filter_copy(struct wj_event_filter *to, const struct wj_event_filter *from, struct wj_arena *arena,
                         wikijs_error *err)
{
    const char **items = wj_arena_alloc(arena, (from->types.count + 1) * sizeof *items);
    bool good = items != NULL;
    for (size_t i = 0; good && i < from->types.count; i++) {
        const char *pattern = from->types.items[i] ? from->types.items[i] : "";
        if (!wj_event_pattern_is_good(pattern))
            return refuse_pattern(pattern, err);
        items[i] = wj_arena_strdup(arena, from->types.items[i]);
        good = items[i] != NULL;
    }
    to->types = (wikijs_strings){ items, from->types.count };
    good = good && copy_text(arena, &to->tag, from->tag);
    return good ? copy_place(to, from, arena, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static bool has_tag(const wikijs_event_subject *subject, const char *tag)
{
    for (size_t i = 0; i < subject->tags.count; i++)
        if (strcmp(subject->tags.items[i], tag) == 0)
            return true;
    return false;
}

static bool type_passes(const struct wj_event_filter *filter, const char *type)
{
    if (filter->types.count == 0)
        return true;
    for (size_t i = 0; i < filter->types.count; i++)
        if (wj_event_pattern_fits(filter->types.items[i], type))
            return true;
    return false;
}

/* Where it is now, or where it was. */
static bool place_passes(const struct wj_event_filter *filter, const wikijs_event_subject *now,
                         const wikijs_event_subject *was)
{
    if (filter->path && !(now->path && is_below(now->path, filter->path)) &&
        !(was && was->path && is_below(was->path, filter->path)))
        return false;
    return !filter->locale || (now->locale && strcmp(now->locale, filter->locale) == 0) ||
           (was && was->locale && strcmp(was->locale, filter->locale) == 0);
}

bool wj_event_filter_passes(const struct wj_event_filter *filter, const wikijs_event *event)
{
    const wikijs_event_subject *now = wikijs_event_about(event), *was = event->previous;
    return type_passes(filter, event->type) && place_passes(filter, now, was) &&
           (!filter->tag || has_tag(now, filter->tag) || (was && has_tag(was, filter->tag)));
}

/*
 * Comments can only be read page by page, so they are followed when they are asked for by name. A filter without types
 * is content with what the key may read.
 */
bool wj_event_filter_wants(const struct wj_event_filter *filter, enum wj_kind kind, bool *by_name)
{
    bool wanted = filter->types.count == 0 && (kind != WJ_KIND_COMMENT || filter->comments);
    *by_name = false;
    for (size_t i = 0; i < filter->types.count; i++) {
        const char *pattern = filter->types.items[i];
        size_t length = strlen(pattern), stem = strlen(kinds[kind]);
        if (strncmp(pattern, kinds[kind], stem) == 0)
            *by_name = true;
        else if (pattern[length - 1] == '*' && strncmp(pattern, kinds[kind], length - 1) == 0)
            wanted = wanted || kind != WJ_KIND_COMMENT;
    }
    return wanted || *by_name;
}
