/* SPDX-License-Identifier: MIT */
/* Lines that match, as grep prints them. */
#ifndef CLI_CMD_PAGES_MATCH_LINE_H
#define CLI_CMD_PAGES_MATCH_LINE_H

#include "context.h"

#include <wikijs/matcher.h>

struct match_printer {
    struct cli *cli;
    wikijs_matcher *matcher;
    bool numbers;
    char *name;      /* of the page that was printed last */
    int64_t page_id; /* its id; 0: none was */
};

/* In a pipe "page:line:text"; on a terminal below the page's name, cut to the width, what matched in colour. */
void match_print(struct match_printer *printer, const wikijs_page_match *match);
/* A page alone, with its count where that is present. */
void match_print_page(struct match_printer *printer, const wikijs_page_match *page);
void match_printer_free(struct match_printer *printer);

#endif
