/* SPDX-License-Identifier: MIT */
/* A new title for a page; all else of it stays. Usage: rename_page ID TITLE */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static void explain(int status, const wikijs_error *err)
{
    fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err->message);
    if (err->permission[0])
        fprintf(stderr, "the credentials need %s\n", err->permission);
    if (err->flags & WIKIJS_ERROR_UNCERTAIN)
        fprintf(stderr, "it may have been carried out all the same: look before you repeat it\n");
    else if (err->flags & WIKIJS_ERROR_RETRYABLE)
        fprintf(stderr, "it may succeed later\n");
}

static int rename_page(wikijs_client *client, int64_t id, const char *title, wikijs_error *err)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = title;
    wikijs_page *page = NULL;
    int status = wikijs_pages_update(client, id, &input, &page, err);
    if (status == 0)
        printf("%s is now '%s'\n", page->path, page->title);
    wikijs_page_free(page);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: rename_page ID TITLE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = rename_page(client, atoll(argv[1]), argv[2], &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        explain(status, &err);
    return wikijs_status_exit_code(status);
}
