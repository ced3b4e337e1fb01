/* SPDX-License-Identifier: MIT */
#include "webhook/outbox.h"

#include "base/status.h"
#include <stdio.h>
#include <string.h>

int wj_outbox_open(struct wj_outbox *outbox, struct wj_store *store, wikijs_error *err)
{
    outbox->store = store;
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } rows[] = {
        { &outbox->add,
          "INSERT INTO delivery(target, event, lane, type, created_at, next_at) VALUES(?, ?, ?, ?, ?, ?)" },
        { &outbox->ready,
          "SELECT d.id, d.attempts, d.created_at, coalesce(d.message_id, e.id), d.type, e.body FROM delivery d "
          "JOIN event e ON e.number=d.event "
          "WHERE d.target=?1 AND d.state=0 AND d.next_at<=?2 AND d.id=(SELECT min(x.id) FROM delivery x "
          "WHERE x.target=?1 AND x.lane=d.lane AND x.state=0) ORDER BY d.id LIMIT ?3" },
        { &outbox->next, "SELECT min(next_at) FROM delivery WHERE target=? AND state=0 AND next_at>?" },
        { &outbox->note, "UPDATE delivery SET state=?2, attempts=attempts+1, next_at=?3, http_status=?4, message=?5, "
                         "finished_at=CASE WHEN ?2=0 THEN NULL ELSE ?6 END WHERE id=?1" },
        { &outbox->waiting, "SELECT count(*) FROM delivery WHERE state=0" },
        { &outbox->forget_done, "DELETE FROM delivery WHERE state=1 AND finished_at<?" },
        { &outbox->forget_events,
          "DELETE FROM event WHERE NOT EXISTS(SELECT 1 FROM delivery WHERE delivery.event=event.number)" },
    };
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof rows / sizeof *rows; i++)
        status = wj_db_prepare(&store->db, rows[i].sql, rows[i].statement, err);
    return status;
}

void wj_outbox_close(struct wj_outbox *outbox)
{
    sqlite3_stmt **all[] = { &outbox->add,     &outbox->ready,       &outbox->next,         &outbox->note,
                             &outbox->waiting, &outbox->forget_done, &outbox->forget_events };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        wj_db_finish(all[i]);
}

int wj_outbox_add(struct wj_outbox *outbox, const char *target, const wikijs_event *event, int64_t now,
                  wikijs_error *err)
{
    char lane[320];
    int kind = (int)strcspn(event->type, ".");
    snprintf(lane, sizeof lane, "%s/%.*s/%lld", event->profile, kind, event->type,
             (long long)wikijs_event_about(event)->id);
    return wj_db_do(&outbox->store->db, outbox->add, err, "tittii", target, event->number, lane, event->type, now, now);
}

void wj_outbox_ready(struct wj_outbox *outbox, const char *target, int64_t now, int64_t limit)
{
    wj_db_bind(&outbox->store->db, outbox->ready, "tii", target, now, limit);
}

int wj_outbox_ready_next(struct wj_outbox *outbox, struct wj_arena *arena, struct wj_parcel_out *parcel,
                         wikijs_error *err)
{
    sqlite3_stmt *row = outbox->ready;
    int status = wj_db_step(&outbox->store->db, row, err);
    if (status <= 0)
        return status;
    size_t length = (size_t)sqlite3_column_bytes(row, 5);
    *parcel = (struct wj_parcel_out){
        .id = sqlite3_column_int64(row, 0),
        .attempts = sqlite3_column_int64(row, 1),
        .created_at = sqlite3_column_int64(row, 2),
        .message_id = wj_arena_strdup(arena, wj_db_text(row, 3)),
        .type = wj_arena_strdup(arena, wj_db_text(row, 4)),
        .body = { wj_arena_strndup(arena, wj_db_text(row, 5), length), length },
    };
    return parcel->message_id && parcel->type && parcel->body.ptr ? 1
                                                                  : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

void wj_outbox_ready_end(struct wj_outbox *outbox)
{
    wj_db_reset(outbox->ready);
}

int wj_outbox_next_at(struct wj_outbox *outbox, const char *target, int64_t now, int64_t *next_at, wikijs_error *err)
{
    wj_db_bind(&outbox->store->db, outbox->next, "ti", target, now);
    int status = wj_db_step(&outbox->store->db, outbox->next, err);
    if (status > 0) {
        bool none = sqlite3_column_type(outbox->next, 0) == SQLITE_NULL;
        *next_at = none ? -1 : sqlite3_column_int64(outbox->next, 0);
        wj_db_reset(outbox->next);
    }
    return status < 0 ? status : 0;
}

int wj_outbox_note(struct wj_outbox *outbox, const struct wj_attempt *attempt, wikijs_error *err)
{
    return wj_db_do(&outbox->store->db, outbox->note, err, "iiiiti", attempt->id, (int64_t)attempt->state,
                    attempt->next_at, attempt->http_status, attempt->message, attempt->now);
}

int wj_outbox_waiting(struct wj_outbox *outbox, int64_t *count, wikijs_error *err)
{
    int status = wj_db_step(&outbox->store->db, outbox->waiting, err);
    if (status > 0) {
        *count = sqlite3_column_int64(outbox->waiting, 0);
        wj_db_reset(outbox->waiting);
    }
    return status < 0 ? status : 0;
}

int wj_outbox_forget(struct wj_outbox *outbox, int64_t before, wikijs_error *err)
{
    int status = wj_db_do(&outbox->store->db, outbox->forget_done, err, "i", before);
    return status == 0 ? wj_db_do(&outbox->store->db, outbox->forget_events, err, "") : status;
}
