/* SPDX-License-Identifier: MIT */
/*
 * What a program can make of an error: how it went, and what to do about it.
 * Usage: explain_error ID...
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static const char *what_to_do(const wikijs_error *err)
{
    if (err->flags & WIKIJS_ERROR_UNCERTAIN)
        return "look whether it was done";
    switch (err->code) {
    case WIKIJS_E_UNAUTHENTICATED:
    case WIKIJS_E_FORBIDDEN:
        return "see which key is used, and what its group may do";
    case WIKIJS_E_NOT_FOUND:
        return "see whether it is there, and whether this key may see it";
    case WIKIJS_E_CONFLICT:
        return "read it again, then repeat the change";
    default:
        return err->flags & WIKIJS_ERROR_RETRYABLE ? "try again later" : "see docs/troubleshooting.md";
    }
}

static void explain(const wikijs_error *err)
{
    printf("%s (%s): %s", wikijs_status_name(err->code), wikijs_status_text(err->code), err->message);
    if (err->http_status)
        printf("; HTTP %" PRId32, err->http_status);
    if (err->attempts > 1)
        printf("; %" PRId32 " requests", err->attempts);
    if (err->retry_after_ms > 0)
        printf("; not before %" PRId64 " ms", err->retry_after_ms);
    printf(". %s\n", what_to_do(err));
}

int main(int argc, char **argv)
{
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    if (wikijs_client_new(&options, &client, &err) < 0) {
        explain(&err);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, atoll(argv[i]), NULL, &page, &err) < 0)
            explain(&err);
        else
            printf("%s\n", page->title);
        wikijs_page_free(page);
    }
    wikijs_client_free(client);
    return 0;
}
