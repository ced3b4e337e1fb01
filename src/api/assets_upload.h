/* SPDX-License-Identifier: MIT */
/* What the upload of one file and that of many have in common. */
#ifndef WJ_API_ASSETS_UPLOAD_H
#define WJ_API_ASSETS_UPLOAD_H

#include <sys/stat.h>
#include <wikijs/assets.h>

#include "api/asset_name.h"
#include "api/assets_ops.h"
#include "client/request.h"

/* What a look at the folder before an upload needs. */
#define WJ_ASSETS_LOOK_FIELDS \
    (WIKIJS_BIT(WIKIJS_ASSET_ID) | WIKIJS_BIT(WIKIJS_ASSET_FILENAME) | WIKIJS_BIT(WIKIJS_ASSET_UPDATED_AT))

/* A file that was sent, for the look at the folder that comes after it. */
struct wj_assets_sent {
    const char *name;
    int64_t folder_id;
    int64_t old_id, old_updated_at; /* of what had the name; 0: nothing */
    int64_t size;
};

/* Check an upload and make it the request's; `folder` is where args->folder will point to. */
void wj_assets_prepare_upload(struct wj_request *request, struct wj_assets_upload_args *args,
                              char folder[WJ_ASSET_PATH_SIZE], const wikijs_assets_upload_input *given);
/* The flow of one upload; its args are struct wj_assets_upload_args. */
enum wj_step wj_assets_upload_flow(struct wikijs_call *call, struct wikijs_call *child);
/* Whether what stat() told of a local file can be uploaded; 0 or WIKIJS_E_IO. */
int wj_assets_check_file(const char *file, const struct stat *info, wikijs_error *err);
/* Whether the server has what was sent; `found` is what the folder has under that name, or NULL. 0 or WIKIJS_E_REFUSED. */
int wj_assets_check_stored(const wikijs_asset *found, const struct wj_assets_sent *sent, wikijs_error *err);
/* The error of a name that is taken. */
int wj_assets_refuse_existing(const wikijs_asset *old, wikijs_error *err);

#endif
