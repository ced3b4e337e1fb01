/* SPDX-License-Identifier: MIT */
/* The smallest program: print the title and the source of one page. Usage: get_page PATH */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

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
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    what.fields = WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path(client, NULL, argc > 1 ? argv[1] : "home", &what, &page, &err);
    if (status == 0)
        printf("%s\n\n%s\n", page->title, page->content.ptr);
    else
        fprintf(stderr, "%s\n", err.message);
    wikijs_page_free(page);
    wikijs_client_free(client);
    return wikijs_status_exit_code(status);
}
