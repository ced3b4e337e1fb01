/* SPDX-License-Identifier: MIT */
/* What programs do with events. */
#include <string.h>
#include <wikijs/event.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "model/models.h"
#include "json/decode.h"

static int decode(struct wj_arena *arena, const char *json, size_t length, wikijs_event **out, wikijs_error *err)
{
    wikijs_event *event = wj_result_new(arena, sizeof *event);
    char *text = event ? wj_arena_zalloc(arena, length + WJ_BUF_PAD) : NULL;
    struct wj_json_parser *parser = text ? wj_json_parser_new(arena->allocator) : NULL;
    if (!parser)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    memcpy(text, json, length);
    struct wj_json_error error;
    int status = wj_json_decode(parser, text, length, &wj_event_model, event, arena, &error);
    wj_json_parser_free(parser);
    if (status < 0)
        return wj_error_set(err, status, "%s%s%s", error.path, error.path[0] ? ": " : "", error.message);
    if (!event->id || !event->type || !wikijs_event_about(event))
        return wj_error_set(err, WIKIJS_E_SCHEMA, "the JSON is no event: id, type or what it is about is missing");
    *out = event;
    return 0;
}

int wikijs_event_parse(const char *json, size_t length, wikijs_event **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!json || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no JSON, or no place for the event, is given");
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 0);
    int status = arena ? decode(arena, json, length, out, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status < 0)
        wj_arena_free(arena);
    return status;
}

void wikijs_event_free(wikijs_event *event)
{
    wj_result_free(event);
}

const wikijs_event_subject *wikijs_event_about(const wikijs_event *event)
{
    if (!event)
        return NULL;
    const wikijs_event_subject *all[] = { event->page, event->asset, event->user, event->group, event->comment };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            return all[i];
    return NULL;
}
