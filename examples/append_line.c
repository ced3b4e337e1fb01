/* SPDX-License-Identifier: MIT */
/* Adds a line to a page that others edit, too. Usage: append_line PATH LINE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { ATTEMPTS = 3 };

static char *join(wikijs_str text, const char *line)
{
    size_t length = strlen(line);
    char *joined = malloc(text.len + length + 2);
    if (joined) {
        memcpy(joined, text.ptr, text.len);
        joined[text.len] = '\n';
        memcpy(joined + text.len + 1, line, length + 1);
    }
    return joined;
}

/*
 * Whoever saved the page after we read it is not overwritten: the line goes to the end of their text. What is saved in
 * the moment between the library's own look and its write is; the server has no lock against that.
 */
static int append_line(wikijs_client *client, const char *path, const char *line, wikijs_error *err)
{
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    what.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path(client, NULL, path, &what, &page, err);
    if (status < 0)
        return status;

    int64_t id = page->id;
    for (int i = 0; i < ATTEMPTS && page; i++) {
        char *content = join(page->content, line);
        if (!content)
            abort();
        wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
        input.content = (wikijs_str){ content, strlen(content) };
        input.expected_updated_at = page->updated_at;
        wikijs_page_free(page);
        page = NULL;
        status = wikijs_pages_update(client, id, &input, &page, err);
        free(content);
        if (status != WIKIJS_E_CONFLICT)
            break;
        /* A conflict hands out the server's current page: the base of the next attempt. */
    }
    wikijs_page_free(page);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: append_line PATH LINE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = append_line(client, argv[1], argv[2], &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("added to %s\n", argv[1]);
    return wikijs_status_exit_code(status);
}
