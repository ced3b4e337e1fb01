/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "show.h"

#include <wikijs/comments.h>

SHOW_LIST(wikijs_comment_provider, wikijs_comments_list_providers)

static const struct example examples[] = {
    { "In short", "wikijs comments providers" },
    { "The one in use", "wikijs comments providers --json key,isEnabled --jq '.[]|select(.isEnabled).key'" },
    { 0 },
};

const struct cmd cmd_comments_providers = {
    .name = "providers",
    .summary = "List the comment providers",
    .text = "List the comment providers. Their settings are shown by 'wikijs comments get-provider'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "CommentProvider",
    .run = run,
    .since = "0.1",
};
