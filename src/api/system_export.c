/* SPDX-License-Identifier: MIT */
/*
 * An export of the whole wiki to a folder of the server. system.export returns at once, so:
 *
 *   START   system.export
 *   LOOK    system.exportStatus, every interval, until it is no longer "running"
 */
#include <string.h>

#include "api/input.h"
#include "api/results.h"
#include "api/system_ops.h"
#include "api/tags.h"
#include "api/typed.h"

enum { USUAL_INTERVAL_MS = 1000 };

WJ_FREE_FUNCTION(wikijs_system_export_status)

static const char *const entities[] = { "assets",     "comments", "groups",   "history",
                                        "navigation", "pages",    "settings", "users" };
static const wikijs_strings all_entities = { .items = entities, .count = sizeof entities / sizeof *entities };

static void prepare_status(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_system_get_export_status, wj_op_system_export_status, struct wj_no_args, prepare_status,
         wikijs_system_export_status, (const wikijs_call_options *options), (options))

/* The server finds nothing to do in names that it does not know, and reports success. */
static void check_entities(struct wj_request *request, wikijs_strings wanted)
{
    wj_check_strings(request, wanted, "the list of entities");
    if (wanted.items && wanted.count == 0)
        wj_request_refuse(request, "the list of entities is empty");
    for (size_t i = 0; wanted.items && i < wanted.count && !request->refused.code; i++)
        if (!wj_strings_hold(all_entities, wanted.items[i]))
            wj_request_refuse(request,
                              "'%.40s' cannot be exported: assets, comments, groups, history, navigation, pages, "
                              "settings and users can",
                              wanted.items[i]);
}

static void prepare_start(struct wj_request *request, struct wj_export_args *args,
                          const wikijs_system_export_input *given)
{
    wikijs_system_export_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, input.path, "path");
    if (input.path && !*input.path)
        wj_request_refuse(request, "the path is empty");
    check_entities(request, input.entities);
    *args = (struct wj_export_args){
        .entities = input.entities.items ? input.entities : all_entities,
        .path = input.path,
        .interval_ms = input.interval_ms > 0 ? input.interval_ms : USUAL_INTERVAL_MS,
        .progress = input.progress,
        .progress_payload = input.progress_payload,
    };
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED_PLAIN(wikijs_system_start_export, wj_op_system_export, struct wj_export_args, prepare_start,
               (const wikijs_system_export_input *input), (input))

static enum wj_step look(struct wikijs_call *call)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_system_export_status });
}

static enum wj_step after_look(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_export_args *args = call->args;
    const wikijs_system_export_status *status = child->result;
    const char *state = status->status ? status->status : "";
    if (args->progress && args->progress(status, args->progress_payload) != 0)
        return wj_flow_fail(call, WIKIJS_E_USER, "the program stopped waiting for the export");
    if (strcmp(state, "running") == 0)
        return wj_flow_wait(call, args->interval_ms);
    bool good = strcmp(state, "success") == 0;
    wj_flow_end_as(call, child);
    if (good)
        return WJ_DONE;
    const char *message = status->message && *status->message ? status->message : state;
    return wj_flow_fail(call, WIKIJS_E_REFUSED, "the export failed: %.300s", message);
}

static enum wj_step export_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child && call->state)
        return look(call); /* the interval is over */
    if (!child) {
        call->state = call; /* anything: the first step is done */
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_system_export,
                                                         .args = call->args,
                                                         .args_size = sizeof(struct wj_export_args) });
    }
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    return child->op == &wj_op_system_export ? look(call) : after_look(call, child);
}

static void prepare_export(struct wj_request *request, struct wj_export_args *args,
                           const wikijs_system_export_input *input)
{
    prepare_start(request, args, input);
    if (request->timeout_ms <= 0)
        request->timeout_ms = WIKIJS_SYSTEM_EXPORT_TIMEOUT_MS;
    request->flow = export_flow;
}

WJ_TYPED(wikijs_system_export, wj_op_system_export_whole, struct wj_export_args, prepare_export,
         wikijs_system_export_status, (const wikijs_system_export_input *input), (input))
