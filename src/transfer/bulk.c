/* SPDX-License-Identifier: MIT */
/* Plans: made, taken up again, turned round, told of. bulk_run.c carries them out. */
#include "transfer/bulk.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"
#include "model/models.h"
#include "json/write.h"

/* A page of 5 MiB, before and after, each character as six. */
enum { LARGEST_DETAIL = 128 * 1024 * 1024 };

#define PRESENT(field) WIKIJS_BIT(WIKIJS_BULK_ITEM_##field)

static const char *const actions[] = {
    [WIKIJS_BULK_UPDATE] = "update", [WIKIJS_BULK_MOVE] = "move", [WIKIJS_BULK_DELETE] = "delete"
};

static int no_memory(wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* --- rows --- */

const char *wj_bulk_state_name(enum wj_item_state state)
{
    static const char *const names[] = { [WJ_ITEM_PLANNED] = "planned",
                                         [WJ_ITEM_STARTED] = "unknown",
                                         [WJ_ITEM_DONE] = "done",
                                         [WJ_ITEM_FAILED] = "failed",
                                         [WJ_ITEM_UNDONE] = "undone" };
    return state >= WJ_ITEM_PLANNED && state <= WJ_ITEM_UNDONE ? names[state] : "";
}

static bool is_action(const wikijs_bulk_item *item, wikijs_bulk_action action)
{
    return strcmp(item->action, actions[action]) == 0;
}

/* All that the change needs is there. */
static bool is_whole(const wikijs_bulk_item *item)
{
    if (!item->action || !item->path)
        return false;
    return is_action(item, WIKIJS_BULK_DELETE) || (is_action(item, WIKIJS_BULK_MOVE) && item->new_path) ||
           (is_action(item, WIKIJS_BULK_UPDATE) && item->after);
}

static int decode(struct wikijs_bulk *bulk, struct wj_arena *arena, const char *detail, wikijs_bulk_item *item,
                  wikijs_error *err)
{
    size_t length = strlen(detail);
    char *text = wj_arena_alloc(arena, length + WJ_BUF_PAD);
    if (!text)
        return no_memory(err);
    memcpy(text, detail, length);
    memset(text + length, 0, WJ_BUF_PAD);
    struct wj_json_error error;
    int status = wj_json_decode(bulk->parser, text, length, &wj_bulk_item_model, item, arena, &error);
    if (status < 0)
        return wj_error_set(err, status == WIKIJS_E_NOMEM ? status : WIKIJS_E_IO,
                            "the journal holds something else: %s", error.message);
    return is_whole(item) ? 0 : wj_error_set(err, WIKIJS_E_IO, "the journal holds something else: no whole change");
}

wikijs_bulk_item *wj_bulk_read(struct wikijs_bulk *bulk, const struct wj_journal_item *row, wikijs_error *err)
{
    struct wj_arena *arena = wj_arena_new(bulk->client->allocator, 0);
    wikijs_bulk_item *item = arena ? wj_result_new(arena, sizeof *item) : NULL;
    if (!item) {
        wj_arena_free(arena);
        no_memory(err);
        return NULL;
    }
    if (decode(bulk, arena, row->detail ? row->detail : "", item, err) < 0) {
        wj_arena_free(arena);
        return NULL;
    }
    item->id = row->id;
    item->state = wj_bulk_state_name(row->state);
    item->present |= PRESENT(ID) | PRESENT(STATE);
    if (row->mark != 0) {
        item->status = row->mark;
        item->present |= PRESENT(STATUS);
    }
    if (row->updated_at != 0) {
        item->updated_at = row->updated_at;
        item->present |= PRESENT(UPDATED_AT);
    }
    return item;
}

int wj_bulk_write(struct wikijs_bulk *bulk, const char *key, enum wj_item_state state, const wikijs_bulk_item *item,
                  wikijs_error *err)
{
    static const uint64_t in_columns = PRESENT(ID) | PRESENT(STATE) | PRESENT(STATUS) | PRESENT(UPDATED_AT);
    struct wj_buf text;
    wj_buf_init(&text, bulk->client->allocator, LARGEST_DETAIL);
    wj_json_object(&text, &wj_bulk_item_model, item, item->present & ~in_columns);
    int status = text.failed ? wj_error_no_room(err, text.failed, "the change is too large") : 0;
    if (status == 0) {
        const struct wj_journal_item row = { .key = key,
                                             .state = state,
                                             .id = item->id,
                                             .updated_at = item->updated_at,
                                             .mark = item->status,
                                             .path = item->path,
                                             .detail = text.data };
        status = wj_journal_put(bulk->journal, bulk->run, &row, err);
    }
    wj_buf_free(&text);
    return status;
}

int wj_bulk_advance(const struct wikijs_bulk *bulk, int64_t run, const char *key, enum wj_item_state state,
                    int64_t updated_at, wikijs_error *err)
{
    const struct wj_journal_item row = { .key = key, .state = state, .updated_at = updated_at };
    return wj_journal_advance(bulk->journal, run, &row, err);
}

/* --- opening --- */

static void close_bulk(struct wikijs_bulk *bulk)
{
    const wikijs_allocator *allocator = bulk->client->allocator;
    wj_journal_close(bulk->journal);
    wj_json_parser_free(bulk->parser);
    wj_free(allocator, bulk->name);
    wj_free(allocator, bulk->note);
    wj_free(allocator, bulk->scope);
    wj_free(allocator, bulk);
}

static int fill(struct wikijs_bulk *bulk, const wikijs_bulk_options *options, wikijs_error *err)
{
    const wikijs_allocator *allocator = bulk->client->allocator;
    bulk->name = wj_strdup(allocator, options->name ? options->name : "bulk");
    bulk->scope = wj_strdup(allocator, bulk->client->config->options.base_url);
    bulk->note = options->note ? wj_strdup(allocator, options->note) : NULL;
    bulk->parser = wj_json_parser_new(allocator);
    if (!bulk->name || !bulk->scope || !bulk->parser || (options->note && !bulk->note))
        return no_memory(err);
    return wj_journal_open(&bulk->journal, allocator, options->journal, err);
}

/* An open journal without a run. */
static int open_bulk(wikijs_client *client, const wikijs_bulk_options *given, struct wikijs_bulk **out,
                     wikijs_error *err)
{
    wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
    wj_error_clear(err);
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the plan is given");
    int status = wj_sized_take(&options, sizeof options, given, err);
    status = status < 0 ? status : wj_client_enter(client, false, err);
    if (status < 0)
        return status;
    wj_client_leave(client);
    struct wikijs_bulk *bulk = wj_calloc(client->allocator, 1, sizeof *bulk);
    if (!bulk)
        return no_memory(err);
    bulk->client = client;
    status = fill(bulk, &options, err);
    if (status < 0) {
        close_bulk(bulk);
        return status;
    }
    *out = bulk;
    return 0;
}

static int give(struct wikijs_bulk *bulk, int status, wikijs_bulk **out)
{
    if (status < 0) {
        close_bulk(bulk);
        return status;
    }
    *out = bulk;
    return 0;
}

/* The kind of the runs that take back those of a name. */
static void undo_kind(const struct wikijs_bulk *bulk, char kind[80])
{
    snprintf(kind, 80, "undo %.70s", bulk->name);
}

static int read_rest(struct wikijs_bulk *bulk, const struct wj_journal_run *run, wikijs_error *err)
{
    int64_t planned = 0, started = 0;
    wikijs_bulk_rest *rest = &bulk->replaces;
    int status = wj_journal_count(bulk->journal, run->id, WJ_ITEM_PLANNED, &planned, err);
    status = status < 0 ? status : wj_journal_count(bulk->journal, run->id, WJ_ITEM_STARTED, &started, err);
    status = status < 0 ? status : wj_journal_count(bulk->journal, run->id, 0, &rest->total, err);
    rest->left = planned + started;
    rest->started_at = run->started_at;
    rest->undoes = run->mark != 0;
    return status;
}

/* What was interrupted: the newest plan, or its taking back. One that was taken back is not to be gone on with. */
static int find_rest(struct wikijs_bulk *bulk, const char *undo, wikijs_error *err)
{
    struct wj_journal_run run;
    int found = wj_journal_last(bulk->journal, undo, bulk->scope, &run, err);
    if (found == 0)
        found = wj_journal_last(bulk->journal, bulk->name, bulk->scope, &run, err);
    return found > 0 && run.state == WJ_RUN_OPEN ? read_rest(bulk, &run, err) : found;
}

static int drop_last(struct wikijs_bulk *bulk, const char *kind, wikijs_error *err)
{
    struct wj_journal_run run;
    int status = wj_journal_last(bulk->journal, kind, bulk->scope, &run, err);
    return status > 0 ? wj_journal_drop(bulk->journal, run.id, err) : status;
}

static int begin_run(struct wikijs_bulk *bulk, const char *kind, int64_t undoes, wikijs_error *err)
{
    bulk->started_at = bulk->client->clock->wall_ms(bulk->client->clock->context);
    bulk->undoes = undoes;
    int status = wj_journal_begin(bulk->journal, kind, bulk->scope, bulk->started_at, &bulk->run, err);
    if (status < 0)
        return status;
    const struct wj_journal_run run = { .id = bulk->run, .state = WJ_RUN_OPEN, .mark = undoes, .detail = bulk->note };
    return wj_journal_update(bulk->journal, &run, err);
}

int wikijs_bulk_new(wikijs_client *client, const wikijs_bulk_options *options, wikijs_bulk **out, wikijs_error *err)
{
    struct wikijs_bulk *bulk = NULL;
    int status = open_bulk(client, options, out ? &bulk : NULL, err);
    if (!bulk)
        return status;
    char undo[80];
    undo_kind(bulk, undo);
    status = find_rest(bulk, undo, err);
    status = status < 0 ? status : drop_last(bulk, bulk->name, err);
    status = status < 0 ? status : drop_last(bulk, undo, err);
    status = status < 0 ? status : begin_run(bulk, bulk->name, 0, err);
    return give(bulk, status, out);
}

const wikijs_bulk_rest *wikijs_bulk_replaces(const wikijs_bulk *bulk)
{
    return bulk && bulk->replaces.left > 0 ? &bulk->replaces : NULL;
}

/* --- taking one up --- */

/* Walks over the rows of the run in one state, or (0) in all; a row's texts are good until the journal is used. */
typedef int row_fn(struct wikijs_bulk *bulk, const struct wj_journal_item *row, const char *key, void *payload,
                   wikijs_error *err);

/* `on_row` returns 0, 1 for enough, or a status. */
static int each_row(struct wikijs_bulk *bulk, int64_t run, enum wj_item_state state, row_fn *on_row, void *payload,
                    wikijs_error *err)
{
    char key[WJ_BULK_KEY_SIZE] = "";
    struct wj_journal_item row;
    int status;
    while ((status = wj_journal_next(bulk->journal, run, state, key, sizeof key, &row, err)) > 0) {
        status = on_row(bulk, &row, key, payload, err);
        if (status != 0)
            return status < 0 ? status : 0;
    }
    return status;
}

static int retry_failed(struct wikijs_bulk *bulk, const struct wj_journal_item *row, const char *key, void *payload,
                        wikijs_error *err)
{
    (void)payload;
    return row->mark == WIKIJS_E_CONFLICT ? 0 : wj_bulk_advance(bulk, bulk->run, key, WJ_ITEM_PLANNED, 0, err);
}

static int take_run(struct wikijs_bulk *bulk, const struct wj_journal_run *run, wikijs_error *err)
{
    bulk->run = run->id;
    bulk->undoes = run->mark;
    bulk->started_at = run->started_at;
    wj_free(bulk->client->allocator, bulk->note);
    bulk->note = run->detail ? wj_strdup(bulk->client->allocator, run->detail) : NULL;
    if (run->detail && !bulk->note)
        return no_memory(err);
    int status = each_row(bulk, bulk->run, WJ_ITEM_FAILED, retry_failed, NULL, err);
    return status < 0 ? status : wj_journal_count(bulk->journal, bulk->run, 0, &bulk->count, err);
}

int wikijs_bulk_resume(wikijs_client *client, const wikijs_bulk_options *options, wikijs_bulk **out, wikijs_error *err)
{
    struct wikijs_bulk *bulk = NULL;
    int status = open_bulk(client, options, out ? &bulk : NULL, err);
    if (!bulk)
        return status;
    struct wj_journal_run run;
    status = wj_journal_last(bulk->journal, bulk->name, bulk->scope, &run, err);
    if (status == 0)
        status = wj_error_set(err, WIKIJS_E_NOT_FOUND, "there is no '%s' that could be resumed", bulk->name);
    status = status < 0 ? status : take_run(bulk, &run, err);
    return give(bulk, status, out);
}

/* --- the way back --- */

/* The change that takes an item back; false: there is none. */
static bool reverse(const wikijs_bulk_item *item, wikijs_page_values values[2], wikijs_bulk_item *back)
{
    *back = (wikijs_bulk_item){ .id = item->id, .action = item->action };
    back->present = PRESENT(ACTION) | PRESENT(PATH) | (item->locale ? PRESENT(LOCALE) : 0);
    back->locale = item->locale;
    back->path = item->path;
    if (is_action(item, WIKIJS_BULK_MOVE)) {
        if (!item->locale)
            return false;
        back->locale = item->new_locale ? item->new_locale : item->locale;
        back->path = item->new_path;
        back->new_locale = item->locale;
        back->new_path = item->path;
        back->present |= PRESENT(NEW_LOCALE) | PRESENT(NEW_PATH);
        return true;
    }
    if (!is_action(item, WIKIJS_BULK_UPDATE) || !item->before || !item->after)
        return false;
    values[0] = *item->after;
    values[1] = *item->before;
    values[1].present &= values[0].present;
    back->before = &values[0];
    back->after = &values[1];
    back->expected_updated_at = item->updated_at;
    back->present |= PRESENT(BEFORE) | PRESENT(AFTER) | (item->updated_at ? PRESENT(EXPECTED_UPDATED_AT) : 0);
    return values[1].present != 0;
}

static int add_reverse(struct wikijs_bulk *bulk, const struct wj_journal_item *row, const char *key, void *payload,
                       wikijs_error *err)
{
    (void)payload;
    wikijs_bulk_item back, *item = wj_bulk_read(bulk, row, err);
    wikijs_page_values values[2];
    int status = item ? 0 : err->code;
    if (item && reverse(item, values, &back)) {
        status = wj_bulk_write(bulk, key, WJ_ITEM_PLANNED, &back, err);
        bulk->count++;
    }
    wj_result_free(item);
    return status;
}

static int make_undo(struct wikijs_bulk *bulk, const char *kind, int64_t of, wikijs_error *err)
{
    int status = drop_last(bulk, kind, err);
    status = status < 0 ? status : begin_run(bulk, kind, of, err);
    status = status < 0 ? status : each_row(bulk, of, WJ_ITEM_DONE, add_reverse, NULL, err);
    if (status == 0 && bulk->count == 0)
        status = wj_error_set(err, WIKIJS_E_NOT_FOUND, "the last '%s' has done nothing that could be taken back",
                              bulk->name);
    return status;
}

int wikijs_bulk_undo(wikijs_client *client, const wikijs_bulk_options *options, wikijs_bulk **out, wikijs_error *err)
{
    struct wikijs_bulk *bulk = NULL;
    wikijs_error own = { 0 };
    err = err ? err : &own;
    int status = open_bulk(client, options, out ? &bulk : NULL, err);
    if (!bulk)
        return status;
    char kind[80];
    struct wj_journal_run run;
    undo_kind(bulk, kind);
    status = wj_journal_last(bulk->journal, kind, bulk->scope, &run, err);
    if (status > 0 && run.state == WJ_RUN_OPEN)
        return give(bulk, take_run(bulk, &run, err), out);
    status = status < 0 ? status : wj_journal_last(bulk->journal, bulk->name, bulk->scope, &run, err);
    if (status == 0)
        status = wj_error_set(err, WIKIJS_E_NOT_FOUND, "there is no '%s' that could be taken back", bulk->name);
    status = status < 0 ? status : make_undo(bulk, kind, run.id, err);
    return give(bulk, status, out);
}

/* --- adding --- */

static bool is_missing(const wikijs_page_values *values, int field, const void *value)
{
    return values->present & WIKIJS_BIT(field) && !value;
}

static bool is_incomplete(const wikijs_page_values *values)
{
    return is_missing(values, WIKIJS_PAGE_VALUES_TITLE, values->title) ||
           is_missing(values, WIKIJS_PAGE_VALUES_DESCRIPTION, values->description);
}

static const char *problem_of(const wikijs_bulk_change *change)
{
    if (change->action < WIKIJS_BULK_UPDATE || change->action > WIKIJS_BULK_DELETE)
        return "the change has no action";
    if (change->id <= 0 || !change->path)
        return "a change needs the id and the path of its page";
    if (change->action == WIKIJS_BULK_UPDATE && (!change->after || change->after->present == 0))
        return "an update needs values";
    if (change->action == WIKIJS_BULK_UPDATE &&
        (is_incomplete(change->after) || (change->before && is_incomplete(change->before))))
        return "a title or a description is said to be there and is not";
    return change->action == WIKIJS_BULK_MOVE && !change->new_path ? "a move needs a path" : NULL;
}

static wikijs_bulk_item item_of(const wikijs_bulk_change *change)
{
    wikijs_bulk_item item = { .id = change->id,
                              .action = actions[change->action],
                              .locale = change->locale,
                              .path = change->path,
                              .expected_updated_at = change->updated_at,
                              .new_locale = change->new_locale,
                              .new_path = change->new_path,
                              .before = change->before,
                              .after = change->after };
    item.present = PRESENT(ACTION) | PRESENT(PATH) | (change->locale ? PRESENT(LOCALE) : 0) |
                   (change->updated_at ? PRESENT(EXPECTED_UPDATED_AT) : 0);
    if (change->action == WIKIJS_BULK_MOVE)
        item.present |= PRESENT(NEW_PATH) | (change->new_locale ? PRESENT(NEW_LOCALE) : 0);
    if (change->action == WIKIJS_BULK_UPDATE)
        item.present |= PRESENT(AFTER) | (change->before && change->before->present ? PRESENT(BEFORE) : 0);
    return item;
}

int wikijs_bulk_add(wikijs_bulk *bulk, const wikijs_bulk_change *given, wikijs_error *err)
{
    wikijs_bulk_change change = { 0 };
    wj_error_clear(err);
    if (!bulk || !given)
        return wj_error_set(err, WIKIJS_E_ARG, bulk ? "no change is given" : "no plan is given");
    int status = wj_sized_take(&change, sizeof change, given, err);
    const char *problem = status < 0 ? NULL : problem_of(&change);
    if (status < 0 || problem)
        return status < 0 ? status : wj_error_set(err, WIKIJS_E_ARG, "%s", problem);
    char key[WJ_BULK_KEY_SIZE];
    wikijs_bulk_item item = item_of(&change);
    snprintf(key, sizeof key, "%012lld", (long long)bulk->count);
    status = wj_bulk_write(bulk, key, WJ_ITEM_PLANNED, &item, err);
    bulk->count += status == 0;
    return status;
}

/* --- telling --- */

int wikijs_bulk_count(wikijs_bulk *bulk, wikijs_bulk_counts *given, wikijs_error *err)
{
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    wj_error_clear(err);
    if (!bulk || !given || given->struct_size < sizeof counts)
        return wj_error_set(err, WIKIJS_E_ARG, "a plan and a place for the counts are needed");
    const struct {
        enum wj_item_state state;
        int64_t *count;
    } wanted[] = {
        { 0, &counts.total },           { WJ_ITEM_PLANNED, &counts.planned }, { WJ_ITEM_STARTED, &counts.unknown },
        { WJ_ITEM_DONE, &counts.done }, { WJ_ITEM_FAILED, &counts.failed },   { WJ_ITEM_UNDONE, &counts.undone }
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        int status = wj_journal_count(bulk->journal, bulk->run, wanted[i].state, wanted[i].count, err);
        if (status < 0)
            return status;
    }
    memcpy(given, &counts, sizeof counts);
    return 0;
}

struct telling {
    wikijs_bulk_item_fn on_item;
    void *payload;
};

static int tell(struct wikijs_bulk *bulk, const struct wj_journal_item *row, const char *key, void *payload,
                wikijs_error *err)
{
    (void)key;
    const struct telling *telling = payload;
    wikijs_bulk_item *item = wj_bulk_read(bulk, row, err);
    if (!item)
        return err->code;
    bool more = telling->on_item(item, telling->payload);
    wj_result_free(item);
    return more ? 0 : 1;
}

int wikijs_bulk_each(wikijs_bulk *bulk, wikijs_bulk_item_fn on_item, void *payload, wikijs_error *err)
{
    wikijs_error own = { 0 };
    struct telling telling = { on_item, payload };
    err = err ? err : &own;
    wj_error_clear(err);
    if (!bulk || !on_item)
        return wj_error_set(err, WIKIJS_E_ARG, bulk ? "no callback is given" : "no plan is given");
    return each_row(bulk, bulk->run, 0, tell, &telling, err);
}

const char *wikijs_bulk_note(const wikijs_bulk *bulk)
{
    return bulk ? bulk->note : NULL;
}

int64_t wikijs_bulk_started_at(const wikijs_bulk *bulk)
{
    return bulk ? bulk->started_at : 0;
}

void wikijs_bulk_free(wikijs_bulk *bulk)
{
    if (!bulk)
        return;
    close_bulk(bulk); /* what never ran was never committed */
}
