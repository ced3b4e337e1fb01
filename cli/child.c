/* SPDX-License-Identifier: MIT */
#include "child.h"

#include "call.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 8, DEPTH = 8, LIST_SIZE = 512, NUMBER_SIZE = 12 };

static _Atomic pid_t guarded[MOST]; /* 0: free */

/* --- what a signal handler may do --- */

static char *put_text(char *at, const char *text)
{
    while (*text)
        *at++ = *text++;
    return at;
}

static char *put_number(char *at, pid_t number)
{
    char digits[NUMBER_SIZE];
    size_t count = 0;
    for (; number > 0; number /= 10)
        digits[count++] = (char)('0' + number % 10);
    while (count)
        *at++ = digits[--count];
    return at;
}

/* The numbers of its children, with blanks. A system that does not tell has none. */
static void read_children(pid_t pid, char list[LIST_SIZE])
{
    char path[64], *at = put_number(put_text(path, "/proc/"), pid);
    *put_text(put_number(put_text(at, "/task/"), pid), "/children") = '\0';
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, list, LIST_SIZE - 1);
    if (fd >= 0)
        close(fd);
    list[length > 0 ? length : 0] = '\0';
}

/* First the list: who has lost its parent is nobody's child. */
static void end_tree(pid_t pid, int depth)
{
    char list[LIST_SIZE];
    read_children(pid, list);
    kill(pid, SIGTERM);
    pid_t child = 0;
    for (const char *at = list; *at && depth > 0; at++) {
        if (*at >= '0' && *at <= '9') {
            child = child * 10 + (*at - '0');
        } else if (child) {
            end_tree(child, depth - 1);
            child = 0;
        }
    }
}

void child_end_all(void)
{
    for (size_t i = 0; i < MOST; i++) {
        pid_t pid = atomic_load(&guarded[i]);
        if (pid > 0)
            end_tree(pid, DEPTH);
    }
}

/* --- */

static _Atomic pid_t *find_guard(pid_t pid)
{
    for (size_t i = 0; i < MOST; i++)
        if (atomic_load(&guarded[i]) == pid)
            return &guarded[i];
    return NULL;
}

void child_guard(pid_t pid)
{
    pid_t none = 0;
    for (size_t i = 0; i < MOST && !atomic_compare_exchange_strong(&guarded[i], &none, pid); i++)
        none = 0;
    if (interrupt_is_final()) /* the signal came before */
        end_tree(pid, DEPTH);
}

bool child_wait(pid_t pid, int *status)
{
    siginfo_t ignored;
    if (!find_guard(pid))
        child_guard(pid);
    /* Not reaped before it is guarded no more: the number stays its own. */
    while (waitid(P_PID, (id_t)pid, &ignored, WEXITED | WNOWAIT) < 0 && errno == EINTR)
        ;
    _Atomic pid_t *guard = find_guard(pid);
    if (guard)
        atomic_store(guard, 0);
    return waitpid(pid, status, 0) == pid;
}
