/* SPDX-License-Identifier: MIT */
/* The title of a page whose file has none in its header: its first heading, else its name. */
#ifndef WJ_TRANSFER_TITLE_H
#define WJ_TRANSFER_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include "transfer/links.h"

enum { WJ_TITLE_CHARACTERS = 255, WJ_TITLE_SIZE = 4 * WJ_TITLE_CHARACTERS + 1 }; /* what the server's column takes */

/* The first heading as plain text, on one line; false: there is none that says anything. */
bool wj_title_of_text(enum wj_markup markup, const char *text, size_t length, char out[WJ_TITLE_SIZE]);
/* "docs/first-steps.md" gives "First steps"; the page of a folder ("docs/README.md") is called as the folder. */
void wj_title_of_name(const char *file, bool folder_page, char out[WJ_TITLE_SIZE]);

#endif
