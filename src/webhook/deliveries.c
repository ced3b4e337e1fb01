/* SPDX-License-Identifier: MIT */
/* Looking into the outbox of a state file, beside the relay that may use it. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/webhook_relay.h>

#include "api/results.h"
#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"
#include "model/models.h"
#include "webhook/store.h"

enum { USUAL_LIMIT = 100 };

WJ_LIST_FUNCTIONS(wikijs_delivery)

static int open_file(const char *state, struct wj_store **store, wikijs_error *err)
{
    if (!state)
        return wj_error_set(err, WIKIJS_E_ARG, "no state file is named");
    if (access(state, F_OK) < 0)
        return wj_error_set(err, errno == ENOENT ? WIKIJS_E_NOT_FOUND : WIKIJS_E_IO, "state file '%s': %s", state,
                            strerror(errno));
    return wj_store_open(store, state, false, &wj_libc_allocator, err);
}

/* --- listing --- */

static const char *copy_text(struct wj_arena *arena, sqlite3_stmt *row, int column)
{
    const char *text = wj_db_text(row, column);
    return text ? wj_arena_strdup(arena, text) : NULL;
}

#define BIT(field) WIKIJS_BIT(WIKIJS_DELIVERY_##field)

static wikijs_delivery *read_row(struct wj_arena *arena, sqlite3_stmt *row)
{
    static const char *const states[] = { "waiting", "done", "dead" };
    wikijs_delivery *delivery = wj_arena_zalloc(arena, sizeof *delivery);
    if (!delivery)
        return NULL;
    int state = sqlite3_column_int(row, 2);
    *delivery = (wikijs_delivery){
        .present = BIT(ID) | BIT(TARGET) | BIT(STATE) | BIT(TYPE) | BIT(SUBJECT) | BIT(ATTEMPTS) | BIT(CREATED_AT),
        .id = sqlite3_column_int64(row, 0),
        .target = copy_text(arena, row, 1),
        .state = state >= 0 && state <= WIKIJS_DELIVERY_DEAD ? states[state] : "unknown",
        .type = copy_text(arena, row, 3),
        .event_id = copy_text(arena, row, 4),
        .subject = copy_text(arena, row, 5),
        .attempts = sqlite3_column_int64(row, 6),
        .created_at = sqlite3_column_int64(row, 7),
        .next_at = sqlite3_column_int64(row, 8),
        .finished_at = sqlite3_column_int64(row, 9),
        .http_status = sqlite3_column_int64(row, 10),
        .message = copy_text(arena, row, 11),
        .body = { copy_text(arena, row, 12), (size_t)sqlite3_column_bytes(row, 12) },
    };
    delivery->present |= (delivery->event_id ? BIT(EVENT_ID) | BIT(BODY) : 0) |
                         (state == WIKIJS_DELIVERY_WAITING ? BIT(NEXT_AT) : BIT(FINISHED_AT)) |
                         (delivery->http_status ? BIT(HTTP_STATUS) : 0) | (delivery->message ? BIT(MESSAGE) : 0);
    return delivery->target && delivery->type && delivery->subject && !arena->failed ? delivery : NULL;
}

static int read_rows(struct wj_store *store, sqlite3_stmt *rows, struct wj_arena *arena, struct wj_list *list,
                     size_t limit, wikijs_error *err)
{
    const void **items = wj_arena_alloc(arena, limit * sizeof *items);
    if (!items)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int more = 0;
    while (more == 0 && list->objects.count < limit && (more = wj_db_step(&store->db, rows, err)) > 0) {
        items[list->objects.count] = read_row(arena, rows);
        more = items[list->objects.count++] ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    list->objects.items = items;
    return more;
}

static int list_in(struct wj_store *store, const wikijs_deliveries_options *options, struct wj_list *list,
                   struct wj_arena *arena, wikijs_error *err)
{
    static const char sql[] =
        "SELECT d.id, d.target, d.state, d.type, coalesce(d.message_id, e.id), d.lane, d.attempts, d.created_at, d.next_at, d.finished_at,"
        " d.http_status, d.message, e.body FROM delivery d LEFT JOIN event e ON e.number=d.event"
        " WHERE (?1 IS NULL OR d.target=?1) AND (?2<0 OR d.state=?2) AND (?3=0 OR d.id=?3)"
        " ORDER BY d.id DESC LIMIT ?4";
    sqlite3_stmt *rows = NULL;
    int64_t limit = options->limit > 0 ? options->limit : USUAL_LIMIT;
    int64_t state = options->with_state ? (int64_t)options->state : -1;
    int64_t count = 0;
    int status = wj_db_prepare(&store->db, "SELECT count(*) FROM delivery", &rows, err);
    if (status == 0)
        status = wj_db_step(&store->db, rows, err);
    count = status > 0 ? sqlite3_column_int64(rows, 0) : 0;
    wj_db_finish(&rows);
    if (status < 0)
        return status;
    limit = limit < count ? limit : count + 1;
    status = wj_db_prepare(&store->db, sql, &rows, err);
    if (status == 0) {
        wj_db_bind(&store->db, rows, "tiii", options->target, state, options->id, limit);
        status = read_rows(store, rows, arena, list, (size_t)limit, err);
    }
    wj_db_finish(&rows);
    return status;
}

int wikijs_deliveries_list(const char *state, const wikijs_deliveries_options *options, wikijs_delivery_list **out,
                           wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_deliveries_options taken = WIKIJS_DELIVERIES_OPTIONS_INIT;
    struct wj_store *store = NULL;
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the list is given");
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status == 0)
        status = open_file(state, &store, err);
    if (status < 0)
        return status;
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 0);
    struct wj_list *list = arena ? wj_result_new(arena, sizeof *list) : NULL;
    status = list ? list_in(store, &taken, list, arena, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    wj_store_close(store);
    if (status < 0 || !list) {
        wj_arena_free(arena);
        return status;
    }
    list->model = &wj_delivery_model;
    *out = (wikijs_delivery_list *)list;
    return 0;
}

/* --- once more --- */

static int redeliver_one(struct wj_store *store, int64_t id, bool new_id, wikijs_error *err)
{
    sqlite3_stmt *update = NULL;
    int status = wj_db_prepare(&store->db,
                               "UPDATE delivery SET state=0, next_at=0, finished_at=NULL,"
                               " created_at=CAST(strftime('%s', 'now') AS INTEGER)*1000,"
                               " message_id=CASE WHEN ?2 THEN (SELECT event.id FROM event"
                               " WHERE event.number=delivery.event)||'-'||lower(hex(randomblob(4))) ELSE message_id END"
                               " WHERE (?1=0 AND state=2 OR id=?1)"
                               " AND EXISTS(SELECT 1 FROM event WHERE event.number=delivery.event)",
                               &update, err);
    if (status == 0)
        status = wj_db_do(&store->db, update, err, "ii", id, (int64_t)new_id);
    int changed = status == 0 ? sqlite3_changes(store->db.handle) : 0;
    wj_db_finish(&update);
    if (status == 0 && id != 0 && changed == 0)
        return wj_error_set(err, WIKIJS_E_NOT_FOUND, "there is no delivery %lld", (long long)id);
    return status < 0 ? status : changed;
}

int wikijs_deliveries_redeliver(const char *state, wikijs_ints ids, const wikijs_redeliver_options *options,
                                int64_t *count, wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_redeliver_options taken = WIKIJS_REDELIVER_OPTIONS_INIT;
    struct wj_store *store = NULL;
    int64_t all = 0;
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status == 0)
        status = open_file(state, &store, err);
    if (status == 0)
        status = wj_store_begin(store, err);
    if (status < 0 || !store) {
        wj_store_close(store);
        return status;
    }
    for (size_t i = 0; status >= 0 && i < (ids.count ? ids.count : 1); i++) {
        status = redeliver_one(store, ids.count ? ids.items[i] : 0, taken.new_id != 0, err);
        all += status > 0 ? status : 0;
    }
    status = wj_store_end(store, status < 0 ? status : 0, err);
    wj_store_close(store);
    if (count)
        *count = status == 0 ? all : 0;
    return status;
}
