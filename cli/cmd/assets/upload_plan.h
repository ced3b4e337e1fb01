/* SPDX-License-Identifier: MIT */
/* What `assets upload --dry-run` would send: an asset as far as it is known before. */
#ifndef CLI_CMD_ASSETS_UPLOAD_PLAN_H
#define CLI_CMD_ASSETS_UPLOAD_PLAN_H

#include "cmd/assets/assets.h"

struct upload_plan {
    wikijs_asset *items; /* without an id */
    size_t count;
};

/* Add a file, or "-", whose size is not known; it gets `name`, or NULL: its own, in `folder`, or NULL: the top. Returns whether
 * the server has a name for it. */
bool upload_plan_add(struct upload_plan *plan, const char *file, const char *name, const char *folder);
/* The line for the file that was added last. */
void upload_plan_tell_last(struct cli *cli, const struct upload_plan *plan, const char *file);
void upload_plan_free(struct upload_plan *plan);

#endif
