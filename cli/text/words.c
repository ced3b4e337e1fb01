/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "memory.h"
#include "text/buffer.h"

#include <stdlib.h>
#include <string.h>

void words_add(struct words *words, const char *word)
{
    words->items = xreallocarray(words->items, words->count + 2, sizeof *words->items);
    words->items[words->count++] = xstrdup(word);
    words->items[words->count] = NULL;
}

/* Add one word's text to `word`; returns where the line goes on. */
static const char *read_word(struct words *words, const char *at, struct buffer *word)
{
    char quote = '\0';
    buffer_add(word, "", 0);
    for (; *at && (quote || !strchr(" \t\n", *at)); at++) {
        bool escapes = *at == '\\' && quote != '\'' && (!quote || strchr("\"\\$`", at[1]));
        if (escapes && !at[1]) {
            words->open = '\\';
        } else if (escapes) {
            at++;
            if (*at != '\n') /* a line that goes on */
                buffer_addc(word, *at);
        } else if (quote ? *at == quote : *at == '\'' || *at == '"') {
            quote = quote ? '\0' : *at;
        } else {
            buffer_addc(word, *at);
        }
    }
    if (quote)
        words->open = quote;
    return at;
}

/* What a shell would act on and this does not. */
static const char *find_operator(const char *word, size_t length)
{
    static const char *const operators[] = {
        "|", "||", "|&", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1", "&>", NULL
    };
    for (size_t i = 0; operators[i]; i++)
        if (strlen(operators[i]) == length && strncmp(word, operators[i], length) == 0)
            return operators[i];
    return NULL;
}

/* Blanks, and ends of lines that are no ends. */
static const char *skip_blanks(const char *at)
{
    while (*at && (strchr(" \t\n", *at) || strncmp(at, "\\\n", 2) == 0))
        at += *at == '\\' ? 2 : 1;
    return at;
}

void words_split(struct words *words, const char *line)
{
    *words = (struct words){ .items = xcalloc(1, sizeof *words->items) };
    for (const char *at = skip_blanks(line); *at && *at != '#'; at = skip_blanks(at)) {
        struct buffer word = { 0 };
        words->last_at = (size_t)(at - line);
        at = read_word(words, at, &word);
        if (!words->for_sh)
            words->for_sh = find_operator(line + words->last_at, (size_t)(at - line) - words->last_at);
        words_add(words, buffer_text(&word));
        words->in_word = !*at;
        buffer_free(&word);
    }
}

void words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    *words = (struct words){ 0 };
}
