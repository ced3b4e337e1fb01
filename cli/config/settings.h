/* SPDX-License-Identifier: MIT */
/*
 * What a run uses: from flags, then the environment, then the configuration
 * file. A profile that is named by a flag counts as flags.
 *
 * A key never goes to a wiki that it was not written down for: the key of a
 * profile is used for the profile's own address only.
 */
#ifndef CLI_CONFIG_SETTINGS_H
#define CLI_CONFIG_SETTINGS_H

#include "command/command.h"
#include "config/file.h"
#include "config/tokens.h"
#include "text/comma_list.h"

#include <wikijs/client.h>

enum credentials { CREDENTIALS_NONE, CREDENTIALS_KEY, CREDENTIALS_LOGIN };

struct settings {
    bool loaded;
    struct config config;
    const struct config_section *profile; /* NULL: none is in use */
    char *url;                            /* without a slash at its end; NULL: none is named */
    const char *url_source;               /* "--url", "WIKIJS_URL", … */
    enum credentials credentials;
    const char *credentials_source;
    struct stored_token login;
    struct word_list paths;     /* what members of `options` point to: with their "~/" replaced */
    const char *metrics_file;   /* one of them; NULL: none */
    const char *metrics_labels; /* of what is counted; NULL: none */
    int64_t timeout_ms;         /* 0: the library's own */
    const char *locale;
    const char *editor;
    const char *plugins; /* their names; NULL: none */
    wikijs_client_options options;
};

/* Returns NULL, or what is wrong; free it. */
char *settings_load(struct settings *settings, const struct globals *globals);
void settings_free(struct settings *settings);

/* The wiki of commands without --profile, when it is that of no profile; else NULL. */
const char *settings_url_outside(const struct settings *settings);

/* What the configuration says for a plugin, or NULL. */
const char *settings_of_plugin(const struct settings *settings, const char *name);

/* The path of the configuration file, whether it is there or not; NULL without a home. Free it. */
char *settings_config_path(const struct globals *globals);

#endif
