/* SPDX-License-Identifier: MIT */
/* The stages of an import and of its undoing; what they do is in the files beside (import_run.h). */
#include <wikijs/import.h>
#include <wikijs/localization.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/input.h"
#include "api/iter_pages.h"
#include "api/localization_ops.h"
#include "api/many_results.h"
#include "api/pages_list.h"
#include "api/pages_many.h"
#include "api/results.h"
#include "api/source.h"
#include "api/typed.h"
#include "model/models.h"
#include "transfer/exclude.h"
#include "transfer/import_run.h"

/* The other writes race on the server, and go one at a time. */
enum { UPDATES = 2, PASSES = 3, BATCH_BYTES = 8 * 1024 * 1024 };

void wj_import_tell(struct wj_import *import, size_t total, const struct wj_import_entry *entry)
{
    static const char *const stages[] = { "compare", "compare", "compare", "upload", "write" };
    const wikijs_import_options *options = &import->options;
    wikijs_import_progress progress = {
        .stage = stages[import->stage], .done = import->ended, .total = total, .item = entry ? &entry->item : NULL
    };
    if (options->progress && !options->progress(&progress, options->payload))
        import->stopped = true;
}

/* --- beginning --- */

static void close_files(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    if (import->stage == WJ_IMPORT_WRITE)
        (void)wj_import_journal_save(import, NULL); /* however it ended, what was written is known */
    wj_journal_close(import->journal);
    import->journal = NULL;
    if (!import->undo)
        wj_folder_close(&import->folder);
}

static void free_state(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wj_result_free(import->list);
    wj_scan_free(&import->scan);
    wj_arena_clear(&import->batch.memory);
    wj_arena_clear(&import->memory);
}

static struct wj_import *new_state(struct wikijs_call *call)
{
    struct wj_import *import = call->state = wj_call_alloc(call, sizeof *import);
    if (import) {
        import->folder = (struct wj_folder){ .fd = -1, .state_fd = -1, .near_fd = -1 };
        wj_arena_init(&import->memory, call->allocator, 0);
        wj_arena_init(&import->batch.memory, call->allocator, 0);
        wj_arena_init(&import->scan.memory, call->allocator, 0);
        call->free_state = free_state;
        call->at_end = close_files;
    }
    return import;
}

static bool keep_text(struct wj_import *import, const char **text)
{
    *text = *text ? wj_arena_strdup(&import->memory, *text) : NULL;
    return *text != NULL;
}

static int begin_import(struct wikijs_call *call, const void *args)
{
    struct wj_import *import = new_state(call);
    if (!import)
        return WIKIJS_E_NOMEM;
    wikijs_import_options *options = &import->options;
    struct wj_scan_options *scan = &import->scan_options;
    struct wj_place place;
    memcpy(options, args, sizeof *options);
    scan->locale = options->locale;
    scan->prefix = "";
    if (options->prefix && options->prefix[strspn(options->prefix, "/")]) {
        int status = wj_place_new(&place, scan->locale, options->prefix, &call->error);
        if (status < 0)
            return status;
        scan->prefix = place.path;
        scan->locale = place.locale[0] ? place.locale : scan->locale;
    }
    bool good = (!scan->locale || keep_text(import, &scan->locale)) && keep_text(import, &scan->prefix) &&
                keep_text(import, &options->folder) && (!options->journal || keep_text(import, &options->journal)) &&
                wj_import_tags(&options->tags, &import->memory, options->tags, (wikijs_strings){ 0 }) &&
                wj_keep_strings(&import->memory, &options->exclude);
    scan->exclude = options->exclude;
    return good ? 0 : WIKIJS_E_NOMEM;
}

static int begin_undo(struct wikijs_call *call, const void *args)
{
    struct wj_import *import = new_state(call);
    if (!import)
        return WIKIJS_E_NOMEM;
    const wikijs_import_undo_options *options = args;
    import->undo = true;
    import->options = (wikijs_import_options){ .dry_run = options->dry_run,
                                               .approve = options->approve,
                                               .progress = options->progress,
                                               .payload = options->payload,
                                               .journal = options->journal,
                                               .timeout_ms = options->timeout_ms };
    return keep_text(import, &import->options.journal) ? 0 : WIKIJS_E_NOMEM;
}

static int read_folder(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = wj_folder_open(&import->folder, import->options.folder, false, err);
    if (status < 0)
        return status;
    return wj_scan(&import->scan, call->allocator, &import->folder, &import->scan_options, err);
}

static int prepare(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    call->result_arena = wj_arena_new(call->allocator, 0);
    import->report = call->result_arena ? wj_result_new(call->result_arena, sizeof *import->report) : NULL;
    if (!import->report)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = import->undo ? 0 : read_folder(call, err);
    if (status == 0)
        status = wj_import_journal_open(call, err);
    if (status == 0)
        status = import->undo ? wj_import_undo_begin(call, err) : wj_import_plan_begin(call, err);
    return status;
}

/* --- ends --- */

/* What was planned and done is told whatever ends the import. */
static enum wj_step fail(struct wikijs_call *call, const wikijs_error *error)
{
    struct wj_import *import = call->state;
    call->status = error->code;
    call->error = *error;
    call->result = import->report;
    return WJ_DONE;
}

static enum wj_step stop(struct wikijs_call *call)
{
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_CANCELED, "canceled by the program");
    return fail(call, &error);
}

static enum wj_step end_well(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_error error;
    if (!import->options.dry_run && wj_import_journal_close(call, &error) < 0)
        return fail(call, &error);
    call->status = 0;
    call->result = import->report;
    return WJ_DONE;
}

/* --- LOCALE --- */

static enum wj_step start_locale(struct wikijs_call *call)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_localization_config });
}

/* Who may not ask has the client's. */
static bool take_locale(struct wikijs_call *call, const struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    const wikijs_localization_config *config = child->status == 0 ? child->result : NULL;
    call->error = child->error;
    if (child->status < 0 && child->status != WIKIJS_E_FORBIDDEN)
        return false;
    const char *locale = config && config->locale ? config->locale : wj_client_locale(call->client);
    import->scan_options.locale = wj_arena_strdup(&import->memory, locale);
    if (!import->scan_options.locale)
        wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory");
    return import->scan_options.locale != NULL;
}

/* --- LIST --- */

#define LIST_FIELDS                                                                                              \
    (WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_DESCRIPTION) |                             \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_CONTENT_TYPE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_IS_PUBLISHED) |                     \
     WIKIJS_BIT(WIKIJS_PAGE_ITEM_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS))

static enum wj_step start_list(struct wikijs_call *call)
{
    struct wj_list_args args = { 0 };
    struct wj_request request;
    wj_pages_list_request(&request, &args, LIST_FIELDS);
    return wj_flow_start(call, &request);
}

static int compare_listed(const void *a, const void *b)
{
    const wikijs_page_item *left = *(const wikijs_page_item *const *)a, *right = *(const wikijs_page_item *const *)b;
    int order = strcmp(left->path, right->path);
    return order ? order : strcmp(left->locale, right->locale);
}

static bool take_list(struct wj_import *import, struct wikijs_call *child)
{
    import->list = wj_call_take_result(child);
    size_t count = wikijs_page_item_list_count(import->list);
    import->listed = wj_arena_alloc(&import->memory, (count + 1) * sizeof(const wikijs_page_item *));
    for (size_t i = 0; import->listed && i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(import->list, i);
        if (item->path && item->locale)
            import->listed[import->listed_count++] = item;
    }
    if (import->listed)
        qsort(import->listed, import->listed_count, sizeof *import->listed, compare_listed);
    return import->listed != NULL;
}

const wikijs_page_item *wj_import_find_listed(const struct wj_import *import, const char *locale, const char *path)
{
    wikijs_page_item item = { .locale = locale, .path = path };
    const wikijs_page_item *key = &item;
    const wikijs_page_item **found = bsearch(&key, import->listed, import->listed_count, sizeof *import->listed,
                                             compare_listed);
    return found ? *found : NULL;
}

/* --- COMPARE --- */

/* All that readers get of a page whose source has no header; the list tells the rest. */
#define PLAIN_FIELDS                                                                              \
    (WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_CONTENT))

#define PAGE_FIELDS                                                                                               \
    (PLAIN_FIELDS | WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |                         \
     WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE) | \
     WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_EDITOR))

static uint64_t fields_of(const wikijs_page_item *listed)
{
    return wj_source_form_of(listed->content_type) == WJ_SOURCE_PLAIN ? PLAIN_FIELDS : PAGE_FIELDS;
}

static enum wj_step start_read(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    struct wj_request request;
    struct wj_many many;
    options.timeout_ms = import->options.timeout_ms;
    wj_pages_get_many_request(&request, &many, (wikijs_ints){ import->batch.ids, import->batch.count },
                              import->batch.places, import->batch.fields, &options);
    return wj_flow_start(call, &request);
}

bool wj_import_wait_for_page(struct wj_import *import, struct wj_import_entry *entry,
                             const struct wj_import_page *wanted, const wikijs_page_item *listed)
{
    struct wj_import_batch *batch = &import->batch;
    char key[WJ_IMPORT_KEY_SIZE];
    wj_import_key(listed->locale, listed->path, key);
    batch->ids[batch->count] = listed->id;
    batch->places[batch->count] = wj_arena_strdup(&batch->memory, key);
    batch->fields[batch->count] = fields_of(listed);
    batch->items[batch->count] = (struct wj_import_waiting){ .entry = entry, .listed = listed };
    if (wanted)
        batch->items[batch->count].wanted = *wanted;
    return batch->places[batch->count++] != NULL;
}

static void empty_batch(struct wj_import *import)
{
    import->batch.count = 0;
    wj_arena_clear(&import->batch.memory);
}

static int take_read(struct wikijs_call *call, const struct wikijs_call *child, wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = 0;
    for (size_t i = 0; status == 0 && i < import->batch.count; i++) {
        struct wj_import_waiting *waiting = &import->batch.items[i];
        const wikijs_page *page = wikijs_results_page(child->result, i);
        const wikijs_error *error = wikijs_results_error(child->result, i);
        if (error && error->code != WIKIJS_E_NOT_FOUND && !wj_page_error_is_its_own(error)) {
            *err = *error; /* it meets the others, too */
            status = error->code;
            break;
        }
        status = import->undo ? wj_import_undo_decide(call, waiting, error ? NULL : page, error, err)
                              : wj_import_plan_decide(call, waiting, error ? NULL : page, error, err);
    }
    empty_batch(import);
    return status;
}

static bool batch_is_full(const struct wj_import *import)
{
    return import->batch.count == WJ_IMPORT_BATCH || import->batch.memory.used > BATCH_BYTES;
}

/* The plan is complete. */
static enum wj_step end_compare(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_error error;
    if (!import->undo && wj_import_assets_begin(call) < 0) {
        wj_error_set(&error, WIKIJS_E_NOMEM, "out of memory");
        return fail(call, &error);
    }
    if (import->options.dry_run)
        return end_well(call);
    if (import->options.approve && !import->options.approve(import->report, import->options.payload))
        return stop(call);
    import->stage = WJ_IMPORT_ASSETS;
    import->next = import->ended = 0;
    return WJ_NEXT;
}

static enum wj_step compare(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_error error = { 0 };
    size_t looked = 0;
    while (import->next < import->report->count && !batch_is_full(import) && looked++ < WJ_IMPORT_BATCH) {
        struct wj_import_entry *entry = import->report->entries[import->next++];
        int status = import->undo ? wj_import_undo_next(call, entry, &error) : wj_import_plan_next(call, entry, &error);
        if (status < 0)
            return fail(call, &error);
    }
    import->ended = import->next;
    wj_import_tell(import, import->report->count, NULL);
    if (import->stopped)
        return stop(call);
    if (import->batch.count > 0)
        return start_read(call);
    empty_batch(import);
    return import->next < import->report->count ? wj_flow_wait(call, 0) : end_compare(call);
}

/* --- WRITE --- */

/*
 * Two updates that bring the same new tag race, too: both make it, and one fails after it has saved the rest.
 * PASSES: what is no write.
 */
static int pass_of(const struct wj_import_entry *entry)
{
    if (entry->item.action == wj_import_update)
        return entry->adds_tags;
    return entry->item.action == wj_import_create ? 1 : entry->item.action == wj_import_delete ? 2 : PASSES;
}

static struct wj_import_entry *next_write(struct wj_import *import)
{
    for (; import->next < import->report->count; import->next++) {
        struct wj_import_entry *entry = import->report->entries[import->next];
        if (entry->item.outcome == wj_import_planned && pass_of(entry) == import->pass) {
            import->next++;
            return entry;
        }
    }
    return NULL;
}

static size_t count_writes(const struct wj_import *import)
{
    const struct wikijs_import_report *report = import->report;
    size_t total = 0;
    for (size_t i = 0; i < report->count; i++) {
        const wikijs_import_item *item = &report->entries[i]->item;
        total += item->action != wj_import_none && item->action != wj_import_upload &&
                 item->outcome != wj_import_conflict && item->outcome != wj_import_unchanged;
    }
    return total;
}

static enum wj_step write_pages(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    while (!import->stopped && import->running < (import->pass == 0 ? UPDATES : 1)) {
        struct wj_import_entry *entry = next_write(import);
        if (!entry && (import->running > 0 || import->pass == PASSES - 1))
            break;
        if (!entry) {
            import->pass++;
            import->next = 0;
            continue;
        }
        enum wj_step step = wj_import_write(call, entry);
        if (step == WJ_DONE)
            return fail(call, &call->error);
        import->running += step == WJ_PENDING;
    }
    if (import->running > 0)
        return WJ_PENDING;
    return import->stopped ? stop(call) : end_well(call);
}

static bool take_write(struct wikijs_call *call, const struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    struct wj_import_entry *entry = (struct wj_import_entry *)(uintptr_t)child->tag; /* our own, and writable */
    import->running--;
    import->ended++;
    bool good = wj_import_written(call, entry, child);
    wj_import_tell(import, import->writes, entry);
    return good;
}

/* --- the flow --- */

/* The folder is read once it is known which locale its files are in. */
static enum wj_step begin(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_error error;
    import->stage = WJ_IMPORT_LIST;
    return prepare(call, &error) < 0 ? fail(call, &error) : start_list(call);
}

static enum wj_step go_on(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    enum wj_step step = WJ_NEXT;
    if (import->stage == WJ_IMPORT_LOCALE)
        return begin(call);
    if (import->stage == WJ_IMPORT_COMPARE)
        step = compare(call);
    if (step == WJ_NEXT && import->stage == WJ_IMPORT_ASSETS) {
        step = import->stopped ? stop(call) : wj_import_start_uploads(call);
        if (step == WJ_NEXT) {
            import->stage = WJ_IMPORT_WRITE;
            import->next = import->ended = 0;
            import->writes = count_writes(import);
        }
    }
    return step == WJ_NEXT ? write_pages(call) : step;
}

/* False: the import cannot go on, and call->error says why. */
static bool take(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    switch (import->stage) {
    case WJ_IMPORT_LOCALE:
        return take_locale(call, child);
    case WJ_IMPORT_LIST:
        call->error = child->error;
        import->stage = WJ_IMPORT_COMPARE;
        return child->status == 0 &&
               (take_list(import, child) || wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory") == 0);
    case WJ_IMPORT_COMPARE:
        call->error = child->error;
        return child->status == 0 && take_read(call, child, &call->error) == 0;
    case WJ_IMPORT_ASSETS:
        return wj_import_uploaded(call, child);
    default:
        return take_write(call, child);
    }
}

static enum wj_step import_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    if (!child && import->stage == WJ_IMPORT_LOCALE)
        return import->undo || import->scan_options.locale ? begin(call) : start_locale(call);
    if (child && !take(call, child)) {
        wikijs_error error = call->error;
        return fail(call, &error);
    }
    return go_on(call);
}

/* --- public --- */

#define IMPORT_OP(name_)                                                                                       \
    {                                                                                                          \
        .namespace_ = "pages", .field = (name_), .name = "pages." name_, .since = "0.1", .flags = WJ_OP_WRITE, \
        .answer = WJ_ANSWER_OBJECT, .model = &wj_import_item_model                                             \
    }
static const struct wj_op op_import = IMPORT_OP("import");
static const struct wj_op op_undo = IMPORT_OP("import of undo");

static void prepare_import(struct wj_request *request, wikijs_import_options *args,
                           const wikijs_import_options *options)
{
    wj_read_struct(request, options, args, sizeof *args);
    wj_need(request, args->folder, "folder");
    wj_check_strings(request, args->tags, "tags");
    wj_check_strings(request, args->exclude, "exclude");
    if (request->refused.code == 0)
        wj_exclude_check(args->exclude, &request->refused);
    if (args->prune && !args->journal)
        wj_request_refuse(request, "only a journal tells which pages may be pruned: name one");
    request->timeout_ms = WJ_ENDLESS_MS; /* each page has its own */
    request->flow = import_flow;
    request->begin = request->refused.code ? NULL : begin_import;
    request->batches = true;
}

WJ_TYPED(wikijs_import, op_import, wikijs_import_options, prepare_import, wikijs_import_report,
         (const wikijs_import_options *options), (options))

static void prepare_undo(struct wj_request *request, wikijs_import_undo_options *args,
                         const wikijs_import_undo_options *options)
{
    wj_read_struct(request, options, args, sizeof *args);
    wj_need(request, args->journal, "journal");
    request->timeout_ms = WJ_ENDLESS_MS;
    request->flow = import_flow;
    request->begin = request->refused.code ? NULL : begin_undo;
    request->batches = true;
}

WJ_TYPED(wikijs_import_undo, op_undo, wikijs_import_undo_options, prepare_undo, wikijs_import_report,
         (const wikijs_import_undo_options *options), (options))
