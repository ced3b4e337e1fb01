/* SPDX-License-Identifier: MIT */
/* What a plugin can learn of a call, and do to it: the functions of wikijs/sys/plugin.h. */
#include "base/status.h"
#include "base/text.h"
#include "policy/carrier.h"
#include "policy/plugin.h"
#include "json/members.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Longest list of arguments that a plugin is shown or changes. */
enum { ARGUMENTS_MAX = 64 << 20 };

static bool is_raw(const struct wikijs_call *call)
{
    return call->op->answer == WJ_ANSWER_RAW;
}

static bool is_graphql(const struct wikijs_call *call)
{
    return !(call->op->flags & WJ_OP_HTTP);
}

static wikijs_str shown(const struct wikijs_call *call, const struct wj_buf *buf)
{
    wikijs_str text = { 0 };
    if (!call->secret && buf->len)
        text = (wikijs_str){ buf->data, buf->len };
    return text;
}

/* --- looking --- */

const char *wikijs_plugin_call_operation(const wikijs_plugin_call *view)
{
    return view->call->carrier ? "batch" : view->call->op->name;
}

bool wikijs_plugin_call_is_write(const wikijs_plugin_call *view)
{
    int flags = view->call->op->flags;
    return flags & WJ_OP_WRITE && !(flags & WJ_OP_LOGIN);
}

int wikijs_plugin_call_attempt(const wikijs_plugin_call *view)
{
    return view->call->attempts + (view->phase == WJ_PLUGIN_BEFORE_REQUEST);
}

const char *wikijs_plugin_call_url(const wikijs_plugin_call *view, const char **path)
{
    if (path)
        *path = view->call->request.path;
    return view->use->base_url;
}

int64_t wikijs_plugin_call_duration_ms(const wikijs_plugin_call *view)
{
    return (wj_loop_now(view->call->calls->loop) - view->started_us) / 1000;
}

wikijs_str wikijs_plugin_call_body(const wikijs_plugin_call *view)
{
    return shown(view->call, &view->call->request.body);
}

int wikijs_plugin_call_http_status(const wikijs_plugin_call *view)
{
    return view->call->response.status;
}

wikijs_str wikijs_plugin_call_response_body(const wikijs_plugin_call *view)
{
    if (view->phase != WJ_PLUGIN_AFTER_RESPONSE)
        return (wikijs_str){ 0 };
    return shown(view->call, &view->call->response.body);
}

const wikijs_error *wikijs_plugin_call_error(const wikijs_plugin_call *view)
{
    return view->call->status < 0 ? &view->call->error : NULL;
}

void *wikijs_plugin_call_memory(wikijs_plugin_call *view, size_t size)
{
    struct wikijs_call *call = view->call;
    const struct wj_plugins *plugins = view->use->plugins;
    size_t index = (size_t)(view->plugin - plugins->list);
    if (!call->plugin_memory)
        call->plugin_memory = wj_call_alloc(call, plugins->count * sizeof *call->plugin_memory);
    if (!call->plugin_memory)
        return NULL;
    if (!call->plugin_memory[index])
        call->plugin_memory[index] = wj_call_alloc(call, size ? size : 1);
    return call->plugin_memory[index];
}

/* --- arguments --- */

static bool is_named(wikijs_str name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.ptr, text, name.len) == 0;
}

static const struct wj_json_member *find(const struct wj_json_members *members, const char *name)
{
    for (size_t i = 0; i < members->count; i++)
        if (is_named(members->items[i].name, name))
            return &members->items[i];
    return NULL;
}

/* Calls of documents that carry many have their arguments in them under other names. */
static bool has_arguments(const struct wikijs_call *call)
{
    return is_graphql(call) && !call->secret && !call->carrier && call->request.body.len;
}

static int cut(const wikijs_plugin_call *view, wikijs_str text, struct wj_json_members *out)
{
    return wj_json_cut(view->use->envelope->parser, text, &view->call->memory, out, NULL);
}

wikijs_str wikijs_plugin_call_arguments(wikijs_plugin_call *view)
{
    struct wikijs_call *call = view->call;
    struct wj_json_members body;
    if (!has_arguments(call) || cut(view, (wikijs_str){ call->request.body.data, call->request.body.len }, &body) < 0)
        return (wikijs_str){ 0 };
    const struct wj_json_member *variables = find(&body, "variables");
    return variables ? variables->value : (wikijs_str){ 0 };
}

static bool has_argument(const struct wikijs_call *call, const char *name)
{
    const struct wj_op *op = call->op;
    bool found = is_raw(call);
    for (uint8_t i = 0; i < op->arg_count && !found; i++)
        found = strcmp(op->args[i].name, name) == 0;
    return found;
}

/* JSON with room behind it, as the reader wants it; in the call's memory. */
static int check_value(wikijs_plugin_call *view, wikijs_str value)
{
    struct wj_json_members list;
    char *padded = value.ptr ? wj_call_alloc(view->call, value.len + 2 + WJ_BUF_PAD) : NULL;
    if (!padded)
        return value.ptr ? WIKIJS_E_NOMEM : WIKIJS_E_ARG;
    padded[0] = '[';
    memcpy(padded + 1, value.ptr, value.len);
    padded[value.len + 1] = ']';
    int status = cut(view, (wikijs_str){ padded, value.len + 2 }, &list);
    if (status == WIKIJS_E_NOMEM)
        return status;
    return status < 0 || list.count != 1 ? WIKIJS_E_ARG : 0;
}

static void put_member(struct wj_buf *out, const char *name, size_t length, wikijs_str value)
{
    if (out->data[out->len - 1] != '{')
        wj_buf_char(out, ',');
    wj_buf_char(out, '"');
    wj_buf_append(out, name, length);
    wj_buf_append(out, "\":", 2);
    wj_buf_append(out, value.ptr, value.len);
}

static void put_variables(struct wj_buf *out, const struct wj_json_members *variables, const char *name,
                          wikijs_str value)
{
    wj_buf_str(out, "\"variables\":{");
    for (size_t i = 0; i < variables->count; i++)
        if (!is_named(variables->items[i].name, name))
            put_member(out, variables->items[i].name.ptr, variables->items[i].name.len, variables->items[i].value);
    put_member(out, name, strlen(name), value);
    wj_buf_char(out, '}');
}

/* The query stays in front, where the place for a probe is reckoned from. */
static int write_body(struct wj_buf *out, const struct wj_json_members *body, const struct wj_json_members *variables,
                      const char *name, wikijs_str value)
{
    const struct wj_json_member *query = find(body, "query"), *operation = find(body, "operationName");
    if (!query)
        return WIKIJS_E_STATE;
    wj_buf_char(out, '{');
    put_member(out, "query", 5, query->value);
    wj_buf_char(out, ',');
    put_variables(out, variables, name, value);
    if (operation)
        put_member(out, "operationName", 13, operation->value);
    wj_buf_char(out, '}');
    return out->failed;
}

int wikijs_plugin_call_set_argument(wikijs_plugin_call *view, const char *name, wikijs_str value)
{
    struct wikijs_call *call = view->call;
    struct wj_buf *old = &call->request.body;
    if (view->phase != WJ_PLUGIN_BEFORE_CALL || !has_arguments(call))
        return WIKIJS_E_STATE;
    if (!name || strpbrk(name, "\"\\") || !has_argument(call, name))
        return WIKIJS_E_ARG;
    int status = check_value(view, value);
    struct wj_json_members body, variables = { 0 };
    if (status == 0)
        status = cut(view, (wikijs_str){ old->data, old->len }, &body);
    const struct wj_json_member *kept = status == 0 ? find(&body, "variables") : NULL;
    if (kept && kept->value.ptr[0] == '{')
        status = cut(view, kept->value, &variables);
    if (status < 0)
        return status;
    struct wj_buf fresh;
    wj_buf_init(&fresh, old->allocator, ARGUMENTS_MAX);
    status = write_body(&fresh, &body, &variables, name, value);
    if (status < 0) {
        wj_buf_free(&fresh);
        return status;
    }
    wj_buf_free(old);
    *old = fresh;
    return 0;
}

/* --- headers --- */

static struct wj_header *find_header(struct wj_header *list, const char *name)
{
    while (list && strcasecmp(list->name, name) != 0)
        list = list->next;
    return list;
}

const char *wikijs_plugin_call_header(const wikijs_plugin_call *view, const char *name)
{
    const struct wj_header *header = name ? find_header(view->call->request.headers, name) : NULL;
    return header ? header->value : NULL;
}

const char *wikijs_plugin_call_response_header(const wikijs_plugin_call *view, const char *name)
{
    const struct wj_header *header = name ? find_header(view->call->response.headers, name) : NULL;
    return header ? header->value : NULL;
}

const char *wikijs_plugin_call_response_header_at(const wikijs_plugin_call *view, size_t index, const char **value)
{
    const struct wj_header *header = view->call->response.headers;
    while (header && index--)
        header = header->next;
    if (value)
        *value = header ? header->value : NULL;
    return header ? header->name : NULL;
}

/* Who a request comes from is said by the credentials alone, and how it is framed is the transport's business. */
static bool may_set(const char *name)
{
    static const char *const kept[] = { "accept-encoding",
                                        "authorization",
                                        "connection",
                                        "content-encoding",
                                        "content-length",
                                        "content-type",
                                        "cookie",
                                        "expect",
                                        "host",
                                        "keep-alive",
                                        "range",
                                        "te",
                                        "trailer",
                                        "transfer-encoding",
                                        "upgrade" };
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";
    if (!name || !*name || name[strspn(name, allowed)])
        return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcasecmp(kept[i], name) == 0)
            return false;
    return true;
}

static bool is_value(const char *value)
{
    for (; *value; value++)
        if ((unsigned char)*value < ' ' ? *value != '\t' : *value == 127)
            return false;
    return true;
}

static void remove_header(struct wikijs_call *call, const char *name)
{
    struct wj_header **at = &call->request.headers;
    while (*at && strcasecmp((*at)->name, name) != 0)
        at = &(*at)->next;
    if (!*at)
        return;
    wj_wipe_text((*at)->value);
    *at = (*at)->next;
}

int wikijs_plugin_call_set_header(wikijs_plugin_call *view, const char *name, const char *value)
{
    struct wikijs_call *call = view->call;
    if (view->phase > WJ_PLUGIN_BEFORE_REQUEST)
        return WIKIJS_E_STATE;
    if (!may_set(name) || (value && !is_value(value)))
        return WIKIJS_E_ARG;
    const struct wj_header *kept = find_header(call->request.headers, name);
    if (kept && value && strcmp(kept->value, value) == 0)
        return 0;
    struct wj_header *header = value ? wj_call_alloc(call, sizeof *header) : NULL;
    if (header) {
        header->name = wj_arena_strdup(&call->memory, name);
        header->value = wj_arena_strdup(&call->memory, value);
    }
    if (value && (!header || !header->name || !header->value))
        return WIKIJS_E_NOMEM;
    remove_header(call, name);
    if (header) {
        header->next = call->request.headers;
        call->request.headers = header;
    }
    return 0;
}

/* --- deciding --- */

int wikijs_plugin_call_answer(wikijs_plugin_call *view, wikijs_str value)
{
    struct wikijs_call *call = view->call;
    if (view->phase >= WJ_PLUGIN_ON_RETRY || !is_graphql(call) || !value.ptr)
        return WIKIJS_E_STATE;
    bool whole = is_raw(call) || call->carrier;
    struct wj_buf *old = &call->response.body, fresh; /* the value may lie in the old one */
    wj_buf_init(&fresh, old->allocator, old->max);
    fresh.secret = old->secret;
    if (!whole)
        wj_buf_printf(&fresh, "{\"data\":{\"%s\":{\"%s\":", call->op->namespace_, call->op->field);
    wj_buf_append(&fresh, value.ptr, value.len);
    if (!whole)
        wj_buf_str(&fresh, "}}}");
    if (fresh.failed) {
        int status = fresh.failed;
        wj_buf_free(&fresh);
        return status;
    }
    wj_buf_free(old);
    call->response = (struct wj_http_response){
        .body = fresh, .status = 200, .content_type = "application/json", .new_token = call->response.new_token
    };
    view->answered = true;
    return WIKIJS_PLUGIN_ANSWERED;
}

int wikijs_plugin_call_refuse(wikijs_plugin_call *view, int status, const char *reason)
{
    if (status >= 0)
        status = WIKIJS_E_USER;
    view->refused = status;
    snprintf(view->reason, sizeof view->reason, "%s", reason ? reason : "no reason is given");
    return status;
}

/* --- settings --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

int wikijs_plugin_setting(const char *settings, const char *name, char *value, size_t size)
{
    if (!name || !value || !size)
        return WIKIJS_E_ARG;
    *value = 0;
    for (const char *at = settings; at && *at; at += *at == ';') {
        const char *end = at + strcspn(at, ";"), *equals = memchr(at, '=', (size_t)(end - at)), *rest = end;
        const char *begin = at, *name_end = equals ? equals : end;
        at = end;
        while (begin < name_end && is_blank(*begin))
            begin++;
        while (name_end > begin && is_blank(name_end[-1]))
            name_end--;
        if (!equals || !is_named((wikijs_str){ begin, (size_t)(name_end - begin) }, name))
            continue;
        for (equals++; equals < rest && is_blank(*equals);)
            equals++;
        while (rest > equals && is_blank(rest[-1]))
            rest--;
        if ((size_t)(rest - equals) >= size)
            return WIKIJS_E_TOO_LARGE;
        memcpy(value, equals, (size_t)(rest - equals));
        value[rest - equals] = 0;
        return 0;
    }
    return WIKIJS_E_NOT_FOUND;
}
