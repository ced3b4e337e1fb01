/* SPDX-License-Identifier: MIT */
/* Uploading many files, for flows that need it. */
#ifndef WJ_API_ASSETS_MANY_H
#define WJ_API_ASSETS_MANY_H

#include <wikijs/assets_many.h>

#include "api/assets_ops.h"
#include "api/many.h"

struct wj_assets_many_args {
    struct wj_many many;
    wikijs_assets_upload_many_options options;
    const struct wj_file_opener *opener; /* lives until the call has ended; NULL: files are opened by their paths */
};

/* The request of wikijs_assets_upload_many(); `args` and `inputs` live until the call is made. */
void wj_assets_upload_many_request(struct wj_request *request, struct wj_assets_many_args *args,
                                   const wikijs_assets_upload_input *inputs, size_t count,
                                   const wikijs_assets_upload_many_options *options);

#endif
