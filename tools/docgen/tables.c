/* SPDX-License-Identifier: MIT */
/*
 * Prints the tables that the documentation is made from, one row a line, columns separated by tabs:
 *   status, option, server, model, field, operation, argument
 * Built and run by tools/docgen/tables.py, with the sources of the tables only.
 */
#include <inttypes.h>
#include <stdio.h>

#include <wikijs/error.h>
#include <wikijs/model.h>
#include <wikijs/operation.h>

static const char *const type_names[] = {
    [WIKIJS_TYPE_BOOL] = "boolean",    [WIKIJS_TYPE_INT] = "integer",   [WIKIJS_TYPE_TIME] = "time",
    [WIKIJS_TYPE_STRING] = "string",   [WIKIJS_TYPE_TEXT] = "text",     [WIKIJS_TYPE_JSON] = "JSON",
    [WIKIJS_TYPE_STRINGS] = "strings", [WIKIJS_TYPE_INTS] = "integers", [WIKIJS_TYPE_OBJECT] = "object",
    [WIKIJS_TYPE_OBJECTS] = "list",
};

static void print_statuses(void)
{
#define STATUS(name, number, class_, retry, exit_code, text) \
    printf("status\t%s\t%d\t%s\t%s\t%d\t%s\n", #name, number, #class_, #retry, exit_code, text);
#include <wikijs/status.def>
#undef STATUS
}

static void print_options(void)
{
#define OPTION(member, kind, default_, minimum, maximum, text)                                                 \
    printf("option\t%s\t%s\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\n", #member, #kind, (int64_t)(default_), \
           (int64_t)(minimum), (int64_t)(maximum), text);
#include "options.def"
#undef OPTION
}

static void print_server_errors(void)
{
    size_t count;
    const wikijs_server_error *errors = wikijs_server_errors(&count);
    for (size_t i = 0; i < count; i++)
        printf("server\t%d\t%s\t%s\t%s\n", errors[i].code, errors[i].name, wikijs_status_name(errors[i].status),
               errors[i].text);
}

static void print_field(const wikijs_field *field)
{
    printf("field\t%s\t%s\t%s\t%s\t%" PRIu32 "\t%s\n", field->name, type_names[field->type],
           field->model ? wikijs_model_name(field->model) : "", field->permission ? field->permission : "",
           field->flags, field->doc);
}

static void print_models(void)
{
    const wikijs_model *model;
    for (size_t i = 0; (model = wikijs_model_at(i)) != NULL; i++) {
        printf("model\t%s\n", wikijs_model_name(model));
        for (size_t j = 0; j < wikijs_model_field_count(model); j++) {
            wikijs_field field = wikijs_model_field(model, j);
            print_field(&field);
        }
    }
}

static const char *result_of(const wikijs_operation_info *info)
{
    switch (info->result) {
    case WIKIJS_OPERATION_LIST:
        return "list of ";
    case WIKIJS_OPERATION_STRINGS:
        return "strings";
    case WIKIJS_OPERATION_BOOL:
        return "boolean";
    case WIKIJS_OPERATION_BYTES:
        return "bytes";
    case WIKIJS_OPERATION_RESPONSE:
        return info->model ? "done, " : "done";
    default:
        return "";
    }
}

/* Members of input objects follow their argument, one level deeper; the nesting of the rows bounds the recursion. */
static void print_argument(const wikijs_argument *argument, int depth)
{
    printf("argument\t%d\t%s\t%s\t%s\t%s\t", depth, argument->name, argument->type,
           argument->required ? "required" : "", argument->secret ? "secret" : "");
    for (size_t i = 0; i < argument->value_count; i++)
        printf("%s%s", i ? ", " : "", argument->values[i]);
    printf("\n");
    for (size_t i = 0; i < argument->member_count; i++) {
        wikijs_argument member = wikijs_argument_member(argument, i);
        print_argument(&member, depth + 1);
    }
}

static void print_operations(void)
{
    const wikijs_operation *operation;
    for (size_t i = 0; (operation = wikijs_operation_at(i)) != NULL; i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        printf("operation\t%s\t%d\t%s\t%s\t%s\t%" PRIu32 "\t%s\n", info.name, (int)info.kind,
               info.permission ? info.permission : "", result_of(&info),
               info.model ? wikijs_model_name(info.model) : "", info.flags, info.since);
        for (size_t j = 0; j < info.argument_count; j++) {
            wikijs_argument argument = wikijs_operation_argument(operation, j);
            print_argument(&argument, 0);
        }
    }
}

int main(void)
{
    print_statuses();
    print_options();
    print_server_errors();
    print_models();
    print_operations();
    return 0;
}
