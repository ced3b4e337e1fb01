/* SPDX-License-Identifier: MIT */
/*
 * Reads an answer: one table for {data, errors} is put together around the operation's own model, so that one pass of the
 * decoder yields the result, the server's errors and what the credentials probe said.
 */
#include "graphql/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/text.h"
#include "graphql/errors.h"
#include "graphql/refusal.h"
#include <wikijs/graphql.h>
#include <wikijs/page.h>

/* ---- the parts of an answer that are the same for all operations ---- */

struct response_result {
    uint64_t present;
    bool succeeded;
    int64_t error_code;
    const char *slug;
    const char *message;
};

struct profile {
    uint64_t present;
    int64_t id;
};

struct probe {
    uint64_t present;
    const struct profile *profile;
};

/* One root field of the answer: what its only described member is depends on the operation. */
struct member {
    uint64_t present;
    union {
        const void *object;
        struct wj_objects list;
        wikijs_strings strings;
        bool boolean;
        wikijs_str json;
    };
};

struct data {
    uint64_t present;
    const struct member *namespace_;
    const struct probe *probe;
};

struct root {
    uint64_t present;
    union {
        const struct data *data;
        wikijs_str json; /* RAW */
    };
    struct wj_objects errors;
    wikijs_str errors_json; /* RAW */
};

/* The fields of responseResult are selected in this order. */
enum { SUCCEEDED, ERROR_CODE, SLUG, MESSAGE };
enum { ROOT_DATA, ROOT_ERRORS };
enum { DATA_NAMESPACE, DATA_PROBE };

static const struct wj_field response_fields[] = {
    [SUCCEEDED] = FIELD(struct response_result, succeeded, "succeeded", NULL, 0, NULL, NULL),
    [ERROR_CODE] = FIELD(struct response_result, error_code, "errorCode", NULL, 0, NULL, NULL),
    [SLUG] = FIELD(struct response_result, slug, "slug", NULL, 0, NULL, NULL),
    [MESSAGE] = FIELD(struct response_result, message, "message", NULL, 0, NULL, NULL),
};
static const struct wikijs_model response_model = MODEL(struct response_result, "ResponseStatus", response_fields);

static const struct wj_field profile_fields[] = { FIELD(struct profile, id, "id", NULL, 0, NULL, NULL) };
static const struct wikijs_model profile_model = MODEL(struct profile, "UserProfile", profile_fields);

static const struct wj_field probe_fields[] = {
    FIELD_OBJECT(struct probe, profile, "profile", &profile_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model probe_model = MODEL(struct probe, "UserQuery", probe_fields);

static const struct wj_field raw_fields[] = {
    [ROOT_DATA] = FIELD_JSON(struct root, json, "data", NULL, 0, NULL, NULL),
    [ROOT_ERRORS] = FIELD_JSON(struct root, errors_json, "errors", NULL, 0, NULL, NULL),
};
static const struct wikijs_model raw_model = MODEL(struct root, "answer", raw_fields);

static const struct wj_field errors_only_fields[] = {
    [ROOT_DATA] = FIELD_JSON(struct root, json, "", NULL, WIKIJS_FIELD_LOCAL, NULL, NULL),
    [ROOT_ERRORS] = FIELD_OBJECTS(struct root, errors, "errors", &wj_server_error_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model errors_only_model = MODEL(struct root, "answer", errors_only_fields);

/* ---- the reader ---- */

struct reader {
    const struct wj_answer_in *in;
    const struct wj_op *op;
    struct wj_json_parser *parser;
    struct wj_arena *arena;
    struct wj_answer_out *out;
    wikijs_error *err;
};

static int fail(const struct reader *r, int code, const char *message)
{
    wj_error_set(r->err, code, "%s", message);
    if (r->err) {
        r->err->http_status = r->in->http_status;
        wj_copy_line(r->err->path, sizeof r->err->path, r->op->name, strlen(r->op->name));
    }
    return code;
}

static int fail_memory(const struct reader *r)
{
    return r->arena->failed == WIKIJS_E_TOO_LARGE ? fail(r, WIKIJS_E_TOO_LARGE, "the answer is larger than the limit")
                                                  : fail(r, WIKIJS_E_NOMEM, "out of memory");
}

/* ---- bodies that are not GraphQL ---- */

/* Nothing in the body can be read: the HTTP status and what kind of text it is must do. */
static int refuse_body(const struct reader *r, const char *what)
{
    int http = r->in->http_status;
    int status = wj_http_refusal_status(http);
    char message[256];
    const char *hint = "";
    if (http == 404 || http == 405 || !status)
        hint = ": is 'base_url' right?";
    else if (http >= 300 && http < 400)
        hint = ": is 'base_url' the wiki's final address?";
    snprintf(message, sizeof message, "the answer is %s (HTTP %d)%s", what, http, hint);
    if (status == WIKIJS_E_FORBIDDEN)
        r->out->maybe_guest = true;
    return fail(r, status ? status : WIKIJS_E_PROTOCOL, message);
}

/* 0 when the body looks like a JSON object. */
static int check_body(const struct reader *r)
{
    const struct wj_answer_in *in = r->in;
    in->text[in->length] = '\0';
    const char *start = in->text + strspn(in->text, " \t\r\n");
    if (*start == '{')
        return 0;
    if (start == in->text + in->length)
        return refuse_body(r, "empty");
    if (*start == '<')
        return refuse_body(r, "HTML");
    /* Express sends bare sentences as text/html; they say more than the status. */
    char quoted[120], what[160];
    wj_copy_line(quoted, sizeof quoted, start, in->length - (size_t)(start - in->text));
    snprintf(what, sizeof what, "not JSON but '%s'", quoted);
    return refuse_body(r, what);
}

/* ---- errors[] ---- */

static int refuse(const struct reader *r, const struct wj_server_error *error)
{
    return wj_refuse_error(r->in, error, &r->out->maybe_guest, r->err);
}

/* The first error that is the operation's own; those of the probe only tell who we are. */
static const struct wj_server_error *first_error(const struct reader *r, const struct root *root)
{
    size_t count = root->present & WIKIJS_BIT(ROOT_ERRORS) ? root->errors.count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct wj_server_error *e = root->errors.items[i];
        if (!wj_is_probe_error(e))
            return e;
        r->out->probe = WJ_PROBE_GUEST;
    }
    return NULL;
}

/* ---- results ---- */

/* responseResult stands beside the payload; the struct of the payload's model comes first, then this pointer. */
struct response_model {
    struct wikijs_model model;
    uint32_t response_offset;
    uint32_t response_index;
};

/* A table for the type of a mutation's answer: the fields of the operation's model or its payload, and responseResult. */
static bool build_response_model(const struct reader *r, struct response_model *built)
{
    const struct wj_op *op = r->op;
    uint32_t count = op->payload ? 1 : op->model ? op->model->field_count : 0;
    uint32_t size = op->payload ? (uint32_t)sizeof(struct member)
                    : op->model ? op->model->size
                                : (uint32_t)sizeof(uint64_t);
    size = (size + 7) & ~UINT32_C(7);
    struct wj_field *fields = wj_arena_zalloc(r->arena, (count + 1) * sizeof *fields);
    if (!fields)
        return false;
    if (op->payload)
        fields[0] = (struct wj_field){ .name = op->payload,
                                       .name_len = (uint8_t)strlen(op->payload),
                                       .offset = (uint32_t)offsetof(struct member, object),
                                       .type = WIKIJS_TYPE_OBJECT,
                                       .model = op->model };
    else if (count)
        memcpy(fields, op->model->fields, count * sizeof *fields);
    fields[count] = (struct wj_field){ .name = "responseResult",
                                       .name_len = sizeof "responseResult" - 1,
                                       .offset = size,
                                       .type = WIKIJS_TYPE_OBJECT,
                                       .model = &response_model };
    *built = (struct response_model){
        .model = { .name = op->name,
                   .fields = fields,
                   .size = size + (uint32_t)sizeof(void *),
                   .field_count = count + 1 },
        .response_offset = size,
        .response_index = count,
    };
    return true;
}

static int copy_result(const struct reader *r, const void *object, size_t size, uint64_t keep)
{
    void *result = wj_result_new(r->arena, size);
    if (!result)
        return fail_memory(r);
    if (object) {
        memcpy(result, object, size);
        uint64_t present;
        memcpy(&present, object, sizeof present);
        present &= keep;
        memcpy(result, &present, sizeof present);
    }
    r->out->result = result;
    return 0;
}

/* What responseResult says of a mutation. */
static int judge_response(const struct reader *r, const struct response_result *response)
{
    if (!response || !(response->present & WIKIJS_BIT(SUCCEEDED)))
        return fail(r, WIKIJS_E_REFUSED,
                    "the server said neither that it succeeded nor that it failed: it may not implement this");
    if (!response->succeeded) {
        bool fits = response->error_code > 0 && response->error_code <= INT32_MAX;
        struct wj_refusal refusal = {
            .server_code = fits ? (int)response->error_code : 0,
            .slug = response->slug,
            .message = response->message ? response->message : "a failure without a message",
            .http_status = r->in->http_status,
            .has_credentials = r->in->has_credentials,
        };
        return wj_refuse(r->op, &refusal, WIKIJS_E_REFUSED, &r->out->maybe_guest, r->err);
    }
    return 0;
}

static int take_response(const struct reader *r, const struct response_model *built, const void *object)
{
    const struct response_result *response = NULL;
    if (object)
        memcpy(&response, (const char *)object + built->response_offset, sizeof response);
    int failed = judge_response(r, response);
    if (failed || !object)
        return failed;
    const struct wj_op *op = r->op;
    if (!op->model)
        return 0;
    if (!op->payload)
        return copy_result(r, object, op->model->size, WIKIJS_BIT(built->response_index) - 1);
    return copy_result(r, ((const struct member *)object)->object, op->model->size, UINT64_MAX);
}

static int take_list(const struct reader *r, const struct member *member)
{
    struct wj_list list = { .present = member->present, .model = r->op->model };
    if (member->present)
        list.objects = member->list;
    return copy_result(r, &list, sizeof list, UINT64_MAX);
}

static int take_strings(const struct reader *r, const struct member *member)
{
    static const char *const none[1] = { NULL };
    wikijs_string_list list = { .present = WIKIJS_BIT(WIKIJS_STRING_LIST_ITEMS), .items = { none, 0 } };
    if (member->present)
        list.items = member->strings;
    return copy_result(r, &list, sizeof list, UINT64_MAX);
}

static int take_bool(const struct reader *r, const struct member *member)
{
    if (!member->present)
        return fail(r, WIKIJS_E_PROTOCOL, "the answer lacks its value");
    struct wj_bool_result result = { .present = 1, .value = member->boolean };
    return copy_result(r, &result, sizeof result, UINT64_MAX);
}

static int take_result(const struct reader *r, const struct response_model *built, const struct member *member)
{
    switch (r->op->answer) {
    case WJ_ANSWER_LIST:
        return take_list(r, member);
    case WJ_ANSWER_STRINGS:
        return take_strings(r, member);
    case WJ_ANSWER_RESPONSE:
        return take_response(r, built, member->present ? member->object : NULL);
    case WJ_ANSWER_BOOL:
        return take_bool(r, member);
    default:
        if (!member->present)
            return fail(r, WIKIJS_E_NOT_FOUND, "it does not exist");
        return copy_result(r, member->object, r->op->model->size, UINT64_MAX);
    }
}

/* ---- one pass over the answer ---- */

static struct wj_field describe_member(const struct wj_op *op, const struct wikijs_model *response)
{
    struct wj_field f = { .name = op->field, .name_len = (uint8_t)strlen(op->field), .type = WIKIJS_TYPE_OBJECT };
    f.offset = (uint32_t)offsetof(struct member, object);
    f.model = op->answer == WJ_ANSWER_RESPONSE ? response : op->model;
    if (op->answer == WJ_ANSWER_LIST)
        f.type = WIKIJS_TYPE_OBJECTS;
    else if (op->answer == WJ_ANSWER_STRINGS)
        f.type = WIKIJS_TYPE_STRINGS;
    else if (op->answer == WJ_ANSWER_BOOL)
        f.type = WIKIJS_TYPE_BOOL;
    return f;
}

/* The decoder's complaint, in the words of somebody who asked for an operation. */
static int fail_decoding(const struct reader *r, int code, const struct wj_json_error *why)
{
    char message[320];
    int http = wj_http_refusal_status(r->in->http_status);
    if (code == WIKIJS_E_NOMEM || code == WIKIJS_E_TOO_LARGE)
        return fail(r, code, why->message);
    snprintf(message, sizeof message, "the answer cannot be read (HTTP %d): %s%s%s", r->in->http_status, why->message,
             why->path[0] ? " at " : "", why->path);
    int status = fail(r, http ? http : code, message);
    /* "data.pages.single.id": where it is below the operation's root */
    const char *path = strncmp(why->path, "data.", 5) == 0 ? why->path + 5 : why->path;
    if (r->err && path[0])
        wj_copy_line(r->err->path, sizeof r->err->path, path, strlen(path));
    return status;
}

/* {"data":null} or no data at all, and no error that says why. */
static int fail_without_data(const struct reader *r)
{
    int http = wj_http_refusal_status(r->in->http_status);
    char message[160];
    snprintf(message, sizeof message, "the answer (HTTP %d) holds no data of '%s'", r->in->http_status, r->op->name);
    return fail(r, http ? http : WIKIJS_E_PROTOCOL, message);
}

static void take_probe(const struct reader *r, const struct data *data)
{
    const struct probe *probe = data ? data->probe : NULL;
    if (probe && probe->profile && probe->profile->present)
        r->out->probe = WJ_PROBE_USER;
}

/* `member` describes what stands under the operation's name, `errors` the server's errors. */
static int decode_root(const struct reader *r, const struct wj_field *member, const struct wj_field *errors,
                       struct root *root, struct wj_json_error *why)
{
    const struct wikijs_model namespace_model = { "namespace", member, sizeof(struct member), 1 };
    const struct wj_field data_fields[] = {
        [DATA_NAMESPACE] = { .name = r->op->namespace_,
                             .name_len = (uint8_t)strlen(r->op->namespace_),
                             .offset = offsetof(struct data, namespace_),
                             .type = WIKIJS_TYPE_OBJECT,
                             .model = &namespace_model },
        [DATA_PROBE] = FIELD_OBJECT(struct data, probe, "wj_probe", &probe_model, NULL, 0, NULL, NULL),
    };
    const struct wikijs_model data_model = MODEL(struct data, "data", data_fields);
    const struct wj_field root_fields[] = {
        [ROOT_DATA] = FIELD_OBJECT(struct root, data, "data", &data_model, NULL, 0, NULL, NULL),
        [ROOT_ERRORS] = *errors,
    };
    const struct wikijs_model root_model = MODEL(struct root, "answer", root_fields);
    return wj_json_decode(r->parser, r->in->text, r->in->length, &root_model, root, r->arena, why);
}

/* The operation's namespace in the answer, or NULL; notes what the probe said. */
static const struct member *find_member(const struct reader *r, const struct root *root)
{
    const struct data *data = root->present & WIKIJS_BIT(ROOT_DATA) ? root->data : NULL;
    take_probe(r, data);
    return data && data->present & WIKIJS_BIT(DATA_NAMESPACE) ? data->namespace_ : NULL;
}

static int read_typed(const struct reader *r)
{
    struct response_model response = { .response_index = 0 };
    if (r->op->answer == WJ_ANSWER_RESPONSE && !build_response_model(r, &response))
        return fail_memory(r);

    const struct wj_field member_field = describe_member(r->op, &response.model);
    struct root root = { 0 };
    struct wj_json_error why;
    int failed = decode_root(r, &member_field, &errors_only_fields[ROOT_ERRORS], &root, &why);
    if (failed == WIKIJS_E_NOMEM || failed == WIKIJS_E_TOO_LARGE)
        return fail_decoding(r, failed, &why);

    const struct wj_server_error *error = first_error(r, &root);
    const struct member *member = find_member(r, &root);
    bool usable = !failed && r->op->flags & WJ_OP_PARTIAL && member && member->present;
    if (error && !usable)
        return refuse(r, error);
    if (failed)
        return fail_decoding(r, failed, &why);
    if (!member || r->in->http_status >= 300)
        return fail_without_data(r);
    return take_result(r, &response, member);
}

/* ---- answers that are handed out as they came ---- */

/* Decode a copy of a part of the answer, which itself is to stay as it is. */
static int decode_copy(const struct reader *r, const char *before, const wikijs_str *part, const char *behind,
                       const struct wikijs_model *model, void *object)
{
    struct wj_json_error why;
    size_t lead = strlen(before), tail = strlen(behind);
    size_t length = lead + part->len + tail;
    char *text = wj_arena_alloc(r->arena, length + WJ_BUF_PAD);
    if (!text)
        return fail_memory(r);
    memcpy(text, before, lead);
    memcpy(text + lead, part->ptr, part->len);
    memcpy(text + lead + part->len, behind, tail);
    int failed = wj_json_decode(r->parser, text, length, model, object, r->arena, &why);
    return failed ? fail_decoding(r, failed, &why) : 0;
}

static int refuse_raw_errors(const struct reader *r, const wikijs_str *errors)
{
    struct root root = { 0 };
    int failed = decode_copy(r, "{\"errors\":", errors, "}", &errors_only_model, &root);
    if (failed)
        return failed;
    const struct wj_server_error *error = first_error(r, &root);
    return error ? refuse(r, error) : 0;
}

/* The answer as it came, for the caller. false: out of memory. */
static bool keep_answer(const struct reader *r, const wikijs_str *data)
{
    wikijs_answer *answer = wj_result_new(r->arena, sizeof *answer);
    if (!answer)
        return false;
    *answer = (wikijs_answer){
        .present = 7,
        .http_status = r->in->http_status,
        .body = { r->in->text, r->in->length },
        .data = data ? *data : (wikijs_str){ "null", 4 },
    };
    r->out->result = answer;
    return true;
}

static int read_raw(const struct reader *r)
{
    struct root root = { 0 };
    struct wj_json_error why;
    int failed = wj_json_decode(r->parser, r->in->text, r->in->length, &raw_model, &root, r->arena, &why);
    if (failed)
        return fail_decoding(r, failed, &why);
    if (!keep_answer(r, root.present & WIKIJS_BIT(ROOT_DATA) ? &root.json : NULL))
        return fail_memory(r);
    if (root.present & WIKIJS_BIT(ROOT_ERRORS))
        failed = refuse_raw_errors(r, &root.errors_json);
    if (!failed && (!(root.present & WIKIJS_BIT(ROOT_DATA)) || r->in->http_status >= 300))
        failed = fail_without_data(r);
    return failed;
}

/* What read_typed() finds out while it decodes, from the JSON text of the operation's part; NULL: it is null. */
static int judge_json(const struct reader *r, const wikijs_str *json)
{
    static const struct wj_field field = FIELD_OBJECT(struct member, object, "responseResult", &response_model, NULL, 0,
                                                      NULL, NULL);
    static const struct wikijs_model model = { "mutation", &field, sizeof(struct member), 1 };
    if (r->op->answer == WJ_ANSWER_OBJECT && !json)
        return fail(r, WIKIJS_E_NOT_FOUND, "it does not exist");
    if (r->op->answer == WJ_ANSWER_BOOL && !json)
        return fail(r, WIKIJS_E_PROTOCOL, "the answer lacks its value");
    if (r->op->answer != WJ_ANSWER_RESPONSE)
        return 0;
    struct member member = { 0 };
    int failed = json ? decode_copy(r, "", json, "", &model, &member) : 0;
    return failed ? failed : judge_response(r, member.present ? member.object : NULL);
}

/* One operation's part of the answer, as JSON text. */
static int read_json(const struct reader *r)
{
    struct wj_field member_field = describe_member(r->op, NULL);
    member_field.offset = (uint32_t)offsetof(struct member, json);
    member_field.type = WIKIJS_TYPE_JSON;
    struct root root = { 0 };
    struct wj_json_error why;
    int failed = decode_root(r, &member_field, &raw_fields[ROOT_ERRORS], &root, &why);
    if (failed)
        return fail_decoding(r, failed, &why);
    const struct member *member = find_member(r, &root);
    const wikijs_str *json = member && member->present ? &member->json : NULL;
    if (!keep_answer(r, json))
        return fail_memory(r);
    if (root.present & WIKIJS_BIT(ROOT_ERRORS))
        failed = refuse_raw_errors(r, &root.errors_json);
    bool usable = r->op->flags & WJ_OP_PARTIAL && json && failed != WIKIJS_E_NOMEM && failed != WIKIJS_E_TOO_LARGE;
    if (failed && !usable)
        return failed;
    wj_error_clear(r->err);
    if (!member || r->in->http_status >= 300)
        return fail_without_data(r);
    return judge_json(r, json);
}

int wj_answer_read(const struct wj_answer_in *in, struct wj_json_parser *parser, struct wj_arena *arena,
                   struct wj_answer_out *out, wikijs_error *err)
{
    *out = (struct wj_answer_out){ 0 };
    const struct reader r = { .in = in, .op = in->op, .parser = parser, .arena = arena, .out = out, .err = err };
    int failed = check_body(&r);
    if (failed)
        return failed;
    bool raw = in->op->answer == WJ_ANSWER_RAW;
    failed = raw ? read_raw(&r) : in->as_json ? read_json(&r) : read_typed(&r);
    if (failed && (!(raw || in->as_json) || failed == WIKIJS_E_NOMEM || failed == WIKIJS_E_TOO_LARGE))
        out->result = NULL;
    return failed;
}
