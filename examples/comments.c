/* SPDX-License-Identifier: MIT */
/* Read the comments on a page, write one when the server lets us, answer it. Usage: comments PATH [TEXT] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/comments.h>
#include <wikijs/pages.h>

/* Basic: what was said about a page. */
static int list_comments(wikijs_client *client, const char *path, wikijs_error *err)
{
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    options.check_page = true; /* else a page that does not exist has no comments, too */
    wikijs_comment_list *list = NULL;
    int status = wikijs_comments_list(client, path, &options, &list, err);
    for (size_t i = 0; i < wikijs_comment_list_count(list); i++) {
        const wikijs_comment *comment = wikijs_comment_list_at(list, i);
        bool has_source = comment->present & WIKIJS_BIT(WIKIJS_COMMENT_CONTENT); /* who may not write gets the HTML */
        printf("%s: %s\n", comment->author_name, has_source ? comment->content.ptr : comment->render.ptr);
    }
    wikijs_comment_list_free(list);
    return status;
}

static void pause_ms(int64_t ms)
{
    nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

/* Usual: write one, and wait when the server takes no more at present. */
static int write_comment(wikijs_client *client, int64_t page, const char *text, int64_t *id, wikijs_error *err)
{
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.page_id = page;
    input.content = (wikijs_str){ text, strlen(text) };
    wikijs_comment_created *created = NULL;
    int status = wikijs_comments_create(client, &input, &created, err);
    for (int attempt = 1; status == WIKIJS_E_RATE_LIMITED && attempt < 4; attempt++) {
        pause_ms(err->retry_after_ms >= 0 ? err->retry_after_ms : 15000);
        status = wikijs_comments_create(client, &input, &created, err);
    }
    if (status == 0)
        *id = created->id;
    wikijs_comment_created_free(created);
    return status;
}

static int comment_on(wikijs_client *client, const char *path, const char *text, wikijs_error *err)
{
    wikijs_page *page = NULL;
    int64_t id = 0;
    int status = wikijs_pages_get_by_path(client, NULL, path, NULL, &page, err);
    if (status == 0)
        status = write_comment(client, page->id, text, &id, err);
    wikijs_page_free(page);
    if (status == 0)
        printf("comment %lld\n", (long long)id);
    return status;
}

/* Advanced: the minimum time between two comments of an account; the provider's other settings stay. */
static int set_delay(wikijs_client *client, int seconds, wikijs_error *err)
{
    char value[32];
    snprintf(value, sizeof value, "{\"v\":%d}", seconds);
    const wikijs_key_value_input settings[] = { { "minDelay", value } };
    const wikijs_module_input change[] = { { "default", WIKIJS_UNSET, { settings, 1 } } };
    return wikijs_comments_update_providers(client, (wikijs_module_inputs){ change, 1 }, NULL, err);
}

static int run(wikijs_client *client, int argc, char **argv, wikijs_error *err)
{
    int status = 0;
    if (argc > 2)
        status = comment_on(client, argv[1], argv[2], err);
    if (status == 0 && argc > 3)
        status = set_delay(client, atoi(argv[3]), err);
    return status < 0 ? status : list_comments(client, argv[1], err);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: comments PATH [TEXT [SECONDS]]\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = run(client, argc, argv, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
