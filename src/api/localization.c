/* SPDX-License-Identifier: MIT */
/* Locales. The server looks neither whether a locale could be fetched nor whether it is there: both are looked up here. */
#include <string.h>

#include "api/input.h"
#include "api/localization_ops.h"
#include "api/typed.h"

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_localization_list_locales, wj_op_localization_locales, struct wj_no_args, prepare_nothing,
         wikijs_locale_list, (const wikijs_call_options *options), (options))

WJ_TYPED(wikijs_localization_get_config, wj_op_localization_config, struct wj_no_args, prepare_nothing,
         wikijs_localization_config, (const wikijs_call_options *options), (options))

static void prepare_translations(struct wj_request *request, struct wj_translations_args *args,
                                 const wikijs_client *client, const char *locale, const char *name_space,
                                 const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, name_space, "group of strings");
    args->locale = locale || !client ? locale : wj_client_locale(client);
    args->name_space = name_space;
}

WJ_TYPED(wikijs_localization_list_translations, wj_op_localization_translations, struct wj_translations_args,
         prepare_translations, wikijs_translation_list,
         (const char *locale, const char *name_space, const wikijs_call_options *options),
         (client, locale, name_space, options))

/* When a locale was installed, in Unix milliseconds; 0: it is not. */
static int64_t installed_at(const struct wj_list *list, const char *code)
{
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_locale *locale = list->objects.items[i];
        if (locale->is_installed && locale->code && strcmp(locale->code, code) == 0)
            return locale->install_date ? locale->install_date : 1;
    }
    return 0;
}

static enum wj_step start_locales(struct wikijs_call *call)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_localization_locales });
}

/*
 * Downloading:
 *
 *   BEFORE  localization.locales
 *   FETCH   localization.downloadLocale, which always succeeds
 *   AFTER   localization.locales: was it installed, or renewed, in between?
 */
enum download_stage { DOWNLOAD_BEFORE, DOWNLOAD_FETCH, DOWNLOAD_AFTER };

struct download_state {
    enum download_stage stage;
    int64_t before;
};

static enum wj_step download_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_download_locale_args *args = call->args;
    struct download_state *state = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *state);
        return call->state ? start_locales(call) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    switch (state->stage) {
    case DOWNLOAD_BEFORE:
        state->before = installed_at(child->result, args->locale);
        state->stage = DOWNLOAD_FETCH;
        return wj_flow_start(
            call,
            &(struct wj_request){ .op = &wj_op_localization_download_locale, .args = args, .args_size = sizeof *args });
    case DOWNLOAD_FETCH:
        state->stage = DOWNLOAD_AFTER;
        return start_locales(call);
    default:
        break;
    }
    if (installed_at(child->result, args->locale) == state->before)
        return wj_flow_fail(call, WIKIJS_E_UNAVAILABLE,
                            "locale '%.20s' was not %s, although the server says so: can it reach the service that "
                            "has the strings, and is there such a locale?",
                            args->locale, state->before ? "renewed" : "installed");
    return wj_flow_done(call, NULL);
}

static void prepare_download(struct wj_request *request, struct wj_download_locale_args *args, const char *locale,
                             const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, locale, "locale");
    args->locale = locale;
    request->flow = download_flow;
}

WJ_TYPED_PLAIN(wikijs_localization_download_locale, wj_op_localization_download_locale, struct wj_download_locale_args,
               prepare_download, (const char *locale, const wikijs_call_options *options), (locale, options))

/*
 * Switching:
 *
 *   LOCALES  localization.locales: is everything installed?
 *   CONFIG   localization.config, for what the caller leaves out
 *   WRITE    localization.updateLocale
 */
enum update_stage { UPDATE_LOCALES, UPDATE_CONFIG, UPDATE_WRITE };

struct update_state {
    enum update_stage stage;
};

/* The first locale that is not installed, or NULL. */
static const char *find_missing(const struct wj_list *list, const struct wj_update_locale_args *args)
{
    if (args->locale && !installed_at(list, args->locale))
        return args->locale;
    for (size_t i = 0; i < args->namespaces.count; i++)
        if (!installed_at(list, args->namespaces.items[i]))
            return args->namespaces.items[i];
    return NULL;
}

static enum wj_step write_merged(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_update_locale_args sent = *(const struct wj_update_locale_args *)call->args;
    wikijs_localization_config *now = wj_call_take_result(child);
    sent.locale = sent.locale ? sent.locale : now->locale;
    sent.namespaces = sent.namespaces.items ? sent.namespaces : now->namespaces;
    if (!sent.auto_update)
        sent.auto_update = now->auto_update ? WIKIJS_YES : WIKIJS_NO;
    if (!sent.namespacing)
        sent.namespacing = now->namespacing ? WIKIJS_YES : WIKIJS_NO;
    enum wj_step step = wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_localization_update_locale, .args = &sent, .args_size = sizeof sent });
    wj_result_free(now);
    return step;
}

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct update_state *state = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *state);
        return call->state ? start_locales(call) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (child->status < 0 || state->stage == UPDATE_WRITE)
        return wj_flow_end_as(call, child);
    if (state->stage == UPDATE_CONFIG) {
        state->stage = UPDATE_WRITE;
        return write_merged(call, child);
    }
    const char *missing = find_missing(child->result, call->args);
    if (missing)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "locale '%.20s' is not installed: download it first", missing);
    state->stage = UPDATE_CONFIG;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_localization_config });
}

static void prepare_update(struct wj_request *request, struct wj_update_locale_args *args,
                           const wikijs_localization_config_input *given)
{
    wikijs_localization_config_input input = { 0 };
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    wj_check_strings(request, input.namespaces, "namespaces");
    *args = (struct wj_update_locale_args){
        .locale = input.locale,
        .auto_update = (int)input.auto_update,
        .namespacing = (int)input.namespacing,
        .namespaces = input.namespaces,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = update_flow;
}

WJ_TYPED_PLAIN(wikijs_localization_update_locale, wj_op_localization_update_locale, struct wj_update_locale_args,
               prepare_update, (const wikijs_localization_config_input *input), (input))
