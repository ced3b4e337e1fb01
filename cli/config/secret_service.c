/* SPDX-License-Identifier: MIT */
#include "config/secret_service.h"

#include "child.h"
#include "memory.h"
#include "text/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST_SECRET = 64 * 1024, MOST_WORDS = 10 };

static const char *const kinds[] = { [SECRET_API_KEY] = "api-key", [SECRET_LOGIN] = "login" };

static bool is_on_path(const char *program)
{
    const char *at = getenv("PATH");
    while (at && *at) {
        size_t length = strcspn(at, ":");
        char *file = xasprintf("%.*s/%s", (int)length, at, program);
        bool found = length && access(file, X_OK) == 0;
        free(file);
        if (found)
            return true;
        at += length + (at[length] == ':');
    }
    return false;
}

bool secret_service_is_there(void)
{
    const char *bus = getenv("DBUS_SESSION_BUS_ADDRESS");
    return bus && *bus && is_on_path("secret-tool");
}

/* A process with one of its streams in our hands. */
static pid_t start(const char *const *words, int stream, int *ours)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    int theirs = stream == STDIN_FILENO ? 0 : 1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[theirs], stream);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    char *copies[MOST_WORDS + 1] = { 0 };
    for (size_t i = 0; i < MOST_WORDS && words[i]; i++)
        copies[i] = xstrdup(words[i]);
    pid_t pid = -1;
    if (posix_spawnp(&pid, copies[0], &actions, NULL, copies, environ) != 0)
        pid = -1;
    for (size_t i = 0; copies[i]; i++)
        free(copies[i]);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[theirs]);
    *ours = ends[1 - theirs];
    if (pid < 0)
        close(*ours);
    return pid;
}

static bool succeeded(pid_t pid)
{
    int status = 0;
    return child_wait(pid, &status) && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool secret_service_store(enum secret_kind kind, const char *url, const char *secret)
{
    char *label = xasprintf("--label=wikijs: %s", url);
    const char *const words[] = { "secret-tool", "store",     label, "application", "wikijs",
                                  "kind",        kinds[kind], "url", url,           NULL };
    int input;
    pid_t pid = start(words, STDIN_FILENO, &input);
    free(label);
    if (pid < 0)
        return false;
    size_t length = strlen(secret), at = 0;
    while (at < length) {
        ssize_t written = write(input, secret + at, length - at);
        if (written < 0 && errno != EINTR)
            break;
        at += written > 0 ? (size_t)written : 0;
    }
    close(input);
    return succeeded(pid) && at == length;
}

char *secret_service_find(enum secret_kind kind, const char *url)
{
    const char *const words[] = { "secret-tool", "lookup", "application", "wikijs", "kind",
                                  kinds[kind],   "url",    url,           NULL };
    int output;
    pid_t pid = start(words, STDOUT_FILENO, &output);
    if (pid < 0)
        return NULL;
    struct buffer text = { 0 };
    buffer_reserve(&text, 2 * LONGEST_SECRET); /* never moved */
    bool good = buffer_read(&text, output, LONGEST_SECRET);
    close(output);
    good = succeeded(pid) && good && text.length;
    char *secret = good ? xstrndup(buffer_text(&text), strcspn(buffer_text(&text), "\n")) : NULL;
    buffer_free_secret(&text);
    return secret;
}

void secret_service_forget(enum secret_kind kind, const char *url)
{
    const char *const words[] = {
        "secret-tool", "clear", "application", "wikijs", "kind", kinds[kind], "url", url, NULL
    };
    int output;
    pid_t pid = start(words, STDOUT_FILENO, &output);
    if (pid < 0)
        return;
    close(output);
    succeeded(pid);
}

char *secret_service_command(enum secret_kind kind, const char *url)
{
    if (strpbrk(url, "'\n"))
        return NULL;
    return xasprintf("secret-tool lookup application wikijs kind %s url '%s'", kinds[kind], url);
}
