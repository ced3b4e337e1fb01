/* SPDX-License-Identifier: MIT */
/* The verbs of 'wikijs assets', and what several of them share. */
#ifndef CLI_CMD_ASSETS_ASSETS_H
#define CLI_CMD_ASSETS_ASSETS_H

#include "call.h"
#include "command/command.h"
#include "context.h"
#include "ids.h"
#include "ids_names.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/assets.h>

extern const struct cmd cmd_assets_delete;
extern const struct cmd cmd_assets_download;
extern const struct cmd cmd_assets_flush;
extern const struct cmd cmd_assets_folders;
extern const struct cmd cmd_assets_get;
extern const struct cmd cmd_assets_list;
extern const struct cmd cmd_assets_mkdir;
extern const struct cmd cmd_assets_rename;
extern const struct cmd cmd_assets_upload;

/* A user names an asset by its id, or by its path, with a leading slash or without. Returns 0 or a status, in cli->error. */
int asset_fetch(struct cli *cli, const char *name, wikijs_asset **asset);
/* Its id alone: nothing is asked when that is its name. Returns 0 or the exit code of what was reported. */
extern const struct ids_names asset_names;
/* Whether the command prints lines of its own: no other form was asked for. */
bool prints_lines(const struct cli *cli);

#endif
