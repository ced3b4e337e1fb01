/* SPDX-License-Identifier: MIT */
/* Downloading one asset, for flows that download many. */
#ifndef WJ_API_ASSETS_DOWNLOAD_H
#define WJ_API_ASSETS_DOWNLOAD_H

#include "api/assets_ops.h"
#include "client/request.h"

/* Fill a request of wj_op_assets_download, as wikijs_assets_download() does; its result is a wikijs_download. */
void wj_assets_prepare_download(struct wj_request *request, struct wj_assets_download_args *args, const char *path,
                                const wikijs_assets_download_options *given);

#endif
