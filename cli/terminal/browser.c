/* SPDX-License-Identifier: MIT */
#include "terminal/browser.h"

#include "child.h"
#include "memory.h"

#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WORDS = 16 };

/* Split a command at blanks; the address takes the place of "%s", or comes last. */
static void make_words(char *command, const char *url, char *words[MOST_WORDS + 2])
{
    size_t count = 0;
    bool placed = false;
    for (char *rest = command, *word; count < MOST_WORDS && (word = strsep(&rest, " ")) != NULL;) {
        if (!*word)
            continue;
        bool is_place = strcmp(word, "%s") == 0;
        placed = placed || is_place;
        words[count++] = xstrdup(is_place ? url : word);
    }
    if (count && !placed)
        words[count++] = xstrdup(url);
    words[count] = NULL;
}

/* Whether it started and ended well; a browser that runs for long puts itself into the background. */
static bool run(char *const *words)
{
    posix_spawnattr_t attributes;
    sigset_t defaults;
    posix_spawnattr_init(&attributes);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t pid;
    bool good = words[0] && posix_spawnp(&pid, words[0], NULL, &attributes, words, environ) == 0;
    posix_spawnattr_destroy(&attributes);
    int status = -1;
    good = good && child_wait(pid, &status);
    return good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool try_command(const char *text, size_t length, const char *url)
{
    char *command = xstrndup(text, length);
    char *words[MOST_WORDS + 2] = { NULL };
    make_words(command, url, words);
    bool good = run(words);
    for (size_t i = 0; words[i]; i++)
        free(words[i]);
    free(command);
    return good;
}

static bool has_display(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && *x11) || (wayland && *wayland);
}

bool browser_open(const char *url)
{
    const char *browsers = getenv("BROWSER");
    if (!browsers)
        return has_display() && try_command("xdg-open", 8, url);
    for (size_t length; *browsers; browsers += length + (browsers[length] == ':')) {
        length = strcspn(browsers, ":");
        if (try_command(browsers, length, url))
            return true;
    }
    return false;
}
