/* SPDX-License-Identifier: MIT */
/* Basic: every page of the wiki with the size of its content. Usage: iter_pages [TAG] */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>

static int print_sizes(wikijs_client *client, const char *tag, wikijs_error *err)
{
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    options.tags = (wikijs_strings){ .items = &tag, .count = tag ? 1 : 0 };

    const wikijs_page *page;
    int status = wikijs_pages_iter_all(client, &options, &iter, err);
    while (status >= 0 && (status = wikijs_iter_next_page(iter, &page, err)) > 0)
        printf("%8zu  %s\n", page->content.len, page->path);
    wikijs_iter_free(iter);
    return status;
}

int main(int argc, char **argv)
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
    int status = print_sizes(client, argc > 1 ? argv[1] : NULL, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return wikijs_status_exit_code(status);
}
