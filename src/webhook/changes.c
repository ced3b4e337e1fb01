/* SPDX-License-Identifier: MIT */
#include "webhook/changes.h"

#include "base/sha256.h"
#include "base/status.h"
#include "base/text.h"
#include "model/models.h"
#include <stdio.h>
#include <string.h>

#define BIT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)
/* Never a change in itself: everything else moves them. */
#define TIMES (BIT(CREATED_AT) | BIT(UPDATED_AT))

enum { ID_DIGITS = 32 };

/* --- differences --- */

static bool same_strings(wikijs_strings a, wikijs_strings b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (strcmp(a.items[i], b.items[i]) != 0)
            return false;
    return true;
}

static bool same_value(const wikijs_value *a, const wikijs_value *b)
{
    switch (a->type) {
    case WIKIJS_TYPE_BOOL:
        return a->boolean == b->boolean;
    case WIKIJS_TYPE_INT:
    case WIKIJS_TYPE_TIME:
        return a->integer == b->integer;
    case WIKIJS_TYPE_STRINGS:
        return same_strings(a->strings, b->strings);
    default:
        return wj_str_equal(a->string, b->string);
    }
}

uint64_t wj_subject_differences(const wikijs_event_subject *a, const wikijs_event_subject *b)
{
    uint64_t both = a->present & b->present, differ = a->present ^ b->present;
    for (size_t i = 0; i < WIKIJS_EVENT_SUBJECT_FIELDS; i++) {
        if (!(both & WIKIJS_BIT(i)))
            continue;
        wikijs_value left = wikijs_value_get(&wj_event_subject_model, a, i);
        wikijs_value right = wikijs_value_get(&wj_event_subject_model, b, i);
        if (!same_value(&left, &right))
            differ |= WIKIJS_BIT(i);
    }
    if (!(both & BIT(CONTENT_HASH)))
        differ &= ~BIT(CONTENT_HASH);
    return differ;
}

/* --- one event --- */

struct telling {
    const struct wj_change *change;
    struct wj_event_sink *sink;
    size_t *count;
    uint64_t differ;
    wikijs_error *err;
};

static const char *const kind_names[WJ_KINDS] = { "page", "asset", "user", "group", "comment" };

/*
 * What tells this change from all others of its type on this thing, whoever sees it: the entry that it left in the page's
 * history, or the time that it gave the thing, or else how often something was told of it.
 */
static void write_key(const struct telling *t, char *key, size_t size)
{
    const struct wj_change *change = t->change;
    const wikijs_event_subject *before = change->before, *after = change->after;
    if (!before || !after)
        snprintf(key, size, "c%lld", (long long)(after ? after->created_at : before ? before->created_at : 0));
    else if (change->version > 0)
        snprintf(key, size, "v%lld", (long long)change->version);
    else if (before->updated_at != after->updated_at)
        snprintf(key, size, "u%lld", (long long)after->updated_at);
    else
        snprintf(key, size, "r%lld", (long long)change->revision);
}

static int write_id(const struct telling *t, const char *type, char id[WJ_SHA256_HEX], wikijs_error *err)
{
    const wikijs_event_subject *about = t->change->after ? t->change->after : t->change->before;
    int64_t about_id = about ? about->id : 0;
    char key[32], text[1024];
    write_key(t, key, sizeof key);
    int length = snprintf(text, sizeof text, "%s\n%s\n%lld\n%s", type, key, (long long)about_id, t->sink->wiki);
    if (length >= (int)sizeof text)
        length = (int)sizeof text - 1;
    if (wj_sha256_hex(text, (size_t)length, id) < 0)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    id[ID_DIGITS] = '\0';
    return 0;
}

static void set_subject(wikijs_event *event, enum wj_kind kind, const wikijs_event_subject *subject)
{
    const wikijs_event_subject **const members[WJ_KINDS] = { &event->page, &event->asset, &event->user, &event->group,
                                                             &event->comment };
    *members[kind] = subject;
    event->present |= WIKIJS_BIT(WIKIJS_EVENT_PAGE + (int)kind);
}

/* `fields`: those of the difference that belong to this event. */
static int tell(const struct telling *t, const char *what, uint64_t fields)
{
    const struct wj_change *change = t->change;
    char type[32], id[WJ_SHA256_HEX];
    const char *names[WIKIJS_EVENT_SUBJECT_FIELDS];
    wikijs_event_subject previous = { 0 };
    snprintf(type, sizeof type, "%s.%s", kind_names[change->kind], what);
    int status = write_id(t, type, id, t->err);
    if (status < 0)
        return status;
    wikijs_event event = {
        .present = WIKIJS_BIT(WIKIJS_EVENT_ID) | WIKIJS_BIT(WIKIJS_EVENT_TYPE) | WIKIJS_BIT(WIKIJS_EVENT_TIME) |
                   WIKIJS_BIT(WIKIJS_EVENT_PROFILE) | WIKIJS_BIT(WIKIJS_EVENT_WIKI) | WIKIJS_BIT(WIKIJS_EVENT_CHANGES),
        .id = id,
        .type = type,
        .time = change->time,
        .profile = t->sink->profile,
        .wiki = t->sink->wiki,
        .changes = { names, 0 },
    };
    for (int i = 0; i < WIKIJS_EVENT_SUBJECT_FIELDS; i++)
        if (fields & WIKIJS_BIT(i))
            names[event.changes.count++] = wj_event_subject_model.fields[i].name;
    set_subject(&event, change->kind, change->after ? change->after : change->before);
    if (change->before && change->before->present & fields) {
        previous = *change->before;
        previous.present &= fields;
        event.previous = &previous;
        event.present |= WIKIJS_BIT(WIKIJS_EVENT_PREVIOUS);
    }
    if (change->uncertain && fields == 0 && change->before && change->after) {
        event.uncertain = true;
        event.present |= WIKIJS_BIT(WIKIJS_EVENT_UNCERTAIN);
    }
    ++*t->count;
    return t->sink->put(t->sink, &event, t->err);
}

/* --- what happened to each kind --- */

static int tell_page(const struct telling *t)
{
    const uint64_t place = BIT(PATH) | BIT(LOCALE);
    uint64_t differ = t->differ, content = BIT(CONTENT_HASH) | BIT(DESCRIPTION) | BIT(IS_PRIVATE) | BIT(CONTENT_TYPE);
    bool moved = differ & place, published = differ & BIT(IS_PUBLISHED);
    /* The server gives a moved page a new title when the old one was the end of its path. */
    uint64_t moving = moved ? place | BIT(TITLE) : 0, saving = moved ? content : content | BIT(TITLE);
    int status = 0;
    if (moved)
        status = tell(t, "moved", differ & moving);
    bool uncertain = t->change->uncertain && !moved && !published && !(differ & BIT(TAGS));
    if (status == 0 && (differ & saving || uncertain))
        status = tell(t, "updated", differ & saving);
    if (status == 0 && differ & BIT(TAGS))
        status = tell(t, "tagged", BIT(TAGS));
    if (status == 0 && published)
        status = tell(t, t->change->after->is_published ? "published" : "unpublished", BIT(IS_PUBLISHED));
    return status;
}

static int tell_asset(const struct telling *t)
{
    uint64_t names = t->differ & (BIT(FILENAME) | BIT(PATH)), bytes = t->differ & (BIT(FILE_SIZE) | BIT(MIME));
    int status = names ? tell(t, "renamed", names) : 0;
    if (status == 0 && (bytes || (!names && t->differ & BIT(UPDATED_AT))))
        status = tell(t, "changed", bytes);
    return status;
}

/* Comments are only told when they are new. */
static int tell_change(const struct telling *t)
{
    static const char *const made[WJ_KINDS] = { "created", "uploaded", "created", "created", "posted" };
    const struct wj_change *change = t->change;
    if (!change->before)
        return tell(t, made[change->kind], 0);
    if (change->kind == WJ_KIND_COMMENT)
        return 0;
    if (!change->after)
        return tell(t, "deleted", 0);
    if (change->kind == WJ_KIND_PAGE)
        return tell_page(t);
    if (change->kind == WJ_KIND_ASSET)
        return tell_asset(t);
    return t->differ ? tell(t, "changed", t->differ & ~TIMES) : 0;
}

int wj_change_tell(const struct wj_change *change, struct wj_event_sink *sink, size_t *count, wikijs_error *err)
{
    struct telling t = { .change = change, .sink = sink, .count = count, .err = err };
    if (change->before && change->after)
        t.differ = wj_subject_differences(change->before, change->after);
    return tell_change(&t);
}
