/* SPDX-License-Identifier: MIT */
/* What the three standard streams are connected to. */
#ifndef CLI_TERMINAL_TERMINAL_H
#define CLI_TERMINAL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

struct terminal {
    bool in, out, err; /* is a terminal; WIKIJS_FORCE_TTY makes `out` one */
    bool color_out, color_err;
    bool redraws; /* a line on standard error may be drawn over: no screen reader follows it */
    bool pages;   /* long output goes through a pager */
    bool draws;   /* lines between words say something: not to who has them read out */
    bool unicode; /* box drawing and the ellipsis can be shown */
    size_t columns;
    size_t rows;
};

/* `choice` is an enum color_choice of the command line. */
void terminal_look(struct terminal *terminal, int choice);

#endif
