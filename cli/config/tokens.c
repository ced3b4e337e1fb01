/* SPDX-License-Identifier: MIT */
#include "config/tokens.h"

#include "config/paths.h"
#include "memory.h"
#include "text/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 1024 * 1024 };

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

/* The file's text; an absent file is empty. */
static bool read_all(const char *path, struct buffer *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR;
    bool good = buffer_read(text, fd, LARGEST_FILE);
    close(fd);
    return good;
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

char *tokens_find(const char *url, struct stored_token *found)
{
    *found = (struct stored_token){ 0 };
    char *path = tokens_path();
    if (!path)
        return NULL;
    struct buffer text = { 0 };
    char *problem = NULL;
    if (!read_all(path, &text))
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
    return problem;
}

/* Make the folders above a file, for the user alone. */
static bool make_folders(const char *path)
{
    char *copy = xstrdup(path);
    bool good = true;
    for (char *slash = strchr(copy + 1, '/'); slash && good; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        good = mkdir(copy, 0700) == 0 || errno == EEXIST;
        *slash = '/';
    }
    free(copy);
    return good;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return true;
}

static bool replace_file(const char *path, const struct buffer *text)
{
    char *beside = xasprintf("%s.new", path);
    unlink(beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = fd >= 0 && write_all(fd, buffer_text(text), text->length) && fsync(fd) == 0;
    if (fd >= 0 && close(fd) != 0)
        good = false;
    good = good && rename(beside, path) == 0;
    if (!good) {
        int kept = errno;
        unlink(beside);
        errno = kept;
    }
    free(beside);
    return good;
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

char *tokens_store(const char *url, const char *user, const char *token)
{
    char *path = tokens_path();
    if (!path)
        return xstrdup("there is no place to keep a token: neither XDG_STATE_HOME nor HOME is set");
    char *lock_path = xasprintf("%s.lock", path);
    struct buffer old = { 0 }, new = { 0 };
    int lock = -1;
    bool good = make_folders(path);
    if (good) {
        lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        good = lock >= 0 && flock(lock, LOCK_EX) == 0 && read_all(path, &old);
    }
    if (good) {
        rewrite(&new, buffer_text(&old), url, user, token);
        good = replace_file(path, &new);
    }
    char *problem = good ? NULL : xasprintf("%s: %s", path, strerror(errno));
    if (lock >= 0)
        close(lock);
    buffer_free_secret(&old);
    buffer_free_secret(&new);
    free(lock_path);
    free(path);
    return problem;
}
