/* SPDX-License-Identifier: MIT */
/* Run an operation by its name, or say what it takes. Usage: operation_call <operation> [<arguments as JSON>] */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/operation.h>

/* Every argument with its type; secrets are marked, so that nobody types one where others read along. */
static void describe(const wikijs_operation *operation)
{
    wikijs_operation_info info = wikijs_operation_describe(operation);
    printf("%s needs %s\n", info.name, info.permission ? info.permission : "nothing");
    for (size_t i = 0; i < info.argument_count; i++) {
        wikijs_argument argument = wikijs_operation_argument(operation, i);
        printf("  %s: %s%s\n", argument.name, argument.type, argument.secret ? " (secret)" : "");
    }
}

static int run(wikijs_client *client, const char *name, const char *arguments)
{
    wikijs_error err;
    wikijs_answer *answer = NULL;
    int status = wikijs_operation_call(client, name, arguments, NULL, &answer, &err);
    if (answer)
        puts(answer->data.ptr);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_answer_free(answer);
    return wikijs_status_exit_code(status);
}

int main(int argc, char **argv)
{
    const wikijs_operation *operation = argc > 1 ? wikijs_operation_by_name(argv[1]) : NULL;
    if (operation && argc == 2) {
        describe(operation);
        return 0;
    }
    if (argc < 2) {
        fprintf(stderr, "usage: operation_call <operation> [<arguments as JSON>]\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int code = run(client, argv[1], argv[2]);
    wikijs_client_free(client);
    return code;
}
