/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "show.h"

RUN_PLAIN(wikijs_assets_flush_temp_uploads, "removed what broken uploads had left")

static const struct example examples[] = {
    { "Clean up", "wikijs assets flush" },
    { 0 },
};

const struct cmd cmd_assets_flush = {
    .name = "flush",
    .summary = "Remove what broken uploads left on the server",
    .text = "Remove the temporary files that broken uploads left on the server. Uploads that run at that moment may "
            "fail. Needs manage:system.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
