/* SPDX-License-Identifier: MIT */
#include "terminal/editor.h"

#include "child.h"
#include "memory.h"

#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *find_named(const char *configured)
{
    static const char *const variables[] = { "WIKIJS_EDITOR", "VISUAL", "EDITOR" };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return value;
        if (i == 0 && configured && *configured)
            return configured;
    }
    return NULL;
}

const char *editor_command(const char *configured)
{
    const char *named = find_named(configured);
    return named ? named : access("/usr/bin/editor", X_OK) == 0 ? "editor" : "vi";
}

bool editor_is_possible(const struct terminal *terminal, const char *configured)
{
    return terminal->in || find_named(configured);
}

bool editor_run(const char *command, const char *file)
{
    /* The editor owns the terminal: Ctrl-C there is meant for it. */
    struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGINT);
    sigaddset(&defaults, SIGQUIT);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    /*
     * Through a shell, for an editor may be a command with options ("code --wait"). A simple one takes the place of the
     * shell, so that it gets the signal that ends this program.
     */
    static const char simple[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./ -";
    char *script = xasprintf("%s%s \"$1\"", command[strspn(command, simple)] ? "" : "exec ", command);
    char *path = xstrdup(file);
    char shell[] = "sh", option[] = "-c", zero[] = "sh";
    char *words[] = { shell, option, script, zero, path, NULL };
    pid_t pid;
    bool good = posix_spawn(&pid, "/bin/sh", NULL, &attributes, words, environ) == 0;
    int status = -1;
    good = good && child_wait(pid, &status);
    free(path);
    free(script);
    posix_spawnattr_destroy(&attributes);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
