/* SPDX-License-Identifier: MIT */
/* The options that every command takes. */
#include "command/command.h"

static const char *const color_choices[] = { "auto", "always", "never", NULL };

const struct opt global_opts[] = {
    OPT_STRING(struct globals, url, 'u', "url", "<url>", "address of the wiki"),
    OPT_STRING(struct globals, profile, 'p', "profile", "<name>", "profile of the configuration file",
               .complete = COMPLETE_PROFILE),
    OPT_FLAG(struct globals, all_profiles, 0, "all-profiles", "once for each profile of the configuration file"),
    OPT_STRING(struct globals, config, 0, "config", "<file>", "configuration file", .complete = COMPLETE_FILE),
    OPT_STRING(struct globals, locale, 'l', "locale", "<locale>", "locale of pages that are named without one",
               .complete = COMPLETE_LOCALE),
    OPT_STRING(struct globals, timeout, 0, "timeout", "<time>", "longest time for one call: 30, 30s, 500ms, 2m"),
    OPT_STRING(struct globals, rate, 0, "rate", "<rate>", "most requests in a time: 10/s, 100/min"),
    OPT_STRING(struct globals, retries, 0, "retries", "<n>", "send a failed request so often again; 0: never"),
    OPT_LIST(struct globals, settings, 0, "set", "<key=value>", "a setting of the configuration file, for this run"),
    OPT_STRING(struct globals, api_key_file, 0, "api-key-file", "<file>", "file that holds the API key",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct globals, api_key_command, 0, "api-key-command", "<command>", "command that prints the API key"),
    OPT_STRING(struct globals, api_key_env, 0, "api-key-env", "<variable>", "variable that holds the API key"),
    OPT_STRING(struct globals, api_key, 0, "api-key", "<key>", "API key", .hidden = true),
    OPT_FLAG(struct globals, no_cache, 0, "no-cache", "ask the server, whatever the cache has"),
    OPT_FLAG(struct globals, no_plugins, 0, "no-plugins", "without the plugins of the configuration file"),
    OPT_ENUM(struct globals, color, 0, "color", color_choices, "whether to use colours"),
    OPT_FLAG(struct globals, no_pager, 0, "no-pager", "do not use a pager"),
    OPT_FLAG(struct globals, verbose, 'v', "verbose", "show each request with its time on standard error"),
    OPT_STRING(struct globals, trace, 0, "trace", "<file>", "write requests and answers into an HTTP archive (HAR)",
               .complete = COMPLETE_FILE),
    OPT_FLAG(struct globals, dry_run, 0, "dry-run", "show what would be changed, and change nothing"),
    OPT_FLAG(struct globals, yes, 'y', "yes", "do not ask before what cannot be taken back"),
    OPT_FLAG(struct globals, quiet, 'q', "quiet", "no warnings and remarks, only results and errors"),
    OPT_FLAG(struct globals, help, 'h', "help", "show help"),
    OPT_FLAG(struct globals, version, 0, "version", "show the version"),
    OPT_END,
};
