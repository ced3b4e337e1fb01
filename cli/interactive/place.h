/* SPDX-License-Identifier: MIT */
/* Where one is in the tree of pages: a locale and a folder. Names without a slash at their start are below it. */
#ifndef CLI_INTERACTIVE_PLACE_H
#define CLI_INTERACTIVE_PLACE_H

#include "context.h"
#include "text/buffer.h"

struct place {
    char *locale;
    char *folder; /* "docs/api"; "" at the top */
};

/* At the top, in the locale of the settings. */
void place_init(struct place *place, const struct cli *cli);
void place_free(struct place *place);
/* What a name means here: "intro", "../x", "/home", "de:docs", "." . Free it with place_free(). */
struct place place_resolve(const struct place *here, const char *name);
/* As a page name that every command understands: "en:docs/intro". Free it. */
char *place_page_name(const struct place *place);
/* For people: "/docs", or "de:/docs" in another locale than the settings say. Free it. */
char *place_label(const struct place *place, const struct cli *cli);

/* A page or a folder right below a place. */
struct place_entry {
    char *name;
    char *title; /* NULL: a folder without a page of its own */
    bool is_folder;
};

struct place_entries {
    struct place_entry *items;
    size_t count;
    bool is_page; /* the place itself is one */
    char *title;  /* its */
};

/* What is at a place and right below it, sorted. Returns 0, or the exit code of what was reported. */
int place_list(struct cli *cli, const struct place *place, struct place_entries *entries);
/* The same for a completion: from its cache, silently; nothing when the wiki does not answer in time. */
void place_list_quickly(struct cli *cli, const struct place *place, struct place_entries *entries);
void place_entries_free(struct place_entries *entries);

#endif
