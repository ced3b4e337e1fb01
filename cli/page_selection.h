/* SPDX-License-Identifier: MIT */
/* Which pages a command works on, where it takes many: those below a path, with tags, of a locale. */
#ifndef CLI_PAGE_SELECTION_H
#define CLI_PAGE_SELECTION_H

#include "context.h"
#include "ids.h"

#include <wikijs/page.h>

struct selection_args {
    const char *path;
    const char *locale;
    struct opt_list tags;
};

/* Rows for a table of options; `member` is a struct selection_args. */
#define SELECTION_OPTS(type, member, tag)                                                                            \
    OPT_STRING(type, member.path, 'p', "path", "<path>", "only this page and those below it",                        \
               .complete = COMPLETE_PAGE),                                                                           \
        OPT_LIST(type, member.tags, 0, tag, "<tag>", "only pages with this tag; may be repeated, all must be there", \
                 .complete = COMPLETE_TAG),                                                                          \
        OPT_STRING(type, member.locale, 0, "locale", "<locale>",                                                     \
                   "only pages of this locale; where they are named: theirs", .complete = COMPLETE_LOCALE)

/* Pages as the list shows them. */
struct page_set {
    wikijs_page_item_list *list;
    const wikijs_page_item **items;
    size_t count;
};

/* Where --path and --locale lead together: "fr:docs" is docs in the locale fr. */
struct page_scope {
    const char *path, *locale; /* NULL: all */
    char own[8];               /* the locale of the path */
};

/* Without either: the locale that was given before the command, or by its letter. Returns 0 or the exit code of what was
 * reported. */
int page_scope_read(struct cli *cli, const char *path, const char *locale, struct page_scope *scope);

/* What --path means: "docs", with slashes around it or without, is the page docs and all that is below docs/. */
bool page_is_below(const char *path, const char *top);

bool selection_is_empty(const struct selection_args *args);
/* Whether it chooses by more than a locale, which may also be that of pages which are named. */
bool selection_chooses(const struct selection_args *args);
/* Ask for the list, `fields` (WIKIJS_PAGE_ITEM_...) beside ids and paths, and keep those that are wanted. Returns 0 or
 * the exit code of what was reported; free the set in either case. */
int selection_read(struct cli *cli, const struct selection_args *args, uint64_t fields, struct page_set *set);
/*
 * The pages of a list of names, each once, in that order, told from each other by the wiki's list. What is no page is
 * reported; *missing receives how many these are, *code their exit code (EXIT_FAILED when they differ). Returns 0 or the
 * exit code of what was reported.
 */
int page_set_read(struct cli *cli, const struct ids *names, uint64_t fields, struct page_set *set, size_t *missing,
                  int *code);
void page_set_free(struct page_set *set);

/* --in title,description,content: the bits of WIKIJS_PAGE_...; without it `otherwise`. Returns 0 or the exit code. */
int places_read(struct cli *cli, const char *text, uint64_t otherwise, uint64_t *places);

/* How a user would name a page: its path, with the locale where that is another than the user's. Free it. */
char *page_name_of(const struct cli *cli, const char *locale, const char *path);

#endif
