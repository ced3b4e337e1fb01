/* SPDX-License-Identifier: MIT */
#include "interactive/shell.h"

#include "complete/complete.h"
#include "text/sanitize.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static void add_candidate(struct buffer *out, const char *before, const char *name, const char *after,
                          const char *title)
{
    buffer_add(out, before, strlen(before));
    sanitize(out, name, strlen(name), SANITIZE_LINE);
    buffer_adds(out, after);
    if (title) {
        buffer_addc(out, '\t');
        sanitize(out, title, strlen(title), SANITIZE_LINE);
    }
    buffer_addc(out, '\n');
}

/* Names from here on: what is typed up to the last slash is a place, the rest the start of a name in it. */
static void complete_place(struct shell *shell, const char *word, bool only_folders, struct buffer *out)
{
    const char *slash = strrchr(word, '/'), *colon = strchr(word, ':');
    const char *rest = slash ? slash + 1 : colon ? colon + 1 : word;
    char *before = xstrndup(word, (size_t)(rest - word));
    struct place place = place_resolve(&shell->place, *before ? before : ".");
    struct place_entries entries;
    place_list_quickly(shell->cli, &place, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        const struct place_entry *entry = &entries.items[i];
        if (strncmp(entry->name, rest, strlen(rest)) != 0)
            continue;
        if (entry->is_folder)
            add_candidate(out, before, entry->name, "/", NULL);
        if (entry->title && !only_folders)
            add_candidate(out, before, entry->name, "", entry->title);
    }
    place_entries_free(&entries);
    place_free(&place);
    free(before);
}

static void complete_files(const char *word, struct buffer *out)
{
    char *pattern = xasprintf("%s*", word);
    glob_t found = { 0 };
    if (glob(pattern, GLOB_MARK, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_candidate(out, "", found.gl_pathv[i], "", NULL);
    globfree(&found);
    free(pattern);
}

static void complete_command(struct shell *shell, const struct words *line, struct buffer *out)
{
    struct words all = { 0 };
    for (size_t i = 0; i < shell->session.count; i++)
        words_add(&all, shell->session.items[i]);
    for (size_t i = 0; i < line->count; i++)
        words_add(&all, line->items[i]);
    struct operands operands = { (const char **)(void *)all.items, all.count };
    complete_words(shell->cli, &operands, out);
    if (strstr(buffer_text(out), ":files\n"))
        complete_files(line->items[line->count - 1], out);
    words_free(&all);
}

void shell_complete(void *context, const char *text, struct buffer *candidates)
{
    struct shell *shell = context;
    struct words line;
    words_split(&line, text);
    if (!line.in_word)
        words_add(&line, "");
    const char *first = line.items[0], *word = line.items[line.count - 1];
    bool is_place = line.count > 1 && (strcmp(first, "ls") == 0 || strcmp(first, "cat") == 0);
    bool is_folder = line.count > 1 && strcmp(first, "cd") == 0;
    bool is_relative = line.count > 1 && (strncmp(word, "./", 2) == 0 || strncmp(word, "../", 3) == 0);
    for (const char *const *at = shell_builtins; *at && line.count == 1; at += 2)
        if (strncmp(*at, word, strlen(word)) == 0)
            add_candidate(candidates, "", *at, "", at[1]);
    if (is_place || is_folder || is_relative) {
        /* The first one of a shell may come before any command has connected. */
        if (shell->cli->client || context_connect(shell->cli) == 0)
            complete_place(shell, word, is_folder, candidates);
    } else {
        complete_command(shell, &line, candidates);
    }
    words_free(&line);
}
