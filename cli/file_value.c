/* SPDX-License-Identifier: MIT */
#include "file_value.h"

#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 64 * 1024 * 1024 };

int file_read(const char *file, struct buffer *text)
{
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && buffer_read(text, fd, LARGEST_FILE);
    int error = errno;
    if (fd >= 0 && !is_stdin)
        close(fd);
    return good ? 0 : report_read_failure(file, error);
}

int file_value_read(struct cli *cli, const char *text, struct buffer *value)
{
    (void)cli;
    if (text[0] != '@' || text[1] == '@') {
        buffer_adds(value, text[0] == '@' ? text + 1 : text);
        return 0;
    }
    int code = file_read(text + 1, value);
    if (code == 0 && value->length && value->data[value->length - 1] == '\n')
        value->data[--value->length] = '\0';
    return code;
}
