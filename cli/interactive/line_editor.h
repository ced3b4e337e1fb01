/* SPDX-License-Identifier: MIT */
/*
 * Lines from a terminal, with editing, a history and completion by libedit, which is opened when the shell begins: no
 * other command pays for it. Where it is missing, or nothing may be drawn over, lines come as the terminal gives them.
 */
#ifndef CLI_INTERACTIVE_LINE_EDITOR_H
#define CLI_INTERACTIVE_LINE_EDITOR_H

#include "text/buffer.h"

#include <stdbool.h>

struct line_editor_uses {
    /* The text before the cursor: add candidates for its last word, one a line, as complete_words() does. */
    void (*complete)(void *context, const char *text, struct buffer *candidates);
    void *context;
    bool plain; /* without libedit */
};

enum line_outcome { LINE_READ, LINE_CANCELED, LINE_END };

struct line_editor;

/* `uses` must outlive it. */
struct line_editor *line_editor_new(const struct line_editor_uses *uses);
void line_editor_free(struct line_editor *editor);
/*
 * Read a line without its newline; free it. Ctrl-C cancels it, Ctrl-D on an empty one ends the input. In one that is
 * `text`, and no command, a tab is a tab: what is pasted stays as it is.
 */
enum line_outcome line_editor_read(struct line_editor *editor, const char *prompt, bool is_text, char **line);
/* Put a line into the history that the arrow keys go through. */
void line_editor_remember(struct line_editor *editor, const char *line);

#endif
