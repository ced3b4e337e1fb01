/* SPDX-License-Identifier: MIT */
/*
 * Transfers of files: a multipart upload that is read as it goes out, a download that is handed over as it comes in.
 * Each has an easy handle of its own, with larger buffers than calls need, which goes with it.
 */
#ifndef WJ_TRANSPORT_STREAM_H
#define WJ_TRANSPORT_STREAM_H

#include "engine/stream.h"
#include "transport/internal.h"

/* The request lines of a stream before its credentials; false when out of memory. */
bool wj_stream_headers(const struct wj_stream *stream, struct curl_slist **list);
/* Set a fresh transfer up for the stream of `call`. 0 or a status, with the stream's error set. */
int wj_stream_prepare(struct wj_transfer *transfer, struct wikijs_call *call);
/* The transfer has ended; an answer without a body has not been begun yet. 0 or a status as above. */
int wj_stream_finish(struct wj_transfer *transfer);

#endif
