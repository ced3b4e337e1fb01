/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "cmd/api/api.h"
#include "output/emit.h"
#include "report.h"
#include "text/match.h"

#include <wikijs/model.h>

#include <stdlib.h>
#include <string.h>

bool is_operation_name(const char *operand)
{
    return operand && *operand &&
           operand[strspn(operand, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.")] == '\0';
}

int refuse_operation(struct cli *cli, const char *name)
{
    cli->error = (wikijs_error){ 0 };
    wikijs_operation_check(name, NULL, &cli->error);
    report_failure("%s", cli->error.message);
    report_advice("wikijs api --list");
    return EXIT_USAGE;
}

/* What the library refuses before it sends anything. */
static int check_arguments(struct cli *cli, const char *name, const char *json)
{
    if (!wikijs_operation_by_name(name))
        return refuse_operation(cli, name);
    int status = wikijs_operation_check(name, json, &cli->error);
    if (status == 0)
        return 0;
    report_failure("%s", cli->error.message);
    report_advice("wikijs api --list %s", name);
    return EXIT_USAGE;
}

/* ---- the fields ---- */

static char *explain_unknown(const wikijs_operation_info *info, const char *field)
{
    const char *names[65];
    size_t count = 0;
    for (size_t i = 0; i < wikijs_model_field_count(info->model); i++)
        if (info->fields & WIKIJS_BIT(i))
            names[count++] = wikijs_model_field(info->model, i).name;
    names[count] = NULL;
    const char *nearest = text_nearest(field, names);
    return nearest ? xasprintf("the answer of '%s' has no field '%s'; did you mean '%s'?", info->name, field, nearest)
                   : xasprintf("the answer of '%s' has no field '%s'", info->name, field);
}

/* "id,title" to a mask. Returns NULL, or what is wrong; free it. */
static char *read_fields(const wikijs_operation_info *info, const char *list, uint64_t *fields)
{
    *fields = 0;
    if (!info->model)
        return xasprintf("the answer of '%s' has no fields to choose from", info->name);
    for (const char *at = list; *at;) {
        at += strspn(at, ", ");
        size_t length = strcspn(at, ", ");
        if (!length)
            break;
        char *name = xstrndup(at, length);
        int index = wikijs_model_find(info->model, name);
        bool good = index >= 0 && info->fields & WIKIJS_BIT(index);
        char *problem = good ? NULL : explain_unknown(info, name);
        free(name);
        if (problem)
            return problem;
        *fields |= WIKIJS_BIT(index);
        at += length;
    }
    return *fields ? NULL : xstrdup("'--fields' names no field");
}

static int take_fields(const struct api_args *args, const char *name, uint64_t *fields)
{
    *fields = 0;
    if (!args->fields)
        return 0;
    wikijs_operation_info info = wikijs_operation_describe(wikijs_operation_by_name(name));
    char *problem = read_fields(&info, args->fields, fields);
    if (!problem)
        return 0;
    report_failure("%s", problem);
    report_advice("wikijs api --list %s", name);
    free(problem);
    return EXIT_USAGE;
}

/* ---- the call ---- */

static int send_call(struct cli *cli, const struct api_args *args, const char *name, const char *json, uint64_t fields)
{
    wikijs_operation_options wanted = WIKIJS_OPERATION_OPTIONS_INIT;
    wanted.fields = fields;
    wikijs_answer *answer = NULL;
    int status;
    CALL(status, cli, wikijs_operation_call_async(cli->client, name, json, &wanted, CALL_TASK),
         wikijs_operation_call_finish(task.call, &answer, &cli->error));
    int code = EXIT_DONE;
    /* As with documents, what came beside an error is printed, too. */
    bool is_null = answer && answer->data.len == 4 && memcmp(answer->data.ptr, "null", 4) == 0;
    if (answer && (status >= 0 || !is_null))
        code = emit_json(cli, answer->data.ptr, answer->data.len, status < 0 ? NULL : args->jq);
    if (status < 0)
        code = report_status(cli, status);
    wikijs_answer_free(answer);
    return code;
}

int call_operation(struct cli *cli, const struct api_args *args, const char *name, const char *json)
{
    uint64_t fields;
    int code = check_arguments(cli, name, json);
    if (code == 0)
        code = take_fields(args, name, &fields);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = send_call(cli, args, name, json, fields);
    return code;
}

int print_document(struct cli *cli, const struct api_args *args, const char *name)
{
    uint64_t fields;
    const wikijs_operation *operation = wikijs_operation_by_name(name);
    if (!operation)
        return refuse_operation(cli, name);
    int code = take_fields(args, name, &fields);
    if (code)
        return code;
    size_t length = wikijs_operation_document(operation, fields, NULL, 0);
    if (!length)
        return report_failure("'%s' is a file route: it has no document", name);
    char *text = xcalloc(1, length + 1);
    wikijs_operation_document(operation, fields, text, length + 1);
    stream_addf(&cli->out, "%s\n", text);
    free(text);
    return EXIT_DONE;
}
