/* SPDX-License-Identifier: MIT */
#include "terminal/pager.h"

#include "child.h"
#include "memory.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *pager_command(void)
{
    const char *own = getenv("WIKIJS_PAGER");
    if (own)
        return own;
    const char *common = getenv("PAGER");
    return common ? common : "less";
}

void pager_start(struct pager *pager)
{
    *pager = (struct pager){ 0, -1 };
    const char *command = pager_command();
    if (!*command || strcmp(command, "cat") == 0)
        return;
    /* Quit on one screen, show colours, leave the text there: what git and gh set too. */
    setenv("LESS", "FRX", 0);
    setenv("LV", "-c", 0);

    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    /* The program ignores SIGPIPE; what it starts should not. */
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    /*
     * A simple command takes the place of the shell, so that it gets the signal that ends this program. "cat" takes over
     * where the pager is not installed, so that the text is not lost.
     */
    char script[] = "case $1 in *[!A-Za-z0-9_./\\ -]*) false;; *) command -v ${1%% *} >/dev/null;; esac && "
                    "eval \"exec $1\"; eval \"$1\"; code=$?; [ $code -ne 127 ] || cat";
    char shell[] = "sh", option[] = "-c", zero[] = "sh";
    char *copy = xstrdup(command);
    char *words[] = { shell, option, script, zero, copy, NULL };
    int failed = posix_spawn(&pager->pid, "/bin/sh", &actions, &attributes, words, environ);
    free(copy);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    if (failed) {
        close(ends[1]);
        pager->pid = 0;
        return;
    }
    pager->fd = ends[1];
}

void pager_stop(struct pager *pager)
{
    if (!pager->pid)
        return;
    close(pager->fd);
    struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt;
    sigaction(SIGINT, &ignore, &interrupt); /* all is written: Ctrl-C is meant for the pager now */
    child_wait(pager->pid, NULL);
    sigaction(SIGINT, &interrupt, NULL);
    pager->pid = 0;
}
