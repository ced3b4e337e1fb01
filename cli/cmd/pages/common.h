/* SPDX-License-Identifier: MIT */
/* What several commands on pages share. */
#ifndef CLI_CMD_PAGES_COMMON_H
#define CLI_CMD_PAGES_COMMON_H

#include "call.h"
#include "context.h"
#include "output/emit.h"
#include "page_name.h"
#include "report.h"
#include "text/buffer.h"
#include "text/or_empty.h"

#include <wikijs/page.h>
#include <wikijs/pages.h>

/* A list option as the library takes it; an option that was not given is "not set". */
wikijs_strings strings_of(const struct opt_list *list);

/* The text of --content or of --content-file ("-": standard input). Returns 0 or the exit code. */
int content_read(struct cli *cli, const char *content, const char *file, struct buffer *text, bool *given);

/* Print a page's source to the end of its last line. */
void source_print(struct cli *cli, const char *text, size_t length);

/* Print what was done to a page, and where it is now: id and address. */
void place_print(struct cli *cli, const char *verb, int64_t id, const char *locale, const char *path);
/* Print the outcome of a write: id and address, or what --json asked for. Returns the exit code. */
int written_print(struct cli *cli, const char *verb, const wikijs_page *page, const char *locale);

/* A version number from an operand. Returns 0 or the exit code. */
int version_read(struct cli *cli, const char *text, int64_t *version);
/* Report that a version could not be had; `page` is as the user named it, `version` 0 when it was the page. Returns the exit code. */
int version_report(struct cli *cli, int status, const char *page, int64_t version);

#endif
