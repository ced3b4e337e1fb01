/* SPDX-License-Identifier: MIT */
/* The mutations of the pages namespace that are one request: convert, render, tags, and the care of the whole site. */
#include <string.h>

#include "api/input.h"
#include "api/pages_ops.h"
#include "api/typed.h"
#include "base/duration.h"

static void prepare_convert(struct wj_request *request, struct wj_convert_args *args, int64_t id, const char *editor,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, editor, "editor");
    args->id = id;
    args->editor = editor;
}

WJ_TYPED_PLAIN(wikijs_pages_convert, wj_op_pages_convert, struct wj_convert_args, prepare_convert,
               (int64_t id, const char *editor, const wikijs_call_options *options), (id, editor, options))

static void prepare_id(struct wj_request *request, struct wj_id_args *args, int64_t id,
                       const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
}

WJ_TYPED_PLAIN(wikijs_pages_render, wj_op_pages_render, struct wj_id_args, prepare_id,
               (int64_t id, const wikijs_call_options *options), (id, options))

WJ_TYPED_PLAIN(wikijs_pages_delete_tag, wj_op_pages_delete_tag, struct wj_id_args, prepare_id,
               (int64_t id, const wikijs_call_options *options), (id, options))

static void prepare_update_tag(struct wj_request *request, struct wj_update_tag_args *args, int64_t id, const char *tag,
                               const char *title, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, tag, "tag");
    wj_need(request, title, "title");
    if (tag && wj_is_blank(tag, strlen(tag))) { /* the server would store it, and no page could be found by it */
        wj_request_refuse(request, "the tag is blank");
    }
    wj_check_length(request, tag, "tag");
    wj_check_length(request, title, "title");
    args->id = id;
    args->tag = tag;
    args->title = title;
}

WJ_TYPED_PLAIN(wikijs_pages_update_tag, wj_op_pages_update_tag, struct wj_update_tag_args, prepare_update_tag,
               (int64_t id, const char *tag, const char *title, const wikijs_call_options *options),
               (id, tag, title, options))

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED_PLAIN(wikijs_pages_flush_cache, wj_op_pages_flush_cache, struct wj_no_args, prepare_nothing,
               (const wikijs_call_options *options), (options))

WJ_TYPED_PLAIN(wikijs_pages_rebuild_tree, wj_op_pages_rebuild_tree, struct wj_no_args, prepare_nothing,
               (const wikijs_call_options *options), (options))

static void prepare_migrate(struct wj_request *request, struct wj_migrate_args *args, const char *source_locale,
                            const char *target_locale, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, source_locale, "source locale");
    wj_need(request, target_locale, "target locale");
    args->source_locale = source_locale;
    args->target_locale = target_locale;
}

WJ_TYPED(wikijs_pages_migrate_to_locale, wj_op_pages_migrate_to_locale, struct wj_migrate_args, prepare_migrate,
         wikijs_page_migration,
         (const char *source_locale, const char *target_locale, const wikijs_call_options *options),
         (source_locale, target_locale, options))

static void prepare_purge(struct wj_request *request, struct wj_purge_args *args, const char *older_than,
                          const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, older_than, "duration");
    if (older_than && !wj_is_duration(older_than))
        wj_request_refuse(request, "'%.40s' is not a duration such as P1Y or P30D", older_than);
    args->older_than = older_than;
}

WJ_TYPED_PLAIN(wikijs_pages_purge_history, wj_op_pages_purge_history, struct wj_purge_args, prepare_purge,
               (const char *older_than, const wikijs_call_options *options), (older_than, options))
