/* SPDX-License-Identifier: MIT */
/* The commands; each is defined in cli/cmd/, in the file of its name. */
#ifndef CLI_COMMAND_TREE_H
#define CLI_COMMAND_TREE_H

#include "command/command.h"

extern const struct cmd cmd_alias;
extern const struct cmd cmd_api;
extern const struct cmd cmd_assets;
extern const struct cmd cmd_audit;
extern const struct cmd cmd_comments;
extern const struct cmd cmd_locales;
extern const struct cmd cmd_nav;
extern const struct cmd cmd_rendering;
extern const struct cmd cmd_search;
extern const struct cmd cmd_site;
extern const struct cmd cmd_theme;
extern const struct cmd cmd_cache;
extern const struct cmd cmd_analytics;
extern const struct cmd cmd_auth;
extern const struct cmd cmd_logging;
extern const struct cmd cmd_mail;
extern const struct cmd cmd_plugins;
extern const struct cmd cmd_profile;
extern const struct cmd cmd_storage;
extern const struct cmd cmd_system;
extern const struct cmd cmd_complete;
extern const struct cmd cmd_completion;
extern const struct cmd cmd_config;
extern const struct cmd cmd_doc;
extern const struct cmd cmd_doctor;
extern const struct cmd cmd_groups;
extern const struct cmd cmd_health_check;
extern const struct cmd cmd_health_stats;
extern const struct cmd cmd_help;
extern const struct cmd cmd_interactive;
extern const struct cmd cmd_login;
extern const struct cmd cmd_logout;
extern const struct cmd cmd_pages_convert;
extern const struct cmd cmd_pages_create;
extern const struct cmd cmd_pages_delete;
extern const struct cmd cmd_pages_diff;
extern const struct cmd cmd_pages_edit;
extern const struct cmd cmd_pages_export;
extern const struct cmd cmd_pages_get;
extern const struct cmd cmd_pages_grep;
extern const struct cmd cmd_pages_history;
extern const struct cmd cmd_pages_import;
extern const struct cmd cmd_pages_links;
extern const struct cmd cmd_pages_list;
extern const struct cmd cmd_pages_move;
extern const struct cmd cmd_pages_open;
extern const struct cmd cmd_pages_render;
extern const struct cmd cmd_pages_replace;
extern const struct cmd cmd_pages_restore;
extern const struct cmd cmd_pages_search;
extern const struct cmd cmd_pages_tags;
extern const struct cmd cmd_pages_tag;
extern const struct cmd cmd_pages_tree;
extern const struct cmd cmd_pages_update;
extern const struct cmd cmd_pages_version;
extern const struct cmd cmd_pages_view;
extern const struct cmd cmd_users;
extern const struct cmd cmd_version;
extern const struct cmd cmd_watch;
extern const struct cmd cmd_webhooks;

#endif
