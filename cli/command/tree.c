/* SPDX-License-Identifier: MIT */
/* The top of the command tree. A command's own file is at the path of its name. */
#include "command/tree.h"

static const struct cmd *const pages_commands[] = {
    &cmd_pages_list,    &cmd_pages_get,     &cmd_pages_view,    &cmd_pages_open,   &cmd_pages_create,
    &cmd_pages_update,  &cmd_pages_edit,    &cmd_pages_move,    &cmd_pages_delete, &cmd_pages_search,
    &cmd_pages_grep,    &cmd_pages_replace, &cmd_pages_tree,    &cmd_pages_tags,   &cmd_pages_tag,
    &cmd_pages_links,   &cmd_pages_history, &cmd_pages_version, &cmd_pages_diff,   &cmd_pages_restore,
    &cmd_pages_convert, &cmd_pages_render,  &cmd_pages_export,  &cmd_pages_import, NULL,
};

static const struct example pages_examples[] = {
    { "Find a page", "wikijs pages list --filter title:API" },
    { "Read it", "wikijs pages get docs/intro" },
    { "Change it", "wikijs pages edit docs/intro" },
    { 0 },
};

static const struct cmd cmd_pages = {
    .name = "pages",
    .alias = "page",
    .group = "COMMANDS",
    .summary = "Read and write pages",
    .text = "Read and write pages. A page is named by its id, its path, locale:path, or its address pasted from a "
            "browser: see 'wikijs help page-names'.",
    .if_missing = "wikijs pages search <text>, or wikijs pages list --filter path:<text>",
    .if_taken = "another path, or change the page that is there with: wikijs pages update",
    .examples = pages_examples,
    .subs = pages_commands,
    .since = "0.1",
};

static const struct cmd *const health_commands[] = { &cmd_health_check, &cmd_health_stats, NULL };

static const struct example health_examples[] = {
    { "Can the wiki be used?", "wikijs health check" },
    { 0 },
};

static const struct cmd cmd_health = {
    .name = "health",
    .group = "HEALTH",
    .summary = "Check the wiki and count what it holds",
    .text = "Check whether the wiki can be used as intended, and count what it holds.",
    .examples = health_examples,
    .subs = health_commands,
    .since = "0.1",
};

static const struct cmd *const commands[] = {
    &cmd_pages,  &cmd_assets,    &cmd_comments,    &cmd_nav,        &cmd_site,  &cmd_theme,   &cmd_locales,
    &cmd_search, &cmd_rendering, &cmd_users,       &cmd_groups,     &cmd_auth,  &cmd_system,  &cmd_storage,
    &cmd_mail,   &cmd_analytics, &cmd_logging,     &cmd_health,     &cmd_audit, &cmd_watch,   &cmd_webhooks,
    &cmd_doctor, &cmd_config,    &cmd_profile,     &cmd_alias,      &cmd_login, &cmd_logout,  &cmd_api,
    &cmd_cache,  &cmd_plugins,   &cmd_interactive, &cmd_completion, &cmd_help,  &cmd_version, &cmd_complete,
    &cmd_doc,    NULL,
};

static const struct example examples[] = {
    { "Tell the program where the wiki is", "export WIKIJS_URL=https://wiki.example.com" },
    { "Look whether all is well", "wikijs health check" },
    { "Find pages", "wikijs pages list --filter title:API --json id,path,title" },
    { "Read one", "wikijs pages get docs/intro" },
    { 0 },
};

const struct cmd root_command = {
    .name = "wikijs",
    .summary = "Work with a Wiki.js 2 server from the command line",
    .text = "Work with a Wiki.js 2 server from the command line.",
    .examples = examples,
    .subs = commands,
    .since = "0.1",
};
