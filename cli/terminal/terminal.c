/* SPDX-License-Identifier: MIT */
#include "terminal/terminal.h"

#include "command/command.h"
#include "text/locale.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

/* NO_COLOR, CLICOLOR and CLICOLOR_FORCE as https://no-color.org and https://bixense.com/clicolors describe them. */
/* It cannot move its cursor, or nobody knows what it can. */
static bool is_dumb(void)
{
    const char *term = getenv("TERM");
    return !term || !*term || strcmp(term, "dumb") == 0;
}

static bool wants_color(int choice, bool is_terminal)
{
    if (choice == COLOR_ALWAYS || choice == COLOR_NEVER)
        return choice == COLOR_ALWAYS;
    if (is_set("NO_COLOR"))
        return false;
    const char *force = getenv("CLICOLOR_FORCE");
    if (force && *force && strcmp(force, "0") != 0)
        return true;
    const char *color = getenv("CLICOLOR");
    if (color && strcmp(color, "0") == 0)
        return false;
    return is_terminal && !is_dumb();
}

static size_t positive(const char *text)
{
    char *end;
    long number = text ? strtol(text, &end, 10) : 0;
    return text && end != text && *end == '\0' && number > 0 && number < 10000 ? (size_t)number : 0;
}

void terminal_look(struct terminal *terminal, int choice)
{
    const char *force = getenv("WIKIJS_FORCE_TTY");
    terminal->in = isatty(STDIN_FILENO);
    terminal->err = isatty(STDERR_FILENO);
    terminal->out = isatty(STDOUT_FILENO) || (force && *force);
    terminal->color_out = wants_color(choice, terminal->out);
    terminal->color_err = wants_color(choice, terminal->err);
    bool moves = !is_set("WIKIJS_ACCESSIBLE") && !is_dumb();
    terminal->redraws = terminal->err && moves;
    const char *pager = getenv("WIKIJS_PAGER");
    terminal->pages = terminal->out && terminal->in && (moves || (pager && *pager));
    terminal->draws = !is_set("WIKIJS_ACCESSIBLE");
    terminal->unicode = locale_is_utf8();

    struct winsize size = { 0 };
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 || ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0;
    terminal->columns = positive(force);
    if (terminal->columns < 20)
        terminal->columns = known && size.ws_col ? size.ws_col : positive(getenv("COLUMNS"));
    if (!terminal->columns)
        terminal->columns = 80;
    terminal->rows = known && size.ws_row ? size.ws_row : 24;
}
