/* SPDX-License-Identifier: MIT */
#include "event_run.h"

#include "child.h"
#include "memory.h"
#include "text/buffer.h"
#include "text/or_empty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wikijs/model.h>

enum { NOT_STARTED = 127, VARIABLES = 20 };

/* --- the command --- */

char *event_command_read(struct event_command *command, const char *text, bool shell)
{
    *command = (struct event_command){ .text = text };
    if (shell) {
        words_add(&command->words, "/bin/sh");
        words_add(&command->words, "-c");
        words_add(&command->words, text);
        return NULL;
    }
    words_split(&command->words, text);
    if (command->words.open)
        return xasprintf("a quote is not closed in '%s'", text);
    if (command->words.for_sh)
        return xasprintf("'%s' is for a shell: give --shell, or put it in quotes", command->words.for_sh);
    return command->words.count ? NULL : xstrdup("the command is empty");
}

void event_command_free(struct event_command *command)
{
    words_free(&command->words);
}

/* --- variables --- */

struct variables {
    char **items; /* those of this program, then its own, then NULL */
    size_t inherited, count;
};

static void set(struct variables *all, const char *name, const char *value)
{
    if (value)
        all->items[all->count++] = xasprintf("WIKIJS_EVENT_%s=%s", name, value);
}

static void set_number(struct variables *all, const char *name, int64_t number)
{
    char *text = xasprintf("%lld", (long long)number);
    set(all, name, text);
    free(text);
}

static void set_list(struct variables *all, const char *name, wikijs_strings list)
{
    struct buffer text = { 0 };
    for (size_t i = 0; i < list.count; i++)
        buffer_addf(&text, "%s%s", i ? "," : "", list.items[i]);
    set(all, name, buffer_text(&text));
    buffer_free(&text);
}

static void make_variables(struct variables *all, const wikijs_event *event)
{
    const wikijs_event_subject *about = wikijs_event_about(event), *previous = event->previous;
    char time[32];
    while (environ[all->inherited])
        all->inherited++;
    all->items = xcalloc(all->inherited + VARIABLES, sizeof *all->items);
    /* What an outer command was told is not what this one is told. */
    for (size_t i = 0; i < all->inherited; i++)
        if (strncmp(environ[i], "WIKIJS_EVENT_", strlen("WIKIJS_EVENT_")) != 0)
            all->items[all->count++] = environ[i];
    all->inherited = all->count;
    wikijs_time_format(event->time, time);
    set(all, "ID", event->id);
    set(all, "TYPE", event->type);
    set(all, "TIME", time);
    set_number(all, "NUMBER", event->number);
    set(all, "PROFILE", event->profile);
    set(all, "WIKI", event->wiki);
    set_list(all, "CHANGES", event->changes);
    set_number(all, "SUBJECT_ID", about->id);
    set(all, "PATH", about->path);
    set(all, "LOCALE", about->locale);
    set(all, "TITLE", about->title);
    set(all, "NAME", about->name);
    set_list(all, "TAGS", about->tags);
    set(all, "PREVIOUS_PATH", previous ? previous->path : NULL);
    set(all, "PREVIOUS_LOCALE", previous ? previous->locale : NULL);
    set(all, "PREVIOUS_TITLE", previous ? previous->title : NULL);
}

static void free_variables(struct variables *all)
{
    for (size_t i = all->inherited; i < all->count; i++)
        free(all->items[i]);
    free(all->items);
}

/* --- running --- */

static void write_event(int fd, const wikijs_event *event)
{
    const wikijs_model *model = wikijs_model_by_name("Event");
    size_t length = wikijs_object_to_json(model, event, 0, NULL, 0), done = 0;
    char *json = xmalloc(length + 2);
    wikijs_object_to_json(model, event, 0, json, length + 1);
    json[length++] = '\n';
    while (done < length) {
        ssize_t written = write(fd, json + done, length - done);
        if (written < 0 && errno != EINTR)
            break; /* it does not want to read it */
        done += written > 0 ? (size_t)written : 0;
    }
    free(json);
}

static bool start(const struct event_command *command, char **variables, int input, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGINT);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawnp(pid, command->words.items[0], &actions, &attributes, command->words.items, variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed == 0;
}

int event_command_run(const struct event_command *command, const wikijs_event *event)
{
    int ends[2], status = 0;
    pid_t pid;
    struct variables variables = { 0 };
    if (pipe2(ends, O_CLOEXEC) < 0)
        return NOT_STARTED;
    make_variables(&variables, event);
    bool started = start(command, variables.items, ends[0], &pid);
    free_variables(&variables);
    close(ends[0]);
    if (started) {
        child_guard(pid);
        write_event(ends[1], event);
    }
    close(ends[1]);
    if (!started || !child_wait(pid, &status))
        return NOT_STARTED;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
