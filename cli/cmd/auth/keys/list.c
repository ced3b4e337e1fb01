/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"

#include <wikijs/api_keys.h>

SHOW_LIST(wikijs_api_key, wikijs_api_keys_list)

static const struct example examples[] = {
    { "All keys", "wikijs auth keys list" },
    { "Those that still work", "wikijs auth keys list --json --jq '.[]|select(.isRevoked|not)|.name'" },
    { 0 },
};

const struct cmd cmd_auth_keys_list = {
    .name = "list",
    .summary = "List the API keys",
    .text =
        "List the API keys, with the end of each and whether it was revoked. Of a key itself the server only shows its last characters.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "AuthenticationApiKey",
    .run = run,
    .since = "0.1",
};
