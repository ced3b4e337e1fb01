/* SPDX-License-Identifier: MIT */
/*
 * Usual: all pages with content as JSON, one a line, on standard output. A server that is away for a moment is asked
 * again, a page that may not be read is named and left out. Usage: iter_archive
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>
#include <wikijs/model.h>

enum { MAX_TRIES = 5 };

/* One line; false when there is no memory, or nobody reads any more. */
static bool print_json(const wikijs_model *model, const void *item)
{
    size_t length = wikijs_object_to_json(model, item, 0, NULL, 0);
    char *text = length > 0 ? malloc(length + 1) : NULL;
    if (!text)
        return false;
    wikijs_object_to_json(model, item, 0, text, length + 1);
    bool good = puts(text) >= 0;
    free(text);
    return good;
}

/* The walk goes on where it was: an error that may pass is waited for, one that concerns a page is told. */
static bool go_on_after(const wikijs_error *err, int *tries)
{
    fprintf(stderr, "%s\n", err->message);
    if (err->flags & WIKIJS_ERROR_ITEM)
        return true;
    if (!(err->flags & WIKIJS_ERROR_RETRYABLE) || ++*tries > MAX_TRIES)
        return false;
    sleep(err->retry_after_ms > 0 ? (unsigned)(err->retry_after_ms / 1000) + 1 : 1U << *tries);
    return true;
}

static int archive(wikijs_client *client, wikijs_error *err)
{
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) |
                     WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    int status = wikijs_pages_iter_all(client, &options, &iter, err), tries = 0;
    const wikijs_page *page;
    while (iter && (status = wikijs_iter_next_page(iter, &page, err)) != 0) {
        if (status < 0 && !go_on_after(err, &tries))
            break;
        if (status > 0) {
            tries = 0;
            if (!print_json(wikijs_iter_model(iter), page))
                break;
        }
    }
    wikijs_iter_free(iter);
    return status;
}

int main(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int status = archive(client, &err);
    wikijs_client_free(client);
    return wikijs_status_exit_code(status);
}
