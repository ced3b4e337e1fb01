/* SPDX-License-Identifier: MIT */
/* Documents that the program brings along. Whether one may be repeated is read from the document itself. */
#include <string.h>
#include <wikijs/graphql.h>

#include "api/graphql.h"
#include "api/input.h"
#include "api/typed.h"

const struct wj_op wj_op_graphql_query = { .namespace_ = "",
                                           .field = "graphql",
                                           .name = "graphql",
                                           .answer = WJ_ANSWER_RAW,
                                           .since = "0.1",
                                           .reads = "-nobody knows which writes put its answer out of date" };
const struct wj_op wj_op_graphql_mutation = { .namespace_ = "",
                                              .field = "graphql",
                                              .name = "graphql",
                                              .flags = WJ_OP_WRITE,
                                              .answer = WJ_ANSWER_RAW,
                                              .touches = "*",
                                              .since = "0.1" };

/* Behind a string literal that begins at `at`. */
static const char *skip_string(const char *at)
{
    if (strncmp(at, "\"\"\"", 3) == 0) {
        for (at += 3; *at && strncmp(at, "\"\"\"", 3) != 0; at++)
            if (strncmp(at, "\\\"\"\"", 4) == 0)
                at += 3;
        return *at ? at + 3 : at;
    }
    for (at++; *at && *at != '"' && *at != '\n'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool wj_document_writes(const char *at)
{
    int depth = 0;
    while (*at) {
        if (*at == '#') {
            at += strcspn(at, "\r\n");
        } else if (*at == '"') {
            at = skip_string(at);
        } else if (is_name_char(*at)) {
            size_t length = 1;
            while (is_name_char(at[length]))
                length++;
            if (depth == 0 && length == 8 && strncmp(at, "mutation", 8) == 0)
                return true;
            at += length;
        } else {
            depth += (*at == '{') - (*at == '}');
            at++;
        }
    }
    return false;
}

static void prepare(struct wj_request *request, const char *document, const wikijs_graphql_options *given)
{
    wikijs_graphql_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wj_need(request, document, "document");
    request->op = document && wj_document_writes(document) ? &wj_op_graphql_mutation : &wj_op_graphql_query;
    request->document = document ? document : "";
    request->variables = options.variables_json;
    request->operation_name = options.operation_name;
    request->timeout_ms = options.timeout_ms;
}

int wikijs_graphql(wikijs_client *client, const char *document, const wikijs_graphql_options *options,
                   wikijs_answer **out, wikijs_error *err)
{
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the result was given");
    struct wj_request request = { 0 };
    prepare(&request, document, options);
    void *result = NULL;
    int status = wj_run(client, &request, &result, err);
    if (result)
        *out = result;
    return status;
}

int wikijs_graphql_async(wikijs_client *client, const char *document, const wikijs_graphql_options *options,
                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call)
{
    struct wj_request request = { 0 };
    prepare(&request, document, options);
    return wj_submit(client, &request, done, payload, out_call);
}

int wikijs_graphql_finish(wikijs_call *call, wikijs_answer **out, wikijs_error *err)
{
    const struct wj_op *op = call && call->op == &wj_op_graphql_mutation ? call->op : &wj_op_graphql_query;
    void *result = NULL;
    int status = wj_finish(call, op, out ? &result : NULL, err);
    if (result)
        *out = result;
    return status;
}
