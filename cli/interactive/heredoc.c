/* SPDX-License-Identifier: MIT */
#include "interactive/heredoc.h"

#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Take `<<WORD`, or `<<` and WORD, from the end. NULL: it is not there. Free it. */
static char *take_mark(struct words *words)
{
    const char *last = words->count > 1 ? words->items[words->count - 1] : "";
    size_t taken = strncmp(last, "<<", 2) == 0 && last[2]                                  ? 1
                   : words->count > 2 && strcmp(words->items[words->count - 2], "<<") == 0 ? 2
                                                                                           : 0;
    if (!taken)
        return NULL;
    char *mark = xstrdup(taken == 1 ? last + 2 : last);
    for (; taken; taken--) {
        free(words->items[--words->count]);
        words->items[words->count] = NULL;
    }
    return mark;
}

static bool write_line(int fd, const char *line)
{
    char *text = xasprintf("%s\n", line);
    size_t length = strlen(text), at = 0;
    ssize_t written = 0;
    while (at < length && (written = write(fd, text + at, length - at)) > 0)
        at += (size_t)written;
    free(text);
    return at == length;
}

/* The lines up to the mark; 0 or the exit code of what was reported. */
static int collect(int fd, const char *mark, read_line_fn *read, struct shell *shell)
{
    char *line;
    enum line_outcome outcome;
    bool good = true;
    while ((outcome = read(shell, &line)) == LINE_READ && strcmp(line, mark) != 0) {
        good = good && write_line(fd, line);
        free(line);
    }
    if (outcome == LINE_CANCELED)
        return EXIT_INTERRUPTED;
    if (outcome == LINE_END) {
        report_failure("the input ended before a line '%s'", mark);
        return EXIT_USAGE;
    }
    free(line);
    return good ? 0 : report_failure("the lines up to '%s' could not be kept: %s", mark, strerror(errno));
}

static int take_input(struct heredoc *heredoc, int fd)
{
    heredoc->kept = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    if (heredoc->kept < 0 || lseek(fd, 0, SEEK_SET) < 0 || dup2(fd, STDIN_FILENO) < 0)
        return report_failure("standard input: %s", strerror(errno));
    return 0;
}

int heredoc_open(struct heredoc *heredoc, struct words *words, bool is_script, read_line_fn *read, struct shell *shell)
{
    heredoc->kept = -1;
    char *mark = take_mark(words);
    if (!mark && !is_script)
        return 0;
    int fd = mark ? memfd_create("wikijs-input", MFD_CLOEXEC) : open("/dev/null", O_RDONLY | O_CLOEXEC);
    int code = fd < 0 ? report_failure("standard input: %s", strerror(errno)) : 0;
    if (code == 0 && mark)
        code = collect(fd, mark, read, shell);
    if (code == 0)
        code = take_input(heredoc, fd);
    if (fd >= 0)
        close(fd);
    free(mark);
    return code;
}

void heredoc_close(struct heredoc *heredoc)
{
    if (heredoc->kept < 0)
        return;
    dup2(heredoc->kept, STDIN_FILENO);
    close(heredoc->kept);
    heredoc->kept = -1;
}
