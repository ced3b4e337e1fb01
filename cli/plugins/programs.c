/* SPDX-License-Identifier: MIT */
#include "plugins/programs.h"

#include "call.h"
#include "child.h"
#include "command/tree.h"
#include "memory.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char prefix[] = "wikijs-";

static bool is_name(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return length && !name[length] && name[0] != '-';
}

static bool is_program(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

/* The next folder of the PATH, or NULL; relative ones would run what lies in the folder that one happens to be in. */
static char *next_folder(const char **at)
{
    while (*at && **at) {
        size_t length = strcspn(*at, ":");
        const char *begin = *at;
        *at += length + (begin[length] == ':');
        if (begin[0] == '/')
            return xstrndup(begin, length);
    }
    return NULL;
}

char *program_find(const char *name)
{
    const char *at = getenv("PATH");
    char *found = NULL, *folder;
    if (!is_name(name))
        return NULL;
    while (!found && (folder = next_folder(&at))) {
        found = xasprintf("%s/%s%s", folder, prefix, name);
        if (!is_program(found)) {
            free(found);
            found = NULL;
        }
        free(folder);
    }
    return found;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
    char **items;
    size_t count;
};

static void add_names_of(struct names *names, const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        const char *name = entry->d_name + sizeof prefix - 1;
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0 || !is_name(name) ||
            command_find(&root_command, name))
            continue;
        char *path = xasprintf("%s/%s", folder, entry->d_name);
        if (is_program(path)) {
            names->items = xreallocarray(names->items, names->count + 2, sizeof *names->items);
            names->items[names->count++] = xstrdup(name);
        }
        free(path);
    }
    if (dir)
        closedir(dir);
}

char **program_names(void)
{
    const char *at = getenv("PATH");
    struct names names = { xcalloc(1, sizeof *names.items), 0 };
    char *folder;
    while ((folder = next_folder(&at))) {
        add_names_of(&names, folder);
        free(folder);
    }
    qsort(names.items, names.count, sizeof *names.items, compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (kept && strcmp(names.items[kept - 1], names.items[i]) == 0)
            free(names.items[i]);
        else
            names.items[kept++] = names.items[i];
    }
    names.items[kept] = NULL;
    return names.items;
}

/*
 * The program asks this one again, for the same wiki. Where that is another one than the environment speaks of, the keys
 * of the environment are not for it.
 */
static void set_environment(struct cli *cli)
{
    const struct settings *settings = &cli->settings;
    const char *source = settings->credentials_source ? settings->credentials_source : "";
    if (strncmp(source, "--", 2) == 0)
        report_warning(cli, "the key of %s is not handed on to programs; use WIKIJS_API_KEY or a profile", source);
    if (settings->url && strncmp(source, "WIKIJS_", 7) != 0) {
        unsetenv("WIKIJS_API_KEY");
        unsetenv("WIKIJS_TOKEN_COMMAND");
    }
    if (settings->url)
        setenv("WIKIJS_URL", settings->url, 1);
    if (settings->profile)
        setenv("WIKIJS_PROFILE", settings->profile->name, 1);
    if (cli->parsed.globals.config)
        setenv("WIKIJS_CONFIG", cli->parsed.globals.config, 1);
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        setenv("WIKIJS_PROGRAM", self, 1);
    }
}

/* In a shell the program is a child, which Ctrl-C is meant for. */
static int wait_for(pid_t pid)
{
    int status = 0;
    signal(SIGINT, SIG_IGN);
    child_wait(pid, &status);
    interrupt_clear();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int program_become(struct cli *cli, const char *path, const char *const *words)
{
    int code = context_configure(cli);
    if (code)
        return code;
    stream_flush(&cli->out);
    pid_t pid = cli->is_shell ? fork() : 0;
    if (pid > 0)
        return wait_for(pid);
    if (pid < 0)
        return report_failure("%s: %s", path, strerror(errno));
    set_environment(cli);
    size_t count = 0;
    while (words && words[count])
        count++;
    char **arguments = xcalloc(count + 2, sizeof *arguments);
    arguments[0] = xstrdup(path);
    for (size_t i = 0; i < count; i++)
        arguments[i + 1] = xstrdup(words[i]);
    signal(SIGPIPE, SIG_DFL);
    execv(path, arguments);
    int error = errno;
    if (cli->is_shell) {
        report_failure("%s: %s", path, strerror(error));
        _exit(EXIT_FAILED);
    }
    for (size_t i = 0; i <= count; i++)
        free(arguments[i]);
    free(arguments);
    return report_failure("%s: %s", path, strerror(error));
}
