/* SPDX-License-Identifier: MIT */
#include "config/tokens.h"

#include "config/own_file.h"
#include "config/paths.h"
#include "config/secret_service.h"
#include "memory.h"
#include "text/buffer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A token has dots, this has none. */
static const char in_service_mark[] = "secret-service";

char *tokens_path(void)
{
    return path_of_state("tokens");
}

void stored_token_free(struct stored_token *token)
{
    free(token->user);
    xfree_secret(token->token);
    *token = (struct stored_token){ 0 };
}

/* The length of a line without its newline. */
static size_t line_length(const char *line)
{
    return strcspn(line, "\n");
}

static bool is_of(const char *line, const char *url)
{
    size_t length = strlen(url);
    return strncmp(line, url, length) == 0 && line[length] == '\t';
}

/* Put what the secret service has in the place of the mark. */
static char *fetch_from_service(const char *url, struct stored_token *found)
{
    if (!found->token || strcmp(found->token, in_service_mark) != 0)
        return NULL;
    free(found->token);
    found->in_service = true;
    found->token = secret_service_find(SECRET_LOGIN, url);
    if (found->token)
        return NULL;
    return xasprintf("the desktop's secret service does not give the login to %s: unlock it, or run: wikijs login",
                     url);
}

char *tokens_find(const char *url, struct stored_token *found)
{
    *found = (struct stored_token){ 0 };
    char *path = tokens_path();
    if (!path)
        return NULL;
    struct buffer text = { 0 };
    char *problem = NULL;
    if (!own_file_read(path, &text))
        problem = xasprintf("%s: %s", path, strerror(errno));
    for (const char *line = buffer_text(&text); *line && !found->token;) {
        size_t length = line_length(line);
        if (is_of(line, url)) {
            const char *user = line + strlen(url) + 1;
            size_t user_length = strcspn(user, "\t\n");
            if (user[user_length] == '\t') {
                const char *token = user + user_length + 1;
                found->user = xstrndup(user, user_length);
                found->token = xstrndup(token, strcspn(token, "\t\n"));
            }
        }
        line += length + (line[length] == '\n');
    }
    buffer_free_secret(&text);
    free(path);
    return problem ? problem : fetch_from_service(url, found);
}

/* All lines but that of `url`, and a new one for it when there is a token. */
static void rewrite(struct buffer *out, const char *old, const char *url, const char *user, const char *token)
{
    for (const char *line = old; *line;) {
        size_t length = line_length(line);
        if (length && !is_of(line, url)) {
            buffer_add(out, line, length);
            buffer_addc(out, '\n');
        }
        line += length + (line[length] == '\n');
    }
    if (token) {
        const char *const parts[] = { url, "\t", user, "\t", token, "\n" };
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            buffer_adds(out, parts[i]);
    }
}

char *tokens_store(const char *url, const char *user, const char *token, bool in_service)
{
    if (token && in_service && !secret_service_store(SECRET_LOGIN, url, token))
        return xstrdup("the desktop's secret service does not take it");
    if (!token && in_service)
        secret_service_forget(SECRET_LOGIN, url);
    char *path = tokens_path();
    if (!path)
        return xstrdup("there is no place to keep a token: neither XDG_STATE_HOME nor HOME is set");
    struct buffer old = { 0 }, new = { 0 };
    int lock = own_folder_lock(path);
    bool good = lock >= 0 && own_file_read(path, &old);
    if (good) {
        rewrite(&new, buffer_text(&old), url, user, token && in_service ? in_service_mark : token);
        good = own_file_replace(path, &new);
    }
    char *problem = good ? NULL : xasprintf("%s: %s", path, strerror(errno));
    if (lock >= 0)
        close(lock);
    buffer_free_secret(&old);
    buffer_free_secret(&new);
    free(path);
    return problem;
}
