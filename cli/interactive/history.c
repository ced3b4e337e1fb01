/* SPDX-License-Identifier: MIT */
#include "interactive/history.h"

#include "config/own_file.h"
#include "config/paths.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_LINES = 1000 };

static char *history_path(void)
{
    return path_of_state("history");
}

/* The start of the last KEPT_LINES lines. */
static const char *newest(const struct buffer *text)
{
    const char *start = buffer_text(text), *at = start + text->length;
    size_t lines = 0;
    while (at > start && lines <= KEPT_LINES)
        lines += *--at == '\n';
    return lines > KEPT_LINES ? at + 1 : start;
}

/* Forget what is too old. Another shell that appends meanwhile waits for the lock. */
static void shorten(const char *path)
{
    struct buffer text = { 0 }, kept = { 0 };
    int lock = own_folder_lock(path);
    if (lock >= 0 && own_file_read(path, &text) && newest(&text) != buffer_text(&text)) {
        buffer_adds(&kept, newest(&text));
        own_file_replace(path, &kept);
    }
    if (lock >= 0)
        close(lock);
    buffer_free(&text);
    buffer_free(&kept);
}

void history_load(void (*line)(void *context, const char *text), void *context)
{
    char *path = history_path();
    struct buffer text = { 0 };
    if (path)
        shorten(path);
    if (path && own_file_read(path, &text)) {
        for (const char *at = buffer_text(&text); *at;) {
            size_t length = strcspn(at, "\n");
            char *copy = xstrndup(at, length);
            if (length)
                line(context, copy);
            free(copy);
            at += length + (at[length] == '\n');
        }
    }
    buffer_free(&text);
    free(path);
}

bool history_takes(const char *line)
{
    static const char *const signs[] = {
        "api-key ", "api-key=", "api_key ", "apikey", "pass", "secret", "token", "jwt"
    };
    if (!*line || *line == ' ')
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcasestr(line, signs[i]))
            return false;
    return true;
}

void history_append(const char *line)
{
    char *path = history_path();
    int lock = path ? own_folder_lock(path) : -1;
    int fd = lock >= 0 ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (fd >= 0) {
        char *text = xasprintf("%s\n", line);
        ssize_t ignored = write(fd, text, strlen(text));
        (void)ignored;
        free(text);
        close(fd);
    }
    if (lock >= 0)
        close(lock);
    free(path);
}
