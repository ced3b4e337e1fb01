/* SPDX-License-Identifier: MIT */
/*
 * Advanced: makes the accounts of a list in few requests, each with an outcome of its own; who is there already is no
 * failure. Lines hold address and name, separated by a semicolon. The first password of all comes from the environment
 * variable NEW_PASSWORD. Usage: users_import GROUP FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/users_many.h>

enum { MAX_USERS = 1000, LONGEST = 512 };

static wikijs_users_create_input inputs[MAX_USERS];
static char lines[MAX_USERS][LONGEST];

static size_t read_list(FILE *file, const char *const *group)
{
    size_t count = 0;
    while (count < MAX_USERS && fgets(lines[count], LONGEST, file)) {
        char *line = lines[count], *semicolon = strchr(line, ';');
        if (!semicolon)
            continue;
        *semicolon = '\0';
        semicolon[1 + strcspn(semicolon + 1, "\r\n")] = '\0';
        wikijs_users_create_input *input = &inputs[count++];
        *input = (wikijs_users_create_input)WIKIJS_USERS_CREATE_INPUT_INIT;
        input->email = line;
        input->name = semicolon + 1;
        input->password = getenv("NEW_PASSWORD");
        input->group_names = (wikijs_strings){ group, 1 };
        input->must_change_password = WIKIJS_YES;
    }
    return count;
}

/* Failures that need somebody's eyes. */
static int report(const wikijs_results *results)
{
    int made = 0, there = 0, failed = 0;
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        const wikijs_error *error = wikijs_results_error(results, i);
        if (!error) {
            made++;
        } else if (error->code == WIKIJS_E_EXISTS) {
            there++;
        } else {
            failed++;
            fprintf(stderr, "%s: %s%s\n", inputs[i].email, error->message,
                    error->flags & WIKIJS_ERROR_UNCERTAIN ? " (look before you repeat it)" : "");
        }
    }
    printf("%d made, %d there already, %d failed\n", made, there, failed);
    return failed;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 ? fopen(argv[2], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: %s GROUP FILE\n", argv[0]);
        return 2;
    }
    const char *group = argv[1];
    size_t count = read_list(file, &group);
    fclose(file);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    wikijs_results *results = NULL;
    int status = wikijs_users_create_many(client, inputs, count, NULL, &results, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    int failed = report(results);
    wikijs_results_free(results);
    wikijs_client_free(client);
    return status < 0 || failed;
}
