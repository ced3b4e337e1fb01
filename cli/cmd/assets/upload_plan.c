/* SPDX-License-Identifier: MIT */
#include "cmd/assets/upload_plan.h"

#include "memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NAME_SIZE = 256 };

static char *path_of(const char *folder, const char *name)
{
    const char *from = folder + strspn(folder, "/");
    size_t length = strlen(from);
    while (length && from[length - 1] == '/')
        length--;
    return xasprintf("%.*s%s%s", (int)length, from, length ? "/" : "", name);
}

bool upload_plan_add(struct upload_plan *plan, const char *file, const char *name, const char *folder)
{
    char stored[NAME_SIZE] = "";
    struct stat info;
    bool has_size = strcmp(file, "-") != 0 && stat(file, &info) == 0;
    if (wikijs_asset_name_normalize(name ? name : file, stored, sizeof stored) < 0)
        return false; /* such a name the upload refuses */
    plan->items = xreallocarray(plan->items, plan->count + 1, sizeof *plan->items);
    wikijs_asset *asset = &plan->items[plan->count++];
    *asset = (wikijs_asset){ .filename = xstrdup(stored), .path = path_of(or_empty(folder), stored) };
    asset->file_size = has_size ? info.st_size : 0;
    asset->is_downloadable = wikijs_asset_path_is_downloadable(asset->path);
    asset->present = WIKIJS_BIT(WIKIJS_ASSET_FILENAME) | WIKIJS_BIT(WIKIJS_ASSET_PATH) |
                     WIKIJS_BIT(WIKIJS_ASSET_IS_DOWNLOADABLE) | (has_size ? WIKIJS_BIT(WIKIJS_ASSET_FILE_SIZE) : 0);
    return true;
}

void upload_plan_tell_last(struct cli *cli, const struct upload_plan *plan, const char *file)
{
    const wikijs_asset *asset = &plan->items[plan->count - 1];
    bool has_size = asset->present & WIKIJS_BIT(WIKIJS_ASSET_FILE_SIZE), people = cli->terminal.out;
    stream_adds(&cli->out, people ? "would upload " : "upload\t");
    stream_foreign_line(&cli->out, file, strlen(file));
    stream_adds(&cli->out, people ? " to /" : "\t");
    stream_foreign_line(&cli->out, asset->path, strlen(asset->path));
    if (!people)
        stream_adds(&cli->out, "\t");
    if (has_size)
        stream_addf(&cli->out, people ? " (%" PRId64 " bytes)" : "%" PRId64, asset->file_size);
    stream_adds(&cli->out, "\n");
}

void upload_plan_free(struct upload_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free((char *)(uintptr_t)plan->items[i].filename);
        free((char *)(uintptr_t)plan->items[i].path);
    }
    free(plan->items);
}
