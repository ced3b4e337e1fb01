/* SPDX-License-Identifier: MIT */
/*
 * The export, a flow:
 *
 *   LIST   localization.config, pages.list and, if wanted, the walk over the assets, at the same time; with the first
 *          answer folder and journal are opened, while the server is at work on the others
 *   (plan) names and what has changed: export_plan.c
 *   FETCH  pages.single in batches, then downloads; what comes is written at once
 *   (end)  the last files get their names, stale ones are removed, the journal says that it is done
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/input.h"
#include "api/iter_pages.h"
#include "api/localization_ops.h"
#include "api/pages_get.h"
#include "api/pages_list.h"
#include "api/results.h"
#include "api/source.h"
#include "api/typed.h"
#include "client/batch.h"
#include "client/client.h"
#include "model/models.h"
#include "transfer/exclude.h"
#include "transfer/export.h"
#include <wikijs/localization.h>

#define JOURNAL "export.db"

/* Three, so that it always has one to go on with; more do not make it quicker, for its pages come from one database. */
enum { IN_FLIGHT = 3, BATCH = 100, MAX_IN_FLIGHT = 64 };

#define LIST_FIELDS                                                                                              \
    (WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_CONTENT_TYPE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_UPDATED_AT))

#define LIST_ALL_FIELDS                                                                            \
    (LIST_FIELDS | WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_DESCRIPTION) | \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_IS_PUBLISHED) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_CREATED_AT) |         \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS))

#define PLAIN_FIELDS                                                                              \
    (WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_CONTENT))

#define PAGE_FIELDS                                                                                           \
    (PLAIN_FIELDS | WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |                     \
     WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE) | WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) |                            \
     WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) | \
     WIKIJS_BIT(WIKIJS_PAGE_EDITOR))

/* What the list does not tell, and whether that still holds. */
#define REST_FIELDS                                                                                  \
    (WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_EDITOR) | \
     WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT))

static enum wj_step end_with(struct wikijs_call *call, int status)
{
    call->status = status; /* its error is set */
    return WJ_DONE;
}

/* --- beginning and ending --- */

static bool copy_options(struct wj_export *export)
{
    wikijs_export_options *options = &export->options;
    return wj_arena_keep(&export->memory, &options->folder) && wj_arena_keep(&export->memory, &options->path) &&
           wj_arena_keep(&export->memory, &options->locale) && wj_arena_keep(&export->memory, &options->wiki_locale) &&
           wj_keep_strings(&export->memory, &options->tags) && wj_keep_strings(&export->memory, &options->exclude);
}

/* What has come is whole, and spares the next export a request. */
static void keep_what_came(struct wj_export *export)
{
    wikijs_error error = export->call->error;
    if (export->folder.broken || wj_export_flush(export) < 0)
        wj_export_drop_staged(export);
    (void)wj_export_settle(export); /* what has its name has it; the rest is fetched again */
    export->call->error = error;
}

/* Whatever ends the flow. */
static void close_all(struct wikijs_call *call)
{
    struct wj_export *export = call->state;
    export->closed = true; /* transfers that are still there must not write on */
    for (size_t i = 0; i < WJ_EXPORT_DOWNLOADS; i++)
        if (export->downloads[i].entry)
            wj_folder_abandon(&export->folder, &export->downloads[i].file);
    if (export->journal)
        keep_what_came(export);
    wj_journal_close(export->journal);
    export->journal = NULL;
    wj_folder_close(&export->folder);
}

static void free_state(struct wikijs_call *call)
{
    struct wj_export *export = call->state;
    wj_result_free(export->pages);
    wj_result_free(export->assets);
    wj_result_free(export->report);
    wj_arena_clear(&export->memory);
    if (export->batch)
        wj_group_unref(wj_batch_group(export->batch));
}

static bool make_report(struct wj_export *export)
{
    struct wj_arena *arena = wj_arena_new(export->call->allocator, 0);
    export->report = arena ? wj_result_new(arena, sizeof *export->report) : NULL;
    if (!export->report) {
        wj_arena_free(arena);
        return false;
    }
    export->report->present = WIKIJS_BIT(WIKIJS_EXPORT_REPORT_FIELDS) - 1;
    export->report->is_dry_run = export->options.dry_run;
    return true;
}

static int begin(struct wikijs_call *call, const void *given)
{
    struct wj_export *export = wj_call_alloc(call, sizeof *export);
    if (!export)
        return WIKIJS_E_NOMEM;
    *export = (struct wj_export){ .call = call, .options = *(const wikijs_export_options *)given };
    export->filling = &export->groups[0];
    export->going = &export->groups[1];
    export->folder = (struct wj_folder){ .fd = -1, .state_fd = -1, .near_fd = -1 };
    wj_arena_init(&export->memory, call->allocator, 0);
    call->state = export;
    call->free_state = free_state;
    call->at_end = close_all;
    call->settings.no_cache = 1; /* what has changed is asked of the wiki */
    const wikijs_export_options *options = &export->options;
    const struct wj_batch_options batch = { .max_items = (size_t)(options->batch_size ? options->batch_size : BATCH),
                                            .max_in_flight = (size_t)(options->max_in_flight ? options->max_in_flight
                                                                                             : IN_FLIGHT),
                                            .reads_only = true };
    export->batch = wj_batch_new(&call->client->batching, &batch);
    return export->batch && copy_options(export) && make_report(export) ? 0 : WIKIJS_E_NOMEM;
}

/* --- what is known --- */

/* Runs in the journal: of pages, of assets. */
static const char *const kinds[] = { "export", "export of assets" };

static const char *address(const struct wj_export *export)
{
    return export->call->client->config->options.base_url;
}

/* The run of a kind: 1; 0 there is none; negative. Of an address that was mistyped there are no items. */
static int find_run(struct wj_export *export, const char *kind, struct wj_journal_run *run)
{
    struct wj_journal_run foreign;
    wikijs_error *err = &export->call->error;
    int status = export->options.full ? 0 : wj_journal_foreign(export->journal, kind, address(export), &foreign, err);
    if (status == 1)
        return wj_error_set(err, WIKIJS_E_STATE,
                            "'%.150s' holds an export of %.150s: choose another folder, or make a full export",
                            export->options.folder, foreign.scope);
    return status < 0 ? status : wj_journal_last(export->journal, kind, address(export), run, err);
}

/* A full export makes the folder this wiki's own. */
static int forget_others(struct wj_export *export)
{
    struct wj_journal_run foreign;
    wikijs_error *err = &export->call->error;
    int status = 0;
    for (int is_asset = 0; status == 0 && is_asset < 2; is_asset++)
        while ((status = wj_journal_foreign(export->journal, kinds[is_asset], address(export), &foreign, err)) == 1 &&
               (status = wj_journal_drop(export->journal, foreign.id, err)) == 0)
            ;
    return status;
}

/*
 * Pages and assets count their exports together. An export that was interrupted is gone on with: what it has done has its
 * mark, which tells a full one what it need not read again.
 */
static int open_run(struct wj_export *export, bool is_asset)
{
    struct wj_journal_run run = { 0 };
    const char *kind = kinds[is_asset];
    wikijs_error *err = &export->call->error;
    int status = find_run(export, kind, &run);
    if (status < 0)
        return status;
    bool resumed = status == 1 && run.state == WJ_RUN_OPEN, was_full = resumed && run.detail;
    export->first[is_asset] = status == 0 && export->folder.was_empty;
    if (status == 0 && !export->options.dry_run)
        status = wj_journal_begin(export->journal, kind, address(export), wj_client_wall_ms(export->call->client),
                                  &run.id, err);
    export->runs[is_asset] = run.id;
    if (!is_asset) {
        export->report->is_resumed = resumed && run.mark > 0;
        export->mark = was_full && export->options.full ? run.mark : run.mark + 1;
    }
    if (status < 0 || export->options.dry_run)
        return status < 0 ? status : 0;
    run.state = WJ_RUN_OPEN;
    run.mark = export->mark;
    run.detail = export->options.full ? "full" : NULL;
    return wj_journal_update(export->journal, &run, err);
}

static int open_journal(struct wj_export *export)
{
    char path[WJ_FILE_SIZE];
    wikijs_error *err = &export->call->error;
    int status = wj_folder_state_file(&export->folder, JOURNAL, path, err);
    status = status < 0 ? status : wj_journal_open(&export->journal, export->call->allocator, path, err);
    status = status < 0 ? status : wj_journal_leave_sync(export->journal, err);
    if (status == 0 && !export->options.dry_run)
        status = wj_folder_clean(&export->folder, err);
    status = status < 0 ? status : open_run(export, false);
    status = status < 0 ? status : open_run(export, true);
    return status < 0 ? status : wj_journal_commit(export->journal, err);
}

/* A dry run makes nothing: without a folder, or without a journal in it, nothing is known. */
static int open_folder(struct wj_export *export)
{
    wikijs_error *err = &export->call->error;
    bool dry_run = export->options.dry_run;
    int64_t size;
    if (dry_run && access(export->options.folder, F_OK) < 0)
        return 0;
    int status = wj_folder_open(&export->folder, export->options.folder, !dry_run, err);
    if (status == 0 && dry_run) {
        int found = wj_folder_look(&export->folder, WJ_STATE_FOLDER "/" JOURNAL, &size, NULL, err);
        if (found != 1)
            return found;
    }
    status = status < 0 ? status : wj_folder_open_state(&export->folder, err);
    return status < 0 ? status : open_journal(export);
}

/* --- LIST --- */

static int read_place(struct wj_export *export)
{
    struct wj_place place;
    export->prefix_locale = export->options.locale;
    if (!export->options.path)
        return 0;
    int status = wj_place_find(&place, export->options.locale, export->options.path, &export->call->error);
    if (status < 0)
        return status;
    export->prefix = wj_arena_strdup(&export->memory, place.path);
    if (place.locale[0])
        export->prefix_locale = wj_arena_strdup(&export->memory, place.locale);
    return export->prefix && (!place.locale[0] || export->prefix_locale)
               ? 0
               : wj_error_set(&export->call->error, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step start_child(struct wj_export *export, const struct wj_request *request)
{
    export->running++;
    return wj_flow_start(export->call, request);
}

/* Nothing is known of the wiki's pages, so that most will be fetched. */
static bool is_first(const struct wj_export *export)
{
    char path[WJ_FILE_SIZE];
    int length = snprintf(path, sizeof path, "%s/" WJ_STATE_FOLDER "/" JOURNAL, export->options.folder);
    return export->options.full || (length < (int)sizeof path && access(path, F_OK) < 0);
}

static enum wj_step start_lists(struct wj_export *export)
{
    struct wj_list_args list = { .locale = export->prefix_locale, .tags = export->options.tags };
    struct wj_request request;
    enum wj_step step = WJ_PENDING;
    if (!export->options.wiki_locale)
        step = start_child(export, &(struct wj_request){ .op = &wj_op_localization_config });
    export->lists_all = is_first(export);
    wj_pages_list_request(&request, &list, export->lists_all ? LIST_ALL_FIELDS : LIST_FIELDS);
    if (step == WJ_PENDING)
        step = start_child(export, &request);
    if (step == WJ_PENDING && export->options.with_assets) {
        const struct wj_assets_walk_args walk = { .kind = WIKIJS_ASSET_KIND_ALL + 1,
                                                  .wants_assets = true,
                                                  .recursive = true };
        step = start_child(export, &(struct wj_request){ .op = &wj_op_assets_walk,
                                                         .args = &walk,
                                                         .args_size = sizeof walk,
                                                         .timeout_ms = WJ_ENDLESS_MS,
                                                         .flow = wj_assets_walk });
    }
    return step;
}

static int take_locale(struct wj_export *export, const struct wikijs_call *child)
{
    const wikijs_localization_config *config = child->result;
    const char *locale = child->status == 0 && config ? config->locale : NULL;
    if (child->status < 0 && child->status != WIKIJS_E_FORBIDDEN) {
        export->call->error = child->error;
        return child->status;
    }
    export->locale = wj_arena_strdup(&export->memory, locale ? locale : wj_client_locale(export->call->client));
    return export->locale ? 0 : wj_error_set(&export->call->error, WIKIJS_E_NOMEM, "out of memory");
}

static int take_answer(struct wj_export *export, struct wikijs_call *child)
{
    if (child->op == &wj_op_localization_config)
        return take_locale(export, child);
    if (child->status < 0) {
        export->call->error = child->error;
        return child->status;
    }
    void **place = child->op == &wj_op_assets_walk ? &export->assets : &export->pages;
    *place = wj_call_take_result(child);
    return 0;
}

static int take_list(struct wj_export *export, struct wikijs_call *child)
{
    export->running--;
    int status = take_answer(export, child);
    if (status < 0 || export->opened)
        return status;
    export->opened = true;
    return open_folder(export);
}

/* --- FETCH --- */

static bool tell_progress(struct wj_export *export)
{
    const wikijs_export_options *options = &export->options;
    if (options->progress && !options->progress(export->done, (int64_t) export->waiting, options->payload))
        export->stopped = true;
    return !export->stopped;
}

/*
 * What its file holds, and has not been told by the list: without a header a page's content, which is also all that
 * readers get of other kinds. Of several tags the list may have another order than the page.
 */
uint64_t wj_export_fields(const struct wj_entry *entry)
{
    const wikijs_page_item *listed = entry->listed;
    if (wj_source_form_of(wj_layout_content_type(entry->file)) == WJ_SOURCE_PLAIN)
        return PLAIN_FIELDS;
    if (!listed)
        return PAGE_FIELDS;
    bool knows_tags = listed->present & WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS) && listed->tags.count <= 1;
    return REST_FIELDS | (knows_tags ? 0 : WIKIJS_BIT(WIKIJS_PAGE_TAGS));
}

static enum wj_step start_page(struct wj_export *export, struct wj_entry *entry)
{
    const struct wj_get_args which = { .of = { entry->id }, .place = entry->path };
    struct wj_request request;
    wj_pages_get_request(&request, &which, entry->fields, false);
    request.tag = entry;
    request.group = wj_batch_group(export->batch);
    return start_child(export, &request);
}

static enum wj_step start_asset(struct wj_export *export, struct wj_entry *entry)
{
    export->running++;
    export->downloading++;
    return wj_export_start_asset(export, entry);
}

static int end_well(struct wj_export *export)
{
    wikijs_error *err = &export->call->error;
    if (export->options.dry_run)
        return wj_export_prune(export);
    int status = wj_export_flush(export);
    if (status < 0 || export->stopped)
        return status;
    status = wj_export_prune(export);
    for (int is_asset = 0; status == 0 && is_asset < 2; is_asset++) {
        const struct wj_journal_run run = { .id = export->runs[is_asset],
                                            .state = WJ_RUN_DONE,
                                            .ended_at = wj_client_wall_ms(export->call->client),
                                            .mark = export->mark };
        status = wj_journal_update(export->journal, &run, err);
    }
    if (status == 0 && export->options.full)
        status = forget_others(export);
    return status < 0 ? status : wj_export_settle(export);
}

static enum wj_step end(struct wj_export *export)
{
    int status = export->out_of_memory ? wj_error_set(&export->call->error, WIKIJS_E_NOMEM, "out of memory")
                                       : end_well(export);
    if (status < 0)
        return end_with(export->call, status);
    wikijs_export_report *report = export->report;
    export->report = NULL;
    report->is_complete = !export->stopped;
    return wj_flow_done(export->call, report);
}

/* While the server is at work on the last requests, what has come is put on the disk: so little is left for the end. */
static bool use_the_wait(const struct wj_export *export)
{
    return export->running > 0 && export->running <= wj_batch_window(export->batch, false) / 2 &&
           export->filling->count >= WJ_EXPORT_GROUP_LAST && !wj_folder_is_syncing(&export->folder);
}

static enum wj_step go_on(struct wj_export *export)
{
    size_t window = wj_batch_window(export->batch, false);
    if (export->stopped)
        return end(export); /* what is under way are reads */
    while (!export->options.dry_run && export->next < export->waiting && export->running < window) {
        struct wj_entry *entry = export->order[export->next];
        if (entry->is_asset && export->downloading == WJ_EXPORT_DOWNLOADS)
            break;
        export->next++;
        if ((entry->is_asset ? start_asset : start_page)(export, entry) == WJ_DONE)
            return WJ_DONE;
    }
    if (use_the_wait(export)) {
        int status = wj_export_next_group(export);
        if (status < 0)
            return end_with(export->call, status);
    }
    return export->running > 0 ? WJ_PENDING : end(export);
}

static int take_page(struct wj_export *export, struct wj_entry *entry, struct wikijs_call *child)
{
    if (child->status == 0)
        return wj_export_page(export, entry, child->result);
    if (child->status == WIKIJS_E_NOT_FOUND) { /* deleted meanwhile */
        entry->state = WJ_ENTRY_GONE;
        return 0;
    }
    if (wj_page_error_is_its_own(&child->error)) {
        wj_export_fail(export, entry, &child->error);
        return 0;
    }
    export->call->error = child->error;
    return child->status;
}

/* The page was changed after it was listed: nothing that the list said of it may hold now. */
static bool is_overtaken(const struct wj_entry *entry, const struct wikijs_call *child)
{
    const wikijs_page *page = child->status == 0 ? child->result : NULL;
    return page && entry->listed && page->present & WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) &&
           page->updated_at != entry->updated_at;
}

static enum wj_step take_fetched(struct wj_export *export, struct wikijs_call *child)
{
    bool is_asset = child->op == &wj_op_assets_download;
    struct wj_entry *entry = is_asset ? NULL : (struct wj_entry *)(uintptr_t)child->tag; /* our own, and writable */
    export->running--;
    export->downloading -= is_asset;
    if (!is_asset && is_overtaken(entry, child)) {
        entry->listed = NULL;
        entry->fields = wj_export_fields(entry);
        return start_page(export, entry);
    }
    int status = is_asset ? wj_export_asset(export, child) : take_page(export, entry, child);
    if (status < 0)
        return end_with(export->call, status);
    export->done++;
    tell_progress(export);
    return go_on(export);
}

static enum wj_step plan(struct wj_export *export)
{
    const char *locale = export->options.wiki_locale ? export->options.wiki_locale : export->locale;
    export->layout = (struct wj_layout){ .locale = locale,
                                         .always_namespace = export->options.always_namespace,
                                         .any_name = export->options.any_name };
    int status = wj_export_plan(export);
    if (status < 0)
        return end_with(export->call, status);
    if (export->options.plan && !export->options.plan(export->report, export->options.payload))
        export->stopped = true;
    else
        tell_progress(export);
    return go_on(export);
}

static enum wj_step export_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_export *export = call->state;
    if (!child) {
        int status = read_place(export);
        return status < 0 ? end_with(call, status) : start_lists(export);
    }
    if (export->order)
        return take_fetched(export, child);
    int status = take_list(export, child);
    if (status < 0)
        return end_with(call, status);
    return export->running > 0 ? WJ_PENDING : plan(export);
}

/* --- public --- */

static const struct wj_op op_export = { .namespace_ = "export",
                                        .field = "run",
                                        .name = "export",
                                        .since = "0.1",
                                        .answer = WJ_ANSWER_OBJECT,
                                        .model = &wj_export_report_model };

static void prepare_export(struct wj_request *request, wikijs_export_options *options,
                           const wikijs_export_options *given)
{
    wj_read_struct(request, given, options, sizeof *options);
    wj_need(request, options->folder, "folder");
    wj_check_strings(request, options->tags, "tags");
    wj_check_strings(request, options->exclude, "exclude");
    if (!request->refused.code)
        wj_exclude_check(options->exclude, &request->refused);
    if (options->folder && !options->folder[0])
        wj_request_refuse(request, "the folder is empty");
    if (!request->refused.code)
        wj_batches_check_limit(options->batch_size, "batch_size", &request->refused);
    if (options->max_in_flight < 0 || options->max_in_flight > MAX_IN_FLIGHT)
        wj_request_refuse(request, "from 1 to %d requests can be in flight, not %lld", MAX_IN_FLIGHT,
                          (long long)options->max_in_flight);
    request->timeout_ms = WJ_ENDLESS_MS; /* each request has its own */
    request->flow = export_flow;
    request->begin = request->refused.code ? NULL : begin;
    request->batches = true;
}

WJ_TYPED(wikijs_export, op_export, wikijs_export_options, prepare_export, wikijs_export_report,
         (const wikijs_export_options *options), (options))

WJ_FREE_FUNCTION(wikijs_export_report)
