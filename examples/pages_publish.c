/* SPDX-License-Identifier: MIT */
/*
 * Usual: what a build does with its documentation. Puts a text file at a path: a new page where there is none, else an
 * update of the page that is there, and nothing at all when it holds that text already. Tags, scripts and everything
 * else that people set in the browser stay.
 *
 * Usage: pages_publish PATH TITLE FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

/* The whole file, NUL-terminated; NULL when it cannot be read. */
static char *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *text = NULL;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        text = size >= 0 ? malloc((size_t)size + 1) : NULL;
        if (text) {
            *length = fread(text, 1, (size_t)size, file);
            text[*length] = '\0';
        }
    }
    if (file) {
        fclose(file);
    }
    return text;
}

static int create(wikijs_client *client, const char *path, const char *title, wikijs_str content, wikijs_error *err)
{
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = path;
    input.title = title;
    input.content = content;
    int status = wikijs_pages_create(client, &input, &page, err);
    if (status == 0) {
        printf("created page %lld\n", (long long)page->id);
    }
    wikijs_page_free(page);
    return status;
}

static int update(wikijs_client *client, const wikijs_page *old, const char *title, wikijs_str content,
                  wikijs_error *err)
{
    if (old->content.len == content.len && memcmp(old->content.ptr, content.ptr, content.len) == 0 &&
        strcmp(old->title, title) == 0) {
        printf("page %lld is up to date\n", (long long)old->id);
        return 0;
    }
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = title;
    input.content = content;
    input.expected_updated_at = old->updated_at; /* nobody's edit is lost between our look and our write */
    int status = wikijs_pages_update(client, old->id, &input, &page, err);
    if (status == 0) {
        printf("updated page %lld\n", (long long)page->id);
    }
    wikijs_page_free(page);
    return status;
}

static int publish(wikijs_client *client, const char *path, const char *title, wikijs_str content, wikijs_error *err)
{
    wikijs_page *old = NULL;
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    what.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) |
                  WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    int status = wikijs_pages_get_by_path(client, NULL, path, &what, &old, err);
    if (status == WIKIJS_E_NOT_FOUND) {
        return create(client, path, title, content, err);
    }
    if (status == 0) {
        status = update(client, old, title, content, err);
    }
    wikijs_page_free(old);
    return status;
}

int main(int argc, char **argv)
{
    size_t length = 0;
    char *text = argc == 4 ? read_file(argv[3], &length) : NULL;
    if (!text) {
        fprintf(stderr, "usage: %s PATH TITLE FILE\n", argv[0]);
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_error err;
    wikijs_client *client = NULL;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = publish(client, argv[1], argv[2], (wikijs_str){ text, length }, &err);
    }
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    wikijs_client_free(client);
    free(text);
    return wikijs_status_exit_code(status);
}
