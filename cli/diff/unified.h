/* SPDX-License-Identifier: MIT */
#ifndef CLI_DIFF_UNIFIED_H
#define CLI_DIFF_UNIFIED_H

#include "text/buffer.h"

#include <stdbool.h>

struct diff_side {
    const char *label; /* behind "--- " or "+++ " */
    const char *text;
    size_t length;
};

/* A unified diff with three lines of context, as patch(1) takes it. Returns false, and adds nothing, for equal texts. */
bool diff_unified(struct buffer *out, const struct diff_side *old, const struct diff_side *new);

#endif
