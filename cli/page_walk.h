/* SPDX-License-Identifier: MIT */
/* Going through many whole pages, in memory that does not grow with their number, until Ctrl-C. */
#ifndef CLI_PAGE_WALK_H
#define CLI_PAGE_WALK_H

#include "page_selection.h"

/* Runs for each page, which is good until it returns; false ends the walk. */
typedef bool page_walk_fn(struct cli *cli, const wikijs_page *page, void *context);

/*
 * Read the pages of a set with `fields` (WIKIJS_PAGE_...), in its order. Where the set knows paths and locales, failures
 * name them. The set is freed, for it may be large. A page that cannot be read is reported and passed over. Returns 0; the
 * exit code that all failures have in common, EXIT_FAILED when they have none; EXIT_INTERRUPTED. On a terminal a line says
 * how far it is.
 */
int page_walk(struct cli *cli, struct page_set *set, uint64_t fields, page_walk_fn *on_page, void *context);

#endif
