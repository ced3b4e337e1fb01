/* SPDX-License-Identifier: MIT */
#include "child.h"

#include "call.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

/* In the signal handler. */
static void end_child(void *context)
{
    if (interrupt_is_final())
        kill(*(const pid_t *)context, SIGTERM);
}

bool child_wait(pid_t pid, int *status)
{
    siginfo_t ignored;
    struct interrupt_waker before = interrupt_call(end_child, &pid);
    end_child(&pid); /* of a signal that came before */
    /* Not reaped before the handler is away: the number stays its own. */
    while (waitid(P_PID, (id_t)pid, &ignored, WEXITED | WNOWAIT) < 0 && errno == EINTR)
        ;
    interrupt_call(before.wake, before.context);
    return waitpid(pid, status, 0) == pid;
}
