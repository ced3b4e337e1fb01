/* SPDX-License-Identifier: MIT */
/*
 * Advanced: makes COUNT pages below a path, a few in each request, and sorts the outcomes: made, there already, refused,
 * and those of which nobody knows, because the connection broke while the server was at them. Only a person, or a later
 * look, may decide about the last ones; they are never sent twice.
 *
 * Usage: batch_publish PATH COUNT
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages_many.h>

enum { MOST = 100, PATH_SIZE = 200 };

struct tally {
    int made, there, refused, unknown;
};

static struct tally count_outcomes(const wikijs_results *results, char paths[][PATH_SIZE])
{
    struct tally tally = { 0 };
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        const wikijs_error *error = wikijs_results_error(results, i);
        if (!error) {
            tally.made++;
        } else if (error->code == WIKIJS_E_EXISTS) {
            tally.there++;
        } else if (error->flags & WIKIJS_ERROR_UNCERTAIN) {
            tally.unknown++;
            fprintf(stderr, "look at %s: %s\n", paths[i], error->message);
        } else {
            tally.refused++;
            fprintf(stderr, "%s: %s\n", paths[i], error->message);
        }
    }
    return tally;
}

int main(int argc, char **argv)
{
    static char paths[MOST][PATH_SIZE];
    static wikijs_pages_create_input inputs[MOST];
    long asked = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (asked < 1 || asked > MOST) {
        fprintf(stderr, "usage: batch_publish PATH COUNT, which is at most %d\n", MOST);
        return 2;
    }
    size_t count = (size_t)asked;
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%zu", argv[1], i);
        inputs[i] = (wikijs_pages_create_input)WIKIJS_PAGES_CREATE_INPUT_INIT;
        inputs[i].path = paths[i];
        inputs[i].title = paths[i];
        inputs[i].content = (wikijs_str){ "To be written.", 14 };
    }

    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_batch_options batch = WIKIJS_BATCH_OPTIONS_INIT;
    batch.max_writes = 5; /* a proxy that gives up after 30 s is not met: five creates take about 12 s */
    wikijs_client *client = NULL;
    wikijs_results *results = NULL;
    wikijs_error err;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = wikijs_pages_create_many(client, inputs, count, &batch, &results, &err);
    }
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    struct tally tally = count_outcomes(results, paths);
    printf("%d made, %d there already, %d refused, %d unknown\n", tally.made, tally.there, tally.refused,
           tally.unknown);
    wikijs_results_free(results);
    wikijs_client_free(client);
    return status < 0 || tally.refused || tally.unknown ? 1 : 0;
}
