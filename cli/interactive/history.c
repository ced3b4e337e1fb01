/* SPDX-License-Identifier: MIT */
#include "interactive/history.h"

#include "config/own_file.h"
#include "config/paths.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_LINES = 1000, MOST_BYTES = 512 * 1024 };

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

/* The last MOST_BYTES of the file, from the start of a line on. */
static bool read_end(const char *path, struct buffer *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1, start = size > MOST_BYTES ? size - MOST_BYTES : 0;
    bool good = size >= 0 && lseek(fd, start, SEEK_SET) == start && buffer_read(text, fd, MOST_BYTES);
    if (fd >= 0)
        close(fd);
    const char *newline = good && start ? strchr(buffer_text(text), '\n') : NULL;
    if (newline) {
        size_t skipped = (size_t)(newline + 1 - text->data);
        text->length -= skipped;
        memmove(text->data, text->data + skipped, text->length + 1);
    }
    return good;
}

/* What is kept. Another shell that appends meanwhile waits for the lock. */
static void read_and_shorten(const char *path, struct buffer *kept)
{
    struct buffer text = { 0 };
    struct stat about;
    int lock = own_folder_lock(path);
    if (lock >= 0 && read_end(path, &text)) {
        buffer_adds(kept, newest(&text));
        if (stat(path, &about) == 0 && (size_t)about.st_size > kept->length)
            own_file_replace(path, kept);
    }
    if (lock >= 0)
        close(lock);
    buffer_free(&text);
}

void history_load(void (*line)(void *context, const char *text), void *context)
{
    char *path = history_path();
    struct buffer text = { 0 };
    if (path)
        read_and_shorten(path, &text);
    for (const char *at = buffer_text(&text); *at;) {
        size_t length = strcspn(at, "\n");
        char *copy = xstrndup(at, length);
        if (length)
            line(context, copy);
        free(copy);
        at += length + (at[length] == '\n');
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
