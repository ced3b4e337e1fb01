/* SPDX-License-Identifier: MIT */
/*
 * How a user names a page: 123, docs/intro, de:docs/intro, /de/docs/intro, or
 * the address that a browser shows, an editor's or a history's included.
 */
#ifndef CLI_PAGE_NAME_H
#define CLI_PAGE_NAME_H

#include "context.h"
#include "ids_names.h"

#include <wikijs/page.h>

struct page_name {
    int64_t id;   /* 0: named by path */
    char *locale; /* NULL: the client's */
    char *path;
};

/* How long the locale is that a name begins with, as that of "fr:docs"; 0: it has none. */
size_t page_name_locale(const char *text);
/* Take a name apart. Returns NULL, or why it names no page of the wiki at `base_url` (may be NULL); free it. */
char *page_name_parse(struct page_name *name, const char *text, const char *base_url);
void page_name_free(struct page_name *name);

/* The same for a command: reports what is wrong. Connects first. Returns 0 or the exit code. */
int page_name_read(struct cli *cli, const char *text, struct page_name *name);
/* The id that a name says by itself, 0 for one with a path: reports what is no name. Returns 0 or the exit code. */
int page_id_of_name(struct cli *cli, const char *text, int64_t *id);
/* Pages in a command that goes by their ids. */
extern const struct ids_names page_names;
/* Fetch a page by its name. Returns 0 or a status, in cli->error. */
int page_fetch(struct cli *cli, const struct page_name *name, uint64_t fields, wikijs_page **page);
/* The address of a page for a browser; free it. */
char *page_url(const struct cli *cli, const char *locale, const char *path);

#endif
