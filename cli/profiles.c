/* SPDX-License-Identifier: MIT */
#include "profiles.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "output/json.h"
#include "report.h"
#include "text/sanitize.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AT_ONCE = 4, PIECE = 64 * 1024 };

/* One profile's run. */
struct run {
    const char *name;
    pid_t pid;          /* 0: not started yet */
    int out, messages;  /* -1: at its end */
    struct buffer said; /* of its standard output: all of it */
    struct buffer line; /* of its messages: what has no end yet */
    bool failed;
};

struct runs {
    struct cli *cli;
    struct run *items;
    size_t count, started, printed;
    bool as_json, labels_lines;
};

/* --- the child --- */

/* The child's standard input cannot be read: nothing is better than one profile that gets it and others that do not. */
static void redirect(int out, int messages)
{
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nothing >= 0)
        dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(messages, STDERR_FILENO);
}

static _Noreturn void be_child(const struct runs *runs, const char *name, int (*run)(struct cli *cli))
{
    struct cli *cli = runs->cli;
    interrupt_call(NULL, NULL);
    cli->client = NULL; /* of a shell: it stays with the parent */
    settings_free(&cli->settings);
    cli->settings = (struct settings){ 0 };
    cli->parsed.globals.all_profiles = false;
    cli->parsed.globals.no_pager = true;
    cli->parsed.globals.profile = name;
    cli->profile_of_many = true;
    cli->terminal.in = cli->terminal.err = false;
    if (runs->as_json)
        cli->terminal.out = cli->terminal.color_out = false;
    int code = run(cli);
    int error = stream_close(&cli->out);
    if (error && !interrupt_is_final())
        code = report_failure("cannot write the output: %s", strerror(error));
    code = report_interruption(code);
    context_close(cli);
    _exit(code);
}

/* In the signal handler. Ctrl-C of a terminal reaches the children without this. */
static void end_children(void *context)
{
    const struct runs *runs = context;
    for (size_t i = 0; i < runs->started && interrupt_is_final(); i++)
        if (runs->items[i].pid > 0)
            kill(runs->items[i].pid, SIGTERM);
}

static bool start(struct runs *runs, struct run *item, int (*run)(struct cli *cli))
{
    int out[2], messages[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(messages, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return false;
    }
    item->pid = fork();
    if (item->pid == 0) {
        char *name = xstrdup(item->name); /* the settings that it belongs to are read anew */
        redirect(out[1], messages[1]);
        be_child(runs, name, run);
    }
    close(out[1]);
    close(messages[1]);
    item->out = out[0];
    item->messages = messages[0];
    end_children(runs); /* of a signal that came before its number was known */
    if (item->pid > 0)
        return true;
    close(out[0]);
    close(messages[0]);
    item->out = item->messages = -1;
    return false;
}

/* --- what it says --- */

static void print_message(const struct run *item, const char *text, size_t length)
{
    struct buffer line = { 0 };
    buffer_addf(&line, "%s: ", item->name);
    buffer_add(&line, text, length);
    buffer_addc(&line, '\n');
    ssize_t ignored = write(STDERR_FILENO, line.data, line.length);
    (void)ignored;
    buffer_free(&line);
}

static void print_messages(struct run *item, bool is_end)
{
    struct buffer *line = &item->line;
    const char *at = buffer_text(line), *end;
    while ((end = strchr(at, '\n'))) {
        print_message(item, at, (size_t)(end - at));
        at = end + 1;
    }
    size_t left = line->length - (size_t)(at - buffer_text(line));
    if (is_end && left)
        print_message(item, at, left);
    else if (left)
        memmove(line->data, at, left);
    line->length = is_end ? 0 : left;
    if (line->data)
        line->data[line->length] = '\0';
}

/* Returns whether there may be more. */
static bool read_piece(int fd, struct buffer *into)
{
    char *place = buffer_reserve(into, PIECE);
    ssize_t got = read(fd, place, PIECE);
    if (got > 0)
        into->length += (size_t)got;
    into->data[into->length] = '\0'; /* also of one who has said nothing */
    return got > 0 || (got < 0 && errno == EINTR);
}

static void close_one(int *fd)
{
    close(*fd);
    *fd = -1;
}

static void end(struct run *item)
{
    int status = 0;
    while (waitpid(item->pid, &status, 0) < 0 && errno == EINTR)
        ;
    item->pid = 0;
    item->failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    if (WIFSIGNALED(status)) {
        char *text = xasprintf("wikijs: ended by signal %d", WTERMSIG(status));
        print_message(item, text, strlen(text));
        free(text);
    }
}

/* --- printing, in order --- */

static void print_label(struct cli *cli, const char *name)
{
    const char *bold = cli->terminal.color_out ? "\033[1m" : "", *plain = cli->terminal.color_out ? "\033[0m" : "";
    stream_addf(&cli->out, "%s", bold);
    stream_foreign_line(&cli->out, name, strlen(name));
    stream_addf(&cli->out, "%s\n", plain);
}

static void print_lines(struct cli *cli, const struct run *item)
{
    const char *at = buffer_text(&item->said);
    size_t left = item->said.length;
    while (left) {
        const char *newline = memchr(at, '\n', left);
        size_t length = newline ? (size_t)(newline - at) : left;
        stream_addf(&cli->out, "%s\t", item->name);
        stream_add(&cli->out, at, length);
        stream_adds(&cli->out, "\n");
        left -= newline ? length + 1 : length;
        at += length + 1;
    }
}

static void print_one(struct runs *runs, struct run *item)
{
    struct cli *cli = runs->cli;
    if (runs->labels_lines) {
        print_lines(cli, item);
    } else {
        if (runs->printed)
            stream_adds(&cli->out, "\n");
        print_label(cli, item->name);
        stream_add(&cli->out, buffer_text(&item->said), item->said.length);
    }
    stream_flush(&cli->out);
    buffer_free(&item->said);
}

static void print_ended(struct runs *runs)
{
    for (; runs->printed < runs->started; runs->printed++) {
        struct run *item = &runs->items[runs->printed];
        if (item->out >= 0 || item->messages >= 0)
            return;
        if (!runs->as_json)
            print_one(runs, item);
    }
}

static int print_object(struct runs *runs)
{
    struct buffer json = { 0 };
    buffer_addc(&json, '{');
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *item = &runs->items[i];
        size_t length = item->said.length;
        while (length && item->said.data[length - 1] == '\n')
            length--;
        if (i)
            buffer_addc(&json, ',');
        json_add_string(&json, item->name, strlen(item->name));
        buffer_addc(&json, ':');
        if (length)
            buffer_add(&json, item->said.data, length);
        else
            buffer_adds(&json, "null");
    }
    buffer_addc(&json, '}');
    int code = emit_json(runs->cli, json.data, json.length, NULL);
    buffer_free(&json);
    return code;
}

/* --- all of them --- */

static size_t count_running(const struct runs *runs)
{
    size_t count = 0;
    for (size_t i = 0; i < runs->started; i++)
        count += runs->items[i].out >= 0 || runs->items[i].messages >= 0;
    return count;
}

static void start_more(struct runs *runs, int (*run)(struct cli *cli))
{
    while (runs->started < runs->count && count_running(runs) < AT_ONCE && !interrupt_happened()) {
        struct run *item = &runs->items[runs->started++];
        stream_flush(&runs->cli->out); /* or the child would say it again */
        if (!start(runs, item, run)) {
            item->failed = true;
            report_failure("%s: %s", item->name, strerror(errno));
        }
    }
}

static void listen(struct runs *runs)
{
    struct pollfd waited[2 * AT_ONCE];
    struct run *whose[2 * AT_ONCE];
    nfds_t count = 0;
    for (size_t i = 0; i < runs->started; i++) {
        struct run *item = &runs->items[i];
        int fds[] = { item->out, item->messages };
        for (size_t j = 0; j < 2; j++)
            if (fds[j] >= 0) {
                whose[count] = item;
                waited[count++] = (struct pollfd){ .fd = fds[j], .events = POLLIN };
            }
    }
    if (poll(waited, count, -1) < 0)
        return;
    for (nfds_t i = 0; i < count; i++) {
        struct run *item = whose[i];
        if (!waited[i].revents)
            continue;
        bool is_out = waited[i].fd == item->out;
        bool more = read_piece(waited[i].fd, is_out ? &item->said : &item->line);
        if (!is_out)
            print_messages(item, !more);
        if (!more)
            close_one(is_out ? &item->out : &item->messages);
        if (item->out < 0 && item->messages < 0)
            end(item);
    }
}

/* Whether the option `name` of the command was given. */
static bool is_given(const struct cli *cli, const char *name)
{
    const struct opt *tables[4];
    command_tables(parsed_command(&cli->parsed), tables);
    for (size_t t = 0; tables[t]; t++)
        for (const struct opt *opt = tables[t]; tables[t] != global_opts && opt->kind != OPT_KIND_END; opt++) {
            const char *value = (const char *)cli->parsed.args + opt->offset;
            if (strcmp(opt->name, name) != 0)
                continue;
            if (opt->kind == OPT_KIND_FLAG)
                return *(const bool *)value;
            if (opt->kind == OPT_KIND_STRING || opt->kind == OPT_KIND_FIELDS)
                return *(const char *const *)value != NULL;
            return *(const int *)value != 0;
        }
    return false;
}

void profiles_note_outside(struct cli *cli)
{
    const char *url = settings_url_outside(&cli->settings);
    if (url)
        report_note(cli, "%s, which %s names, is in no profile: it is passed over", url, cli->settings.url_source);
}

int profiles_configure(struct cli *cli, const char *flag)
{
    if (cli->parsed.globals.profile || cli->parsed.globals.url)
        return report_usage(cli, "'%s' excludes --profile and --url", flag);
    int code = context_configure(cli);
    if (code)
        return code;
    const struct config *config = &cli->settings.config;
    if (config->profile_count)
        return 0;
    report_failure("there are no profiles in %s", config->path ? config->path : "the configuration file");
    return EXIT_USAGE;
}

static int choose(struct cli *cli, struct runs *runs)
{
    int code = profiles_configure(cli, "--all-profiles");
    if (code)
        return code;
    const struct config *config = &cli->settings.config;
    runs->count = config->profile_count;
    runs->items = xcalloc(runs->count, sizeof *runs->items);
    for (size_t i = 0; i < runs->count; i++)
        runs->items[i] = (struct run){ .name = config->profiles[i].name, .out = -1, .messages = -1 };
    profiles_note_outside(cli);
    bool has_args = cli->parsed.args != NULL;
    runs->as_json = has_args && is_given(cli, "json") && !is_given(cli, "jq") && !is_given(cli, "format");
    runs->labels_lines = !cli->terminal.out;
    return 0;
}

int for_each_profile(struct cli *cli, int (*run)(struct cli *cli))
{
    struct runs runs = { .cli = cli };
    int code = choose(cli, &runs);
    if (code)
        return code;
    struct interrupt_waker before = interrupt_call(end_children, &runs);
    start_more(&runs, run);
    while (count_running(&runs)) {
        listen(&runs);
        print_ended(&runs);
        start_more(&runs, run);
    }
    interrupt_call(before.wake, before.context);
    print_ended(&runs);
    if (runs.as_json)
        code = print_object(&runs);
    for (size_t i = 0; i < runs.count; i++) {
        code = code || runs.items[i].failed || i >= runs.started;
        buffer_free(&runs.items[i].said);
        buffer_free(&runs.items[i].line);
    }
    free(runs.items);
    return code ? EXIT_FAILED : EXIT_DONE;
}
