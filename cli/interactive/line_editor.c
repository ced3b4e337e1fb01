/* SPDX-License-Identifier: MIT */
#include "interactive/line_editor.h"

#include "call.h"
#include "interactive/candidates.h"
#include "terminal/prompt.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef WIKIJS_WITH_LIBEDIT
#include "load.h"
#include "text/locale.h"

#include <histedit.h>
#include <stdint.h>

enum { HISTORY_LINES = 1000 };

/* What is used of it. */
struct functions {
    EditLine *(*init)(const char *, FILE *, FILE *, FILE *);
    void (*end)(EditLine *);
    int (*set)(EditLine *, int, ...);
    const char *(*gets)(EditLine *, int *);
    const LineInfo *(*line)(EditLine *);
    int (*insert)(EditLine *, const char *);
    void (*erase)(EditLine *, int);
    int (*set_wide)(EditLine *, int, ...);
    int (*source)(EditLine *, const char *);
    History *(*history_init)(void);
    void (*history_end)(History *);
    int (*history)(History *, HistEvent *, int, ...);
};
#endif

struct line_editor {
    const struct line_editor_uses *uses;
    const char *prompt;
    bool canceled;
    bool is_text; /* no command: nothing is completed */
#ifdef WIKIJS_WITH_LIBEDIT
    struct functions edit;
    EditLine *line; /* NULL: lines come as the terminal gives them */
    History *history;
#endif
};

/* Without libedit. */
static enum line_outcome read_plain(const char *prompt, char **line)
{
    *line = prompt_line_on(stdout, prompt);
    if (*line)
        return LINE_READ;
    bool is_canceled = interrupt_happened();
    if (is_canceled)
        fputc('\n', stdout);
    return is_canceled ? LINE_CANCELED : LINE_END;
}

#ifdef WIKIJS_WITH_LIBEDIT

static bool load_all(struct functions *edit)
{
    static const char library[] = "libedit.so.2";
    return load_function(&edit->init, library, "el_init") && load_function(&edit->end, library, "el_end") &&
           load_function(&edit->set, library, "el_set") && load_function(&edit->gets, library, "el_gets") &&
           load_function(&edit->line, library, "el_line") && load_function(&edit->insert, library, "el_insertstr") &&
           load_function(&edit->erase, library, "el_deletestr") && load_function(&edit->set_wide, library, "el_wset") &&
           load_function(&edit->source, library, "el_source") &&
           load_function(&edit->history_init, library, "history_init") &&
           load_function(&edit->history_end, library, "history_end") &&
           load_function(&edit->history, library, "history");
}

/* A terminal has one line under edit; the callbacks of libedit find it here. */
static struct line_editor *in_use;

static char *give_prompt(EditLine *line)
{
    (void)line;
    return (char *)(uintptr_t)in_use->prompt; /* it only reads it */
}

/* Ctrl-C: what was typed is given up. */
static unsigned char cancel(EditLine *line, int key)
{
    (void)line;
    (void)key;
    in_use->canceled = true;
    fputs("^C\n", stdout);
    fflush(stdout);
    return CC_NEWLINE;
}

static size_t columns_of_terminal(void)
{
    struct winsize size = { 0 };
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static unsigned char complete(EditLine *line, int key)
{
    (void)key;
    struct line_editor *editor = in_use;
    if (editor->is_text)
        return editor->edit.insert(line, "\t") == 0 ? CC_REFRESH : CC_ERROR;
    const LineInfo *info = editor->edit.line(line);
    char *text = xstrndup(info->buffer, (size_t)(info->cursor - info->buffer));
    struct buffer found = { 0 };
    editor->uses->complete(editor->uses->context, text, &found);
    struct insertion insertion;
    candidates_decide(&insertion, text, buffer_text(&found));
    unsigned char outcome = insertion.text ? CC_REFRESH : CC_ERROR;
    if (insertion.text) {
        if (insertion.erased)
            editor->edit.erase(line, (int)insertion.erased);
        editor->edit.insert(line, insertion.text);
    } else if (insertion.is_choice) {
        struct buffer listing = { 0 };
        candidates_list(&listing, buffer_text(&found), columns_of_terminal());
        fputc('\n', stdout);
        fwrite(listing.data, 1, listing.length, stdout);
        fflush(stdout);
        buffer_free(&listing);
        outcome = CC_REDISPLAY;
    }
    free(insertion.text);
    buffer_free(&found);
    free(text);
    return outcome;
}

/* In the signal handler. libedit goes on reading after a signal: what ends the program ends its input. */
static void end_input(void *context)
{
    (void)context;
    int nothing = interrupt_is_final() ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
    if (nothing < 0)
        return;
    dup2(nothing, STDIN_FILENO);
    close(nothing);
}

static void set_up(struct line_editor *editor)
{
    struct functions *edit = &editor->edit;
    HistEvent event;
    editor->line = edit->init("wikijs", stdin, stdout, stderr);
    editor->history = edit->history_init();
    if (!editor->line || !editor->history)
        return;
    in_use = editor;
    edit->history(editor->history, &event, H_SETSIZE, HISTORY_LINES);
    edit->history(editor->history, &event, H_SETUNIQUE, 1);
    edit->set(editor->line, EL_PROMPT, give_prompt);
    edit->set(editor->line, EL_EDITOR, "emacs");
    edit->set(editor->line, EL_HIST, edit->history, editor->history);
    edit->set(editor->line, EL_SIGNAL, 1);                  /* a window that changes, a stop and its end */
    edit->set(editor->line, EL_SETTY, "-d", "-isig", NULL); /* Ctrl-C is a key */
    /* Not by el_set(), which copies the names and never frees them. */
    edit->set_wide(editor->line, EL_ADDFN, L"wikijs-cancel", L"give the line up", cancel);
    edit->set_wide(editor->line, EL_ADDFN, L"wikijs-complete", L"complete the word", complete);
    edit->set(editor->line, EL_BIND, "^C", "wikijs-cancel", NULL);
    edit->set(editor->line, EL_BIND, "^I", "wikijs-complete", NULL);
    edit->set(editor->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    edit->source(editor->line, NULL); /* ~/.editrc: keys of the user's own */
}

static void tear_down(struct line_editor *editor)
{
    if (editor->line)
        editor->edit.end(editor->line);
    if (editor->history)
        editor->edit.history_end(editor->history);
    in_use = NULL;
}

enum line_outcome line_editor_read(struct line_editor *editor, const char *prompt, bool is_text, char **line)
{
    *line = NULL;
    editor->prompt = prompt;
    editor->is_text = is_text;
    editor->canceled = false;
    if (!editor->line || !editor->history)
        return read_plain(prompt, line);
    int length;
    struct interrupt_waker before = interrupt_call(end_input, NULL);
    end_input(NULL); /* of a signal that came before */
    const char *text = editor->edit.gets(editor->line, &length);
    interrupt_call(before.wake, before.context);
    if (editor->canceled)
        return LINE_CANCELED;
    if (!text || length <= 0)
        return LINE_END;
    *line = xstrndup(text, strcspn(text, "\n"));
    return LINE_READ;
}

void line_editor_remember(struct line_editor *editor, const char *line)
{
    HistEvent event;
    if (editor->history)
        editor->edit.history(editor->history, &event, H_ENTER, line);
}

#else

static void tear_down(struct line_editor *editor)
{
    (void)editor;
}

enum line_outcome line_editor_read(struct line_editor *editor, const char *prompt, bool is_text, char **line)
{
    editor->is_text = is_text;
    *line = NULL;
    return read_plain(prompt, line);
}

void line_editor_remember(struct line_editor *editor, const char *line)
{
    (void)editor;
    (void)line;
}

#endif

struct line_editor *line_editor_new(const struct line_editor_uses *uses)
{
    struct line_editor *editor = xcalloc(1, sizeof *editor);
    editor->uses = uses;
#ifdef WIKIJS_WITH_LIBEDIT
    if (!uses->plain && load_all(&editor->edit)) {
        locale_use_unicode();
        set_up(editor);
    }
#endif
    return editor;
}

void line_editor_free(struct line_editor *editor)
{
    if (!editor)
        return;
    tear_down(editor);
    free(editor);
}
