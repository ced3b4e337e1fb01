/* SPDX-License-Identifier: MIT */
/* Uploading many files, for flows that need it. */
#ifndef WJ_API_ASSETS_MANY_H
#define WJ_API_ASSETS_MANY_H

#include <wikijs/assets_many.h>

#include "api/many.h"

struct wj_assets_many_args {
    struct wj_many many;
    wikijs_assets_upload_many_options options;
};

/* The request of wikijs_assets_upload_many(); `args` and `inputs` live until the call is made. */
void wj_assets_upload_many_request(struct wj_request *request, struct wj_assets_many_args *args,
                                   const wikijs_assets_upload_input *inputs, size_t count,
                                   const wikijs_assets_upload_many_options *options);

#endif
