/* SPDX-License-Identifier: MIT */
#include "support/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_FLAGS = 12 };

static void become_sandbox(int in, int out, const char *const *flags)
{
    const char *arguments[MAX_FLAGS + 5] = { "node", WIKIJS_SOURCE_DIR "/sandbox/bin/wikijs-sandbox.js",
                                             "--exit-with-stdin" };
    for (int i = 0; i < MAX_FLAGS && flags[i]; i++) {
        arguments[i + 3] = flags[i];
    }
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    char *const *argv = (char *const *)(void *)arguments;
    execvp("node", argv);
    _exit(127);
}

/* The text of "name":"..." in the start line. */
static void take(const char *line, const char *name, char *out, size_t size)
{
    const char *at = strstr(line, name);
    if (!at) {
        fail_msg("the sandbox did not tell %s: %s", name, line);
        return;
    }
    at += strlen(name);
    snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

void sandbox_start(struct sandbox *sandbox, const char *const *flags)
{
    int in[2], out[2];
    char line[8192] = "";
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    sandbox->pid = fork();
    assert_true(sandbox->pid >= 0);
    if (sandbox->pid == 0) {
        close(in[1]);
        close(out[0]);
        become_sandbox(in[0], out[1], flags);
    }
    close(in[0]);
    close(out[1]);
    sandbox->keep_alive = in[1];
    FILE *output = fdopen(out[0], "r");
    assert_non_null(output);
    assert_non_null(fgets(line, sizeof line, output));
    fclose(output);
    take(line, "\"url\":\"", sandbox->url, sizeof sandbox->url);
    take(line, "\"full\":\"", sandbox->key, sizeof sandbox->key);
}

void sandbox_stop(struct sandbox *sandbox)
{
    close(sandbox->keep_alive);
    waitpid(sandbox->pid, NULL, 0);
}
