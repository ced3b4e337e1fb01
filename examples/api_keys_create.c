/* SPDX-License-Identifier: MIT */
/*
 * Make an API key that may do what one group may, keep it in a file that nobody else reads, and see that it works.
 * Usage: api_keys_create NAME EXPIRATION GROUP-ID FILE
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/api_keys.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

/* Put the key where nobody else reads it: written beside the file, then in its place. */
static int keep_key(const char *path, const char *key, wikijs_error *err)
{
    char beside[4096];
    size_t length = strlen(key);
    snprintf(beside, sizeof beside, "%s.new", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, key, length) == (ssize_t)length && fsync(fd) == 0;
    good = good && rename(beside, path) == 0;
    if (!good)
        snprintf(err->message, sizeof err->message, "%.200s: %s", beside, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !good)
        unlink(beside);
    return good ? 0 : WIKIJS_E_IO;
}

/* Usual: a key for one group. What cannot be kept is revoked, for the server never shows it again. */
static int make_key(wikijs_client *client, const char *name, const char *expiration, int64_t group, const char *path,
                    wikijs_error *err)
{
    wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
    input.name = name;
    input.expiration = expiration;
    input.group_id = group;
    wikijs_new_api_key *made = NULL;
    int status = wikijs_api_keys_create(client, &input, &made, err);
    if (status < 0)
        return status;
    status = keep_key(path, made->key, err);
    if (status == 0)
        printf("key %lld for group %lld is in %s\n", (long long)made->id, (long long)made->group, path);
    else if (wikijs_api_keys_revoke(client, made->id, false, NULL, NULL) < 0)
        fprintf(stderr, "key %lld works, is kept nowhere and could not be revoked\n", (long long)made->id);
    wikijs_new_api_key_free(made); /* wipes the key */
    return status;
}

/* The program that will use the key reads it from the file; here it lists a page. */
static int try_key(const char *path, wikijs_error *err)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_file = path;
    wikijs_client *client = NULL;
    wikijs_page_item_list *pages = NULL;
    wikijs_pages_list_options one = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    one.limit = 1;
    int status = wikijs_client_new(&options, &client, err);
    if (status == 0)
        status = wikijs_pages_list(client, &one, &pages, err);
    if (status == 0)
        printf("it sees %s\n", wikijs_page_item_list_count(pages) ? "pages" : "no pages");
    wikijs_page_item_list_free(pages);
    wikijs_client_free(client);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: api_keys_create NAME EXPIRATION GROUP-ID FILE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = make_key(client, argv[1], argv[2], atoll(argv[3]), argv[4], &err);
        wikijs_client_free(client);
    }
    if (status == 0)
        status = try_key(argv[4], &err);
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
