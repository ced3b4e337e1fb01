/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"

#include "cmd/auth/auth.h"

static const struct cmd *const verbs[] = {
    &cmd_auth_keys_list, &cmd_auth_keys_create, &cmd_auth_keys_revoke, &cmd_auth_keys_state, NULL,
};

static const struct example examples[] = {
    { "All keys", "wikijs auth keys list" },
    { "A new one", "wikijs auth keys create --name ci --expires 30d --group 7" },
    { 0 },
};

const struct cmd cmd_auth_keys = {
    .name = "keys",
    .summary = "Manage API keys",
    .text = "Manage API keys. A key may do what its group may do; all act as the first administrator.",
    .if_missing = "wikijs auth keys list, or wikijs groups list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
