/* SPDX-License-Identifier: MIT */
#include "cmd/api/api.h"
#include "call.h"
#include "cmd/variables.h"
#include "command/tree.h"
#include "context.h"
#include "output/emit.h"
#include "output/jq.h"
#include "report.h"
#include "text/buffer.h"

#include <wikijs/graphql.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_INPUT = 64 * 1024 * 1024 };

static const struct opt options[] = {
    OPT_LIST(struct api_args, strings, 'f', "raw-field", "<name=text>", "variable with a text; may be repeated",
             .complete = COMPLETE_ARGUMENT),
    OPT_LIST(struct api_args, typed, 'F', "field", "<name=value>",
             "variable with a number, true, false, null, @file or a text; may be repeated",
             .complete = COMPLETE_ARGUMENT),
    OPT_STRING(struct api_args, input, 0, "input", "<file>", "JSON object with all variables; -: standard input",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct api_args, operation, 0, "operation", "<name>", "which operation of the document to run"),
    OPT_STRING(struct api_args, fields, 0, "fields", "<names>", "fields of an operation's answer, separated by commas",
               .complete = COMPLETE_OPERATION_FIELDS),
    OPT_STRING(struct api_args, jq, 0, "jq", "<expression>", "filter the answer with a jq expression"),
    OPT_FLAG(struct api_args, list, 0, "list", "list operations: all, those of a namespace, or one in detail"),
    OPT_FLAG(struct api_args, json, 0, "json", "with --list: arguments, types and permissions as JSON"),
    OPT_FLAG(struct api_args, document, 0, "document", "print the operation's GraphQL document, send nothing"),
    OPT_END,
};

/* "-": standard input. Returns 0 or the exit code. */
static int read_input(const char *file, struct buffer *text)
{
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && buffer_read(text, fd, LARGEST_INPUT);
    int error = errno;
    if (fd >= 0 && !is_stdin)
        close(fd);
    return good ? 0 : report_read_failure(file, error);
}

static int read_document(struct cli *cli, const char *given, struct buffer *document)
{
    if (!given && cli->terminal.in)
        return report_usage(cli, "give a GraphQL document, @file or -");
    if (!given || strcmp(given, "-") == 0)
        return read_input("-", document);
    if (given[0] == '@')
        return read_input(given + 1, document);
    buffer_adds(document, given);
    return 0;
}

static int read_variables(struct cli *cli, const struct api_args *args, const wikijs_operation *operation,
                          struct buffer *json)
{
    if (args->input && (args->strings.count || args->typed.count))
        return report_usage(cli, "'--input' holds all variables: it excludes -f and -F");
    if (args->input)
        return read_input(args->input, json);
    char *problem = variables_to_json(json, &args->strings, &args->typed, operation);
    if (!problem)
        return 0;
    int code = report_usage(cli, "%s", problem);
    free(problem);
    return code;
}

static int check_jq(struct cli *cli, const struct api_args *args)
{
    char *problem = args->jq ? jq_check(args->jq) : NULL;
    if (!problem)
        return 0;
    int code = report_usage(cli, "%s", problem);
    free(problem);
    return code;
}

static int send_document(struct cli *cli, const struct api_args *args, const char *document,
                         const struct buffer *variables)
{
    wikijs_graphql_options wanted = WIKIJS_GRAPHQL_OPTIONS_INIT;
    wanted.variables_json = variables->length ? variables->data : NULL;
    wanted.operation_name = args->operation;
    wikijs_answer *answer = NULL;
    int status;
    CALL(status, cli, wikijs_graphql_async(cli->client, document, &wanted, CALL_TASK),
         wikijs_graphql_finish(task.call, &answer, &cli->error));
    int code = EXIT_DONE;
    /* The answer is printed with its errors, too: it may hold data. */
    if (answer)
        code = emit_json(cli, answer->body.ptr, answer->body.len, status < 0 ? NULL : args->jq);
    if (status < 0)
        code = report_status(cli, status);
    wikijs_answer_free(answer);
    return code;
}

static int check_document(struct cli *cli, const struct buffer *document)
{
    const char *text = buffer_text(document);
    return text[strspn(text, " \t\r\n")] ? 0 : report_usage(cli, "the GraphQL document is empty");
}

static int run_document(struct cli *cli, const struct api_args *args, const char *given)
{
    struct buffer document = { 0 }, variables = { 0 };
    bool twice = args->input && strcmp(args->input, "-") == 0 && (!given || strcmp(given, "-") == 0);
    int code = twice ? report_usage(cli, "standard input cannot hold both the document and the variables") : 0;
    if (code == 0)
        code = read_document(cli, given, &document);
    if (code == 0)
        code = check_document(cli, &document);
    if (code == 0)
        code = read_variables(cli, args, NULL, &variables);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = send_document(cli, args, buffer_text(&document), &variables);
    buffer_free(&document);
    buffer_free(&variables);
    return code;
}

static int run_operation(struct cli *cli, const struct api_args *args, const char *name)
{
    if (args->document)
        return print_document(cli, args, name);
    struct buffer variables = { 0 };
    int code = read_variables(cli, args, wikijs_operation_by_name(name), &variables);
    if (code == 0)
        code = call_operation(cli, args, name, variables.length ? variables.data : NULL);
    buffer_free(&variables);
    return code;
}

/* Options that say nothing to what was asked for. */
static int check_options(struct cli *cli, const struct api_args *args, bool is_name)
{
    bool variables = args->strings.count || args->typed.count || args->input;
    if (args->list && (variables || args->fields || args->operation || args->document))
        return report_usage(cli, "'--list' sends nothing: it takes only the name of a namespace or an operation");
    if (args->json && !args->list)
        return report_usage(cli, "'--json' goes with '--list'; an answer is always JSON");
    if (!args->list && !is_name && args->fields)
        return report_usage(cli, "'--fields' goes with the name of an operation; a document names its fields itself");
    if (!args->list && !is_name && args->document)
        return report_usage(cli, "'--document' goes with the name of an operation");
    if (is_name && args->operation)
        return report_usage(cli, "'--operation' chooses from a document");
    return check_jq(cli, args);
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct api_args *args = arguments;
    const char *given = operands->count ? operands->items[0] : NULL;
    bool is_name = is_operation_name(given);
    int code = check_options(cli, args, is_name);
    if (code)
        return code;
    if (args->list)
        return list_operations(cli, args, given);
    return is_name ? run_operation(cli, args, given) : run_document(cli, args, given);
}

static const struct example examples[] = {
    { "What there is, and what one operation takes", "wikijs api --list && wikijs api --list pages.single" },
    { "An operation by its name", "wikijs api pages.single -F id=1 --fields id,title --jq .title" },
    { "A write, with its arguments from a file", "wikijs api pages.create --input page.json" },
    { "A query", "wikijs api '{ site { config { title } } }'" },
    { "With variables, filtered",
      "wikijs api 'query($id: Int!) { pages { single(id: $id) { title } } }' -F id=1 --jq .data.pages.single.title" },
    { "A document from a file, variables from another", "wikijs api @create.graphql --input variables.json" },
    { "A list as a variable", "wikijs api @query.graphql -f locale=en -f tags[]=howto -f tags[]=linux" },
    { 0 },
};

const struct cmd cmd_api = {
    .name = "api",
    .group = "OTHER COMMANDS",
    .summary = "Run any operation of the server, or any document",
    .usage = "[<operation> | <document> | @<file> | -]",
    .text =
        "Run one operation of the server by its name, such as pages.single, and print its part of the answer; or send "
        "a whole GraphQL document, given as an argument, from a file or from standard input, and print the whole "
        "answer.\n\n"
        "--list names the operations, with a namespace those of it, with a name what it takes, needs and answers. "
        "Arguments are checked before anything is sent. -F then reads a value as the type of its argument: a text for "
        "a String or an enum, JSON for a list or an object.\n\n"
        "-f makes a variable that is a text. With a document -F looks at the value: a number, true, false or null is that; @file is "
        "the text of a file, @- that of standard input. name[key]=value builds objects, name[]=value arrays.\n\n"
        "An answer with errors is printed, too; the exit code tells.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct api_args),
    .max_operands = 1,
    .complete = COMPLETE_OPERATION,
    .run = run,
    .since = "0.1",
};
