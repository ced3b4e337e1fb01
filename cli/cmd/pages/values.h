/* SPDX-License-Identifier: MIT */
/* The same new values for many pages: what they become of what the list shows of a page. */
#ifndef CLI_CMD_PAGES_VALUES_H
#define CLI_CMD_PAGES_VALUES_H

#include "cmd/pages/bulk.h"

#include <wikijs/page.h>

/* NULL and empty members change nothing. */
struct new_values {
    const char *description;
    wikijs_tristate published;
    struct opt_list tags; /* in place of all */
    bool no_tags;
    struct opt_list add_tags, remove_tags;
};

/* The fields that the list has to show. */
extern const uint64_t values_fields;

/* Plan the change of a page; one that has the values already is passed over. Returns 0 or the exit code. */
int values_plan(struct bulk *bulk, const wikijs_page_item *item, const struct new_values *values);
/* Plan all of a set and carry it out. Returns the exit code. */
int values_change(struct bulk *bulk, const struct page_set *set, const struct new_values *values);

#endif
