/* SPDX-License-Identifier: MIT */
/*
 * The help of a command as sections of items, made from the tree. The terminal,
 * the manual pages and the Markdown pages are three ways to print the same.
 */
#ifndef CLI_COMMAND_HELP_H
#define CLI_COMMAND_HELP_H

#include "command/command.h"
#include "text/buffer.h"

enum help_kind { HELP_TEXT, HELP_ENTRY, HELP_EXAMPLE, HELP_CODE };

struct help_item {
    enum help_kind kind;
    char *term; /* of an entry: what is explained; of an example: the command */
    char *text;
};

struct help_section {
    const char *title; /* "USAGE"; NULL for the text at the start */
    struct help_item *items;
    size_t count;
};

struct help {
    char *name; /* "wikijs pages list" */
    const char *summary;
    struct help_section *sections;
    size_t count;
};

/* Of a command: `path` holds it and what is above it, the root first. */
void help_of_command(struct help *help, const struct cmd *const *path, size_t depth);
/* In the help of the root: programs that are commands, too. `names` ends with NULL. */
void help_add_programs(struct help *help, char *const *names);
void help_free(struct help *help);

/* For a terminal of so many columns. */
void help_to_text(struct buffer *out, const struct help *help, size_t columns, bool color);
void help_to_man(struct buffer *out, const struct help *help);
/* With a heading of the first level, or as a section of a page. */
void help_to_markdown(struct buffer *out, const struct help *help, bool is_page);

/* A text of its own: `wikijs help environment`. */
struct topic {
    const char *name;
    const char *summary;
    const char *text;
    bool lists_settings; /* the keys of the configuration file follow the text */
};

extern const struct topic help_topics[]; /* ended by an empty one */
void help_of_topic(struct help *help, const struct topic *topic);

#endif
