/* SPDX-License-Identifier: MIT */
/*
 * Carrying a plan out, part by part. Of each part: noted down as started and committed, sent as one batch, noted down as
 * it ends. What is found started at the beginning was left by a process that died: it is looked at first.
 */
#include "transfer/bulk.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <wikijs/batch.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

#include "base/arena.h"
#include "base/sized.h"
#include "base/status.h"
#include "client/batch.h"
#include "client/client.h"

/* Pages of a part, and the bytes of their changes from which on it is full. */
enum { PART = 50, PART_BYTES = 8 * 1024 * 1024 };

struct runner;

struct work {
    struct runner *runner;
    char key[WJ_BULK_KEY_SIZE];
    wikijs_bulk_item *item;
    char note[sizeof(
        ((wikijs_error *)NULL)->message)]; /* the write was done, and this failed after it; "": nothing did */
};

struct runner {
    struct wikijs_bulk *bulk;
    wikijs_bulk_run_options options;
    bool looking; /* this pass looks at pages, it writes none */
    struct work part[PART];
    size_t count, ended;
    char after[WJ_BULK_KEY_SIZE]; /* of the walk */
    bool stopped;                 /* the program said so */
    wikijs_error stop;            /* what would meet all that follow */
    int failed;                   /* 0 or the journal's status */
    wikijs_error journal;
};

/* --- what came of a page --- */

static void keep_failure(struct runner *runner, int status)
{
    if (status < 0 && runner->failed == 0)
        runner->failed = status;
}

static void tell(struct runner *runner, const wikijs_bulk_item *item)
{
    const wikijs_bulk_run_options *options = &runner->options;
    if (options->on_item && !options->on_item(item, options->payload))
        runner->stopped = true;
}

/* Items of the plan that is taken back have the same keys. */
static int note_undone(const struct runner *runner, const char *key, wikijs_error *err)
{
    const struct wikijs_bulk *bulk = runner->bulk;
    return bulk->undoes ? wj_bulk_advance(bulk, bulk->undoes, key, WJ_ITEM_UNDONE, 0, err) : 0;
}

static void note_done(struct work *work, int64_t updated_at)
{
    struct runner *runner = work->runner;
    struct wikijs_bulk *bulk = runner->bulk;
    wikijs_bulk_item *item = work->item;
    item->state = wj_bulk_state_name(WJ_ITEM_DONE);
    item->updated_at = updated_at;
    item->present |= updated_at ? WIKIJS_BIT(WIKIJS_BULK_ITEM_UPDATED_AT) : 0;
    item->message = NULL; /* of an attempt before */
    item->status = 0;
    item->present &= ~(WIKIJS_BIT(WIKIJS_BULK_ITEM_STATUS) | WIKIJS_BIT(WIKIJS_BULK_ITEM_MESSAGE));
    int status = 0;
    if (work->note[0]) {
        item->message = work->note;
        item->present |= WIKIJS_BIT(WIKIJS_BULK_ITEM_MESSAGE);
        status = wj_bulk_write(bulk, work->key, WJ_ITEM_DONE, item, &runner->journal);
    } else {
        status = wj_bulk_advance(bulk, bulk->run, work->key, WJ_ITEM_DONE, updated_at, &runner->journal);
    }
    keep_failure(runner, status < 0 ? status : note_undone(runner, work->key, &runner->journal));
    tell(runner, item);
}

/* Its turn comes (again). */
static void note_planned(struct work *work)
{
    struct runner *runner = work->runner;
    keep_failure(runner,
                 wj_bulk_advance(runner->bulk, runner->bulk->run, work->key, WJ_ITEM_PLANNED, 0, &runner->journal));
}

static void note_failed(struct work *work, enum wj_item_state state, const wikijs_error *error)
{
    struct runner *runner = work->runner;
    wikijs_bulk_item *item = work->item;
    item->state = wj_bulk_state_name(state);
    item->status = error->code;
    item->message = error->message;
    item->present |= WIKIJS_BIT(WIKIJS_BULK_ITEM_STATUS) | WIKIJS_BIT(WIKIJS_BULK_ITEM_MESSAGE);
    keep_failure(runner, wj_bulk_write(runner->bulk, work->key, state, item, &runner->journal));
    tell(runner, item);
}

/* Other pages would fail in the same way. */
static bool meets_all(const wikijs_error *error)
{
    switch (error->code) {
    case WIKIJS_E_UNAUTHENTICATED:
    case WIKIJS_E_READ_ONLY:
    case WIKIJS_E_NOMEM:
    case WIKIJS_E_BUSY:
    case WIKIJS_E_STATE:
        return true;
    default:
        return wikijs_status_exit_code(error->code) == 6;
    }
}

static void take_failure(struct work *work, const wikijs_error *error)
{
    struct runner *runner = work->runner;
    bool uncertain = error->flags & WIKIJS_ERROR_UNCERTAIN;
    if (error->code == WIKIJS_E_CANCELED)
        return; /* it stays started */
    if (meets_all(error) && runner->stop.code == 0)
        runner->stop = *error;
    if (runner->looking) {
        if (!meets_all(error))
            note_failed(work, WJ_ITEM_STARTED, error);
    } else if (uncertain) {
        note_failed(work, WJ_ITEM_STARTED, error);
    } else if (meets_all(error)) {
        note_planned(work);
    } else {
        note_failed(work, WJ_ITEM_FAILED, error);
    }
}

/* --- looking --- */

static bool has(const wikijs_page_values *values, int field)
{
    return values->present & WIKIJS_BIT(field);
}

static bool is_action(const wikijs_bulk_item *item, const char *action)
{
    return strcmp(item->action, action) == 0;
}

static const char *target_locale(const wikijs_bulk_item *item)
{
    return item->new_locale ? item->new_locale : item->locale;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_tags(const wikijs_page_tags *tags, wikijs_strings wanted)
{
    bool same = tags->count == wanted.count;
    for (size_t i = 0; i < tags->count && same; i++) {
        bool found = false;
        for (size_t j = 0; j < wanted.count && !found; j++)
            found = same_text(tags->items[i]->tag, wanted.items[j]);
        same = found;
    }
    return same;
}

static bool has_values(const wikijs_page *page, const wikijs_page_values *values)
{
    return (!has(values, WIKIJS_PAGE_VALUES_TITLE) || same_text(page->title, values->title)) &&
           (!has(values, WIKIJS_PAGE_VALUES_DESCRIPTION) || same_text(page->description, values->description)) &&
           (!has(values, WIKIJS_PAGE_VALUES_TAGS) || same_tags(&page->tags, values->tags)) &&
           (!has(values, WIKIJS_PAGE_VALUES_IS_PUBLISHED) || page->is_published == values->is_published) &&
           (!has(values, WIKIJS_PAGE_VALUES_CONTENT) ||
            (page->content.len == values->content.len &&
             (page->content.len == 0 || memcmp(page->content.ptr, values->content.ptr, page->content.len) == 0)));
}

static bool is_as_wanted(const wikijs_bulk_item *item, const wikijs_page *page)
{
    const char *locale = target_locale(item);
    if (is_action(item, "move"))
        return same_text(page->path, item->new_path) && (!locale || same_text(page->locale, locale));
    return is_action(item, "update") && page->updated_at != item->expected_updated_at && has_values(page, item->after);
}

static void look_at_page(struct work *work, const wikijs_page *page)
{
    if (work->note[0] || is_as_wanted(work->item, page))
        note_done(work, page->updated_at);
    else
        note_planned(work);
}

static void look_done(wikijs_call *call, void *payload)
{
    struct work *work = payload;
    wikijs_page *page = NULL;
    wikijs_error err;
    int status = wikijs_pages_get_finish(call, &page, &err);
    work->runner->ended++;
    if (status == 0)
        look_at_page(work, page);
    else if (status == WIKIJS_E_NOT_FOUND && is_action(work->item, "delete"))
        note_done(work, 0);
    else if (status == WIKIJS_E_NOT_FOUND)
        note_failed(work, WJ_ITEM_FAILED, &err);
    else if (work->note[0])
        note_failed(work, WJ_ITEM_STARTED, &err);
    else
        take_failure(work, &err);
    wikijs_page_free(page);
}

static int start_look(struct work *work)
{
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) |
                     WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    if (is_action(work->item, "update"))
        options.fields |= WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |
                          WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) |
                          WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    options.no_source_fallback = true; /* it does not tell all of this */
    return wikijs_pages_get_async(work->runner->bulk->client, work->item->id, &options, look_done, work, NULL);
}

/* --- writing --- */

static int start_update(struct work *work, wikijs_call_done_fn done)
{
    static const char *const none[] = { "" };
    const wikijs_page_values *after = work->item->after;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = has(after, WIKIJS_PAGE_VALUES_TITLE) ? after->title : NULL;
    input.description = has(after, WIKIJS_PAGE_VALUES_DESCRIPTION) ? after->description : NULL;
    if (has(after, WIKIJS_PAGE_VALUES_CONTENT))
        input.content = after->content;
    if (has(after, WIKIJS_PAGE_VALUES_TAGS))
        input.tags = after->tags.count > 0 ? after->tags : (wikijs_strings){ none, 0 };
    if (has(after, WIKIJS_PAGE_VALUES_IS_PUBLISHED))
        input.is_published = after->is_published ? WIKIJS_YES : WIKIJS_NO;
    input.expected_updated_at = work->item->expected_updated_at;
    return wikijs_pages_update_async(work->runner->bulk->client, work->item->id, &input, done, work, NULL);
}

/* It was done, and the server failed after it: the page tells its new time stamp, without which nothing could be taken back. */
static bool look_after(struct work *work, const wikijs_error *error)
{
    snprintf(work->note, sizeof work->note, "%s", error->message);
    return start_look(work) == 0;
}

static void write_done(wikijs_call *call, void *payload)
{
    struct work *work = payload;
    const wikijs_bulk_item *item = work->item;
    wikijs_page *page = NULL;
    wikijs_error err;
    int status;
    if (is_action(item, "update"))
        status = wikijs_pages_update_finish(call, &page, &err);
    else
        status = is_action(item, "move") ? wikijs_pages_move_finish(call, &err)
                                         : wikijs_pages_delete_finish(call, &err);
    if (status < 0 && err.flags & WIKIJS_ERROR_DONE && look_after(work, &err))
        return;
    work->runner->ended++;
    /* The last request of a process that died may reach the page after it was looked at: no conflict with anybody. */
    if (status == 0 || (status == WIKIJS_E_CONFLICT && page && is_as_wanted(item, page)))
        note_done(work, page ? page->updated_at : 0);
    else
        take_failure(work, &err);
    wikijs_page_free(page);
}

static int start_write(struct work *work)
{
    const wikijs_bulk_item *item = work->item;
    wikijs_client *client = work->runner->bulk->client;
    if (is_action(item, "update"))
        return start_update(work, write_done);
    if (is_action(item, "move"))
        return wikijs_pages_move_async(client, item->id, target_locale(item), item->new_path, NULL, write_done, work,
                                       NULL);
    return wikijs_pages_delete_async(client, item->id, NULL, write_done, work, NULL);
}

/* --- a part --- */

static size_t bytes_of(const wikijs_bulk_item *item)
{
    return 1024 + (item->after ? item->after->content.len : 0) + (item->before ? item->before->content.len : 0);
}

/* The next pages in a state; returns 0 or a status of the journal. */
static int take_part(struct runner *runner, enum wj_item_state state)
{
    struct wikijs_bulk *bulk = runner->bulk;
    struct wj_journal_item row;
    size_t bytes = 0;
    int status = 0;
    runner->count = runner->ended = 0;
    while (runner->count < PART && bytes < PART_BYTES &&
           (status = wj_journal_next(bulk->journal, bulk->run, state, runner->after, sizeof runner->after, &row,
                                     &runner->journal)) > 0) {
        struct work *work = &runner->part[runner->count];
        *work = (struct work){ .runner = runner };
        memcpy(work->key, runner->after, sizeof work->key);
        work->item = wj_bulk_read(bulk, &row, &runner->journal);
        if (!work->item)
            return runner->journal.code;
        runner->count++;
        bytes += bytes_of(work->item);
    }
    return status < 0 ? status : 0;
}

static void free_part(struct runner *runner)
{
    for (size_t i = 0; i < runner->count; i++)
        wj_result_free(runner->part[i].item);
    runner->count = 0;
}

/* From here on nobody can say that nothing was sent. */
static int note_started(struct runner *runner)
{
    struct wj_journal *journal = runner->bulk->journal;
    int status = 0;
    for (size_t i = 0; i < runner->count && status == 0 && !runner->looking; i++)
        status = wj_bulk_advance(runner->bulk, runner->bulk->run, runner->part[i].key, WJ_ITEM_STARTED, 0,
                                 &runner->journal);
    return status < 0 ? status : wj_journal_commit(journal, &runner->journal);
}

static void start_part(struct runner *runner)
{
    for (size_t i = 0; i < runner->count; i++) {
        struct work *work = &runner->part[i];
        int status = runner->looking ? start_look(work) : start_write(work);
        if (status < 0) {
            wikijs_error err;
            wj_error_set(&err, status, "%s", wikijs_status_text(status));
            runner->ended++;
            take_failure(work, &err);
        }
    }
}

static bool must_stop(struct runner *runner)
{
    const wikijs_bulk_run_options *options = &runner->options;
    runner->stopped = runner->stopped || (options->should_stop && options->should_stop(options->payload));
    return runner->stopped || runner->failed < 0;
}

/* The client refused. While another thread is in it, which the run will tell as a mistake, that may end: true, try again. */
static bool note_refusal(struct runner *runner, const wikijs_error *err)
{
    static const struct timespec pause = { .tv_nsec = 1000000 };
    if (runner->stop.code == 0)
        runner->stop = *err;
    return err->code == WIKIJS_E_BUSY && nanosleep(&pause, NULL) <= 0;
}

/* Whatever happens: calls under way point to this run. In a forked child, where no call ever ends, there is nothing to wait for. */
static void wait_for_part(struct runner *runner, wikijs_batch *batch)
{
    wikijs_error err;
    bool sent = false, canceled = false;
    while (runner->ended < runner->count) {
        int status = sent ? 0 : wikijs_batch_send(batch, &err);
        sent = status >= 0;
        if (sent && !canceled && must_stop(runner)) {
            wikijs_batch_cancel(batch);
            canceled = true;
        }
        if (sent)
            status = wikijs_client_wait(runner->bulk->client, -1, &err);
        if (status >= 0)
            keep_failure(runner, wj_journal_commit(runner->bulk->journal, &runner->journal));
        else if (!note_refusal(runner, &err))
            return;
    }
}

static void run_part(struct runner *runner)
{
    wikijs_batch_options how = WIKIJS_BATCH_OPTIONS_INIT;
    wikijs_batch *batch = NULL;
    how.max_writes = runner->options.max_writes;
    keep_failure(runner, note_started(runner));
    if (runner->failed < 0 || wikijs_batch_begin(runner->bulk->client, &how, &batch, &runner->stop) < 0)
        return;
    start_part(runner);
    wait_for_part(runner, batch);
    wikijs_batch_free(batch);
    keep_failure(runner, wj_journal_commit(runner->bulk->journal, &runner->journal));
}

/* Whether all that is in a state has been gone through. */
static bool run_pass(struct runner *runner, enum wj_item_state state)
{
    runner->looking = state == WJ_ITEM_STARTED;
    runner->after[0] = '\0';
    for (;;) {
        if (must_stop(runner) || runner->stop.code != 0)
            return false;
        keep_failure(runner, take_part(runner, state));
        size_t count = runner->count;
        if (count > 0 && runner->failed == 0)
            run_part(runner);
        free_part(runner);
        if (count == 0)
            return runner->failed == 0;
    }
}

/* --- the end --- */

static int close_run(struct wikijs_bulk *bulk, wikijs_error *err)
{
    const struct wikijs_client *client = bulk->client;
    const struct wj_journal_run run = { .id = bulk->run,
                                        .state = WJ_RUN_DONE,
                                        .ended_at = client->clock->wall_ms(client->clock->context),
                                        .mark = bulk->undoes,
                                        .detail = bulk->note };
    return wj_journal_update(bulk->journal, &run, err);
}

static int finish(struct runner *runner, wikijs_error *err)
{
    struct wikijs_bulk *bulk = runner->bulk;
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    int status = wikijs_bulk_count(bulk, &counts, err);
    if (status == 0 && counts.planned + counts.unknown == 0)
        status = close_run(bulk, err);
    return status < 0 ? status : wj_journal_commit(bulk->journal, err);
}

static int outcome(struct runner *runner, wikijs_error *err)
{
    if (runner->failed < 0) {
        *err = runner->journal;
        return runner->failed;
    }
    if (runner->stopped)
        return wj_error_set(err, WIKIJS_E_CANCELED, "the program stopped it");
    if (runner->stop.code != 0) {
        *err = runner->stop;
        return runner->stop.code;
    }
    return finish(runner, err);
}

int wikijs_bulk_run(wikijs_bulk *bulk, const wikijs_bulk_run_options *given, wikijs_error *err)
{
    wikijs_error own = { 0 };
    err = err ? err : &own;
    wj_error_clear(err);
    if (!bulk)
        return wj_error_set(err, WIKIJS_E_ARG, "no plan is given");
    struct runner runner = { .bulk = bulk, .options = WIKIJS_BULK_RUN_OPTIONS_INIT };
    int status = wj_sized_take(&runner.options, sizeof runner.options, given, err);
    status = status < 0 ? status : wj_batches_check_limit(runner.options.max_writes, "max_writes", err);
    status = status < 0 ? status : wj_client_enter(bulk->client, false, err);
    if (status < 0)
        return status;
    wj_client_leave(bulk->client);
    if (run_pass(&runner, WJ_ITEM_STARTED))
        run_pass(&runner, WJ_ITEM_PLANNED);
    return outcome(&runner, err);
}
