/* SPDX-License-Identifier: MIT */
#include "cmd/api/api.h"
#include "output/emit.h"
#include "output/json.h"
#include "text/or_empty.h"

#include <wikijs/model.h>

#include <string.h>

static const char *const kinds[] = {
    [WIKIJS_OPERATION_QUERY] = "query",
    [WIKIJS_OPERATION_MUTATION] = "mutation",
    [WIKIJS_OPERATION_ROUTE] = "route",
};

static const char *const results[] = {
    [WIKIJS_OPERATION_OBJECT] = "object",     [WIKIJS_OPERATION_LIST] = "list",
    [WIKIJS_OPERATION_STRINGS] = "strings",   [WIKIJS_OPERATION_BOOL] = "boolean",
    [WIKIJS_OPERATION_RESPONSE] = "response", [WIKIJS_OPERATION_BYTES] = "bytes",
};

/* ---- JSON ---- */

/* A comma unless the object or array has just begun. */
static void add_comma(struct buffer *json)
{
    char last = json->length ? json->data[json->length - 1] : '[';
    if (last != '[' && last != '{')
        buffer_addc(json, ',');
}

static void add_text(struct buffer *json, const char *name, const char *text)
{
    add_comma(json);
    buffer_addf(json, "\"%s\":", name);
    if (text)
        json_add_string(json, text, strlen(text));
    else
        buffer_adds(json, "null");
}

static void add_flag(struct buffer *json, const char *name, bool flag)
{
    add_comma(json);
    buffer_addf(json, "\"%s\":%s", name, flag ? "true" : "false");
}

/* The nesting of the server's input types bounds the recursion. */
static void add_argument(struct buffer *json, const wikijs_argument *argument)
{
    add_comma(json);
    buffer_addc(json, '{');
    add_text(json, "name", argument->name);
    add_text(json, "type", argument->type);
    add_flag(json, "required", argument->required);
    add_flag(json, "secret", argument->secret);
    if (argument->values) {
        buffer_adds(json, ",\"values\":[");
        for (size_t i = 0; i < argument->value_count; i++) {
            add_comma(json);
            json_add_string(json, argument->values[i], strlen(argument->values[i]));
        }
        buffer_addc(json, ']');
    }
    if (argument->member_count) {
        buffer_adds(json, ",\"members\":[");
        for (size_t i = 0; i < argument->member_count; i++) {
            wikijs_argument member = wikijs_argument_member(argument, i);
            add_argument(json, &member);
        }
        buffer_addc(json, ']');
    }
    buffer_addc(json, '}');
}

static void add_fields(struct buffer *json, const wikijs_operation_info *info)
{
    for (size_t i = 0; i < wikijs_model_field_count(info->model); i++) {
        if (!(info->fields & WIKIJS_BIT(i)))
            continue;
        add_comma(json);
        const char *name = wikijs_model_field(info->model, i).name;
        json_add_string(json, name, strlen(name));
    }
}

static void add_operation(struct buffer *json, const wikijs_operation *operation)
{
    wikijs_operation_info info = wikijs_operation_describe(operation);
    add_comma(json);
    buffer_addc(json, '{');
    add_text(json, "name", info.name);
    add_text(json, "kind", kinds[info.kind]);
    add_text(json, "permission", info.permission);
    buffer_adds(json, ",\"arguments\":[");
    for (size_t i = 0; i < info.argument_count; i++) {
        wikijs_argument argument = wikijs_operation_argument(operation, i);
        add_argument(json, &argument);
    }
    buffer_addc(json, ']');
    add_text(json, "result", results[info.result]);
    add_text(json, "type", info.model ? wikijs_model_name(info.model) : NULL);
    add_text(json, "payload", info.payload);
    buffer_adds(json, ",\"fields\":[");
    add_fields(json, &info);
    buffer_addc(json, ']');
    add_flag(json, "writes", info.flags & WIKIJS_OPERATION_WRITES);
    add_flag(json, "repeatable", info.flags & WIKIJS_OPERATION_REPEATABLE);
    add_flag(json, "serial", info.flags & WIKIJS_OPERATION_SERIAL);
    add_flag(json, "credentials", !(info.flags & WIKIJS_OPERATION_NO_CREDENTIALS));
    add_text(json, "since", info.since);
    buffer_addc(json, '}');
}

/* ---- text ---- */

/* "(id: Int!, path: String)", or nothing. */
static void add_signature(struct buffer *line, const wikijs_operation *operation, const wikijs_operation_info *info)
{
    for (size_t i = 0; i < info->argument_count; i++) {
        wikijs_argument argument = wikijs_operation_argument(operation, i);
        buffer_addf(line, "%s%s: %s", i ? ", " : "(", argument.name, argument.type);
    }
    buffer_adds(line, info->argument_count ? ")" : "");
}

/* One line: the name alone in a pipe. */
static void print_line(struct cli *cli, const wikijs_operation *operation, size_t width)
{
    wikijs_operation_info info = wikijs_operation_describe(operation);
    if (!cli->terminal.out) {
        stream_addf(&cli->out, "%s\n", info.name);
        return;
    }
    struct buffer line = { 0 };
    buffer_addf(&line, "%-*s  ", (int)width, info.name);
    add_signature(&line, operation, &info);
    stream_addf(&cli->out, "%s\n", line.data);
    buffer_free(&line);
}

static void print_argument(struct cli *cli, const wikijs_argument *argument, int indent)
{
    stream_addf(&cli->out, "%*s%s: %s%s%s", indent, "", argument->name, argument->type,
                argument->required ? "  required" : "", argument->secret ? "  secret" : "");
    for (size_t i = 0; i < argument->value_count; i++)
        stream_addf(&cli->out, "%s%s", i ? ", " : "  one of ", argument->values[i]);
    stream_adds(&cli->out, "\n");
    for (size_t i = 0; i < argument->member_count; i++) {
        wikijs_argument member = wikijs_argument_member(argument, i);
        print_argument(cli, &member, indent + 4);
    }
}

static void print_description(struct cli *cli, const wikijs_operation *operation)
{
    wikijs_operation_info info = wikijs_operation_describe(operation);
    stream_addf(&cli->out, "%s  %s, needs %s\n", info.name, kinds[info.kind],
                info.permission ? info.permission : "no permission");
    for (size_t i = 0; i < info.argument_count; i++) {
        wikijs_argument argument = wikijs_operation_argument(operation, i);
        print_argument(cli, &argument, 4);
    }
    struct buffer line = { 0 };
    buffer_addf(&line, "answers %s",
                info.result == WIKIJS_OPERATION_RESPONSE ? "whether it was done" : results[info.result]);
    if (info.model) {
        buffer_addf(&line, "%s %s: ", info.result == WIKIJS_OPERATION_RESPONSE ? ", and" : " of",
                    wikijs_model_name(info.model));
        size_t start = line.length;
        for (size_t i = 0; i < wikijs_model_field_count(info.model); i++)
            if (info.fields & WIKIJS_BIT(i))
                buffer_addf(&line, "%s%s", line.length > start ? ", " : "", wikijs_model_field(info.model, i).name);
    }
    stream_addf(&cli->out, "%s\n", line.data);
    buffer_free(&line);
}

/* ---- the list ---- */

/* `name`: NULL, a namespace, or one operation. */
static bool is_wanted(const wikijs_operation_info *info, const char *name)
{
    return !name || strcmp(info->namespace_, name) == 0 || strcmp(info->name, name) == 0;
}

int list_operations(struct cli *cli, const struct api_args *args, const char *name)
{
    const wikijs_operation *operation, *only = name ? wikijs_operation_by_name(name) : NULL;
    bool as_json = args->json || args->jq;
    struct buffer json = { 0 };
    size_t width = 0, count = 0;
    for (size_t i = 0; (operation = wikijs_operation_at(i)); i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        if (!is_wanted(&info, name))
            continue;
        size_t length = strlen(info.name);
        width = length > width ? length : width;
        count++;
    }
    if (!count)
        return refuse_operation(cli, name);
    if (only && !as_json) {
        print_description(cli, only);
        return EXIT_DONE;
    }
    if (!as_json)
        context_page(cli);
    buffer_addc(&json, '[');
    for (size_t i = 0; (operation = wikijs_operation_at(i)); i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        if (!is_wanted(&info, name))
            continue;
        if (as_json)
            add_operation(&json, operation);
        else
            print_line(cli, operation, width);
    }
    buffer_addc(&json, ']');
    int code = as_json ? emit_json(cli, json.data, json.length, args->jq) : EXIT_DONE;
    buffer_free(&json);
    return code;
}
