/* SPDX-License-Identifier: MIT */
#include "terminal/prompt.h"

#include "text/buffer.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

bool prompt_is_possible(const struct terminal *terminal)
{
    const char *disabled = getenv("WIKIJS_PROMPT_DISABLED");
    return terminal->in && terminal->err && !(disabled && *disabled);
}

/*
 * Wait for a byte on standard input; false when a signal came. Those that end the program are let through only while this
 * waits, so that none is lost between looking and waiting.
 */
static bool wait_for_input(const sigset_t *open_mask)
{
    struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
    return ppoll(&input, 1, NULL, open_mask) > 0;
}

/* Byte by byte: what follows the line is not ours to take. */
static char *read_line(const sigset_t *open_mask)
{
    enum { LONGEST = 4096 };
    struct buffer line = { 0 };
    buffer_reserve(&line, LONGEST); /* never moved, so that no copy of a secret stays behind */
    char byte;
    ssize_t got;
    while ((got = wait_for_input(open_mask) ? read(STDIN_FILENO, &byte, 1) : -1) == 1 && byte != '\n' &&
           line.length < LONGEST)
        buffer_addc(&line, byte);
    if (got < 0 || (got == 0 && line.length == 0)) {
        buffer_free_secret(&line);
        return NULL;
    }
    if (line.length && line.data[line.length - 1] == '\r')
        line.length--;
    line.data[line.length] = '\0';
    return line.data;
}

char *prompt_line_on(FILE *out, const char *question)
{
    sigset_t closed_mask, open_mask;
    sigemptyset(&closed_mask);
    sigaddset(&closed_mask, SIGINT);
    sigaddset(&closed_mask, SIGTERM);
    sigaddset(&closed_mask, SIGHUP);
    sigprocmask(SIG_BLOCK, &closed_mask, &open_mask);
    fputs(question, out);
    fflush(out);
    char *line = read_line(&open_mask);
    sigprocmask(SIG_SETMASK, &open_mask, NULL);
    return line;
}

char *prompt_line(const char *question)
{
    char *line = prompt_line_on(stderr, question);
    if (!line)
        fputc('\n', stderr); /* nobody has ended the line of the question */
    return line;
}

char *prompt_secret(const char *question)
{
    struct termios before;
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return NULL;
    struct termios hidden = before;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    char *line = prompt_line(question);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    if (line)
        fputc('\n', stderr); /* the user's was not shown */
    return line;
}

bool prompt_confirm(const char *question)
{
    char *answer = prompt_line(question);
    bool agreed = answer && (strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0);
    free(answer);
    return agreed;
}
