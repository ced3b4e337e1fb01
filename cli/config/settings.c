/* SPDX-License-Identifier: MIT */
#include "config/settings.h"

#include "command/value.h"
#include "config/duration.h"
#include "config/keys.h"
#include "config/paths.h"
#include "memory.h"
#include "text/match.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

char *settings_config_path(const struct globals *globals)
{
    const char *named = globals->config ? globals->config : environment("WIKIJS_CONFIG");
    return named ? path_expand(named) : path_of_config("config.yaml");
}

static char *load_file(struct settings *settings, const struct globals *globals)
{
    char *path = settings_config_path(globals);
    if (!path)
        return NULL;
    /* A file that was named must be there; /dev/null is the way to say "none". */
    bool required = globals->config || environment("WIKIJS_CONFIG");
    char *problem = config_load(&settings->config, path, required);
    free(path);
    return problem;
}

static char *choose_profile(struct settings *settings, const struct globals *globals)
{
    const struct config *config = &settings->config;
    const char *name = globals->profile ? globals->profile : environment("WIKIJS_PROFILE");
    if (!name)
        name = config_value(&config->common, "profile");
    if (!name) {
        settings->profile = config_profile(config, "default");
        return NULL;
    }
    settings->profile = config_profile(config, name);
    if (settings->profile)
        return NULL;
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < config->profile_count && count < 63; i++)
        names[count++] = config->profiles[i].name;
    names[count] = NULL;
    const char *nearest = text_nearest(name, names);
    const char *path = config->path ? config->path : "the configuration file";
    if (nearest)
        return xasprintf("there is no profile '%s' in %s; did you mean '%s'?", name, path, nearest);
    return xasprintf("there is no profile '%s' in %s", name, path);
}

/* The section that names the wiki: its credentials belong to that address. */
static const struct config_section *wiki_section(const struct settings *settings)
{
    return config_value(settings->profile, "url") ? settings->profile : &settings->config.common;
}

/* A setting that has nothing to do with credentials: of this run, else of the profile, else of all profiles. */
static const char *value_of(const struct settings *settings, const char *key)
{
    const char *value = config_value(&settings->config.overrides, key);
    if (!value)
        value = config_value(settings->profile, key);
    return value ? value : config_value(&settings->config.common, key);
}

/* --set key=value; the last one of a key counts. */
static char *take_assignments(struct settings *settings, const struct opt_list *assignments)
{
    for (size_t i = assignments->count; i-- > 0;) {
        const char *text = assignments->items[i], *equals = strchr(text, '=');
        if (!equals)
            return xasprintf("--set takes key=value, not '%s'", text);
        char *key = xstrndup(text, (size_t)(equals - text));
        char *problem = config_override(&settings->config, key, equals + 1);
        free(key);
        if (problem)
            return problem;
    }
    return NULL;
}

/* "--retries 2" are three requests. */
static char *take_retries(struct settings *settings, const char *text)
{
    char *end, attempts[24];
    long retries = strtol(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || retries > 999)
        return xasprintf("--retries takes a number from 0 to 999, not '%s'", text);
    snprintf(attempts, sizeof attempts, "%ld", retries + 1);
    return config_override(&settings->config, "retry_max_attempts", attempts);
}

/* Flags that are short for --set; a flag of its own counts before --set. */
static char *take_overrides(struct settings *settings, const struct globals *globals)
{
    const struct {
        const char *key, *value;
    } flags[] = {
        { "rate_limit", globals->rate },
    };
    char *bad_retries = globals->retries ? take_retries(settings, globals->retries) : NULL;
    if (bad_retries)
        return bad_retries;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        char *problem = flags[i].value ? config_override(&settings->config, flags[i].key, flags[i].value) : NULL;
        if (problem)
            return problem;
    }
    return take_assignments(settings, &globals->settings);
}

static char *without_end_slash(const char *url)
{
    size_t length = strlen(url);
    while (length && url[length - 1] == '/')
        length--;
    return xstrndup(url, length);
}

static void choose_url(struct settings *settings, const struct globals *globals)
{
    const char *in_file = config_value(wiki_section(settings), "url");
    const char *in_environment = environment("WIKIJS_URL");
    const char *url = NULL;
    if (globals->url) {
        url = globals->url;
        settings->url_source = "--url";
    } else if (globals->profile && in_file) {
        url = in_file;
        settings->url_source = "--profile";
    } else if (in_environment) {
        url = in_environment;
        settings->url_source = "WIKIJS_URL";
    } else if (in_file) {
        url = in_file;
        settings->url_source = "the configuration file";
    }
    settings->url = url && *url ? without_end_slash(url) : NULL;
}

static bool is_same_wiki(const struct settings *settings, const char *url)
{
    if (!url || !settings->url)
        return false;
    char *other = without_end_slash(url);
    bool same = strcasecmp(other, settings->url) == 0;
    free(other);
    return same;
}

/* One kind of key: its value and the option that takes it. */
struct key_choice {
    const char *value;
    const char **member;
    const char *source;
};

static bool take_first(struct settings *settings, const struct key_choice *choices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (choices[i].value) {
            *choices[i].member = choices[i].value;
            settings->credentials = CREDENTIALS_KEY;
            settings->credentials_source = choices[i].source;
            return true;
        }
    }
    return false;
}

static bool take_from_flags(struct settings *settings, const struct globals *globals)
{
    wikijs_client_options *options = &settings->options;
    const struct key_choice choices[] = {
        { globals->api_key, &options->api_key, "--api-key" },
        { globals->api_key_file, &options->api_key_file, "--api-key-file" },
        { globals->api_key_command, &options->api_key_command, "--api-key-command" },
        { globals->api_key_env, &options->api_key_env, "--api-key-env" },
    };
    return take_first(settings, choices, sizeof choices / sizeof *choices);
}

static bool take_from_environment(struct settings *settings)
{
    wikijs_client_options *options = &settings->options;
    const struct key_choice choices[] = {
        { environment("WIKIJS_API_KEY"), &options->api_key, "WIKIJS_API_KEY" },
        { environment("WIKIJS_TOKEN_COMMAND"), &options->api_key_command, "WIKIJS_TOKEN_COMMAND" },
    };
    return take_first(settings, choices, sizeof choices / sizeof *choices);
}

static bool take_from_file(struct settings *settings)
{
    const struct config_section *section = wiki_section(settings);
    wikijs_client_options *options = &settings->options;
    const char *source = "the configuration file";
    const struct key_choice choices[] = {
        { config_value(section, "api_key"), &options->api_key, source },
        { config_value(section, "api_key_file"), &options->api_key_file, source },
        { config_value(section, "api_key_command"), &options->api_key_command, source },
        { config_value(section, "api_key_env"), &options->api_key_env, source },
    };
    if (!is_same_wiki(settings, config_value(section, "url")))
        return false;
    return take_first(settings, choices, sizeof choices / sizeof *choices);
}

static char *choose_credentials(struct settings *settings, const struct globals *globals)
{
    settings->credentials_source = "none";
    if (take_from_flags(settings, globals))
        return NULL;
    bool is_flagged = globals->profile && strcmp(settings->url_source, "--profile") == 0;
    /* The key of the environment is for the wiki of the environment, when that names one. */
    bool foreign = is_flagged && environment("WIKIJS_URL") && !is_same_wiki(settings, environment("WIKIJS_URL"));
    if (is_flagged ? take_from_file(settings) : take_from_environment(settings))
        return NULL;
    if (is_flagged ? !foreign && take_from_environment(settings) : take_from_file(settings))
        return NULL;
    char *problem = tokens_find(settings->url, &settings->login);
    if (settings->login.token) {
        settings->options.login_token = settings->login.token;
        settings->credentials = CREDENTIALS_LOGIN;
        settings->credentials_source = "wikijs login";
    }
    return problem;
}

/* A path with its "~/" replaced, which lives as long as the settings. */
static const char *keep_path(struct settings *settings, char *path)
{
    word_list_take(&settings->paths, path);
    return path;
}

/* A setting that names a file, as it is to be opened; NULL: none. */
static const char *path_value_of(struct settings *settings, const char *key)
{
    const char *value = value_of(settings, key);
    return value ? keep_path(settings, path_expand(value)) : NULL;
}

/* The other options of the library, from the file; their values were checked when it was read. */
static void apply_file_options(struct settings *settings)
{
    static const char *const apart[] = { "url", "api_key", "api_key_file", "api_key_command", "api_key_env", NULL };
    for (const struct config_key *key = config_keys; key->name; key++) {
        bool skip = !key->option;
        for (size_t i = 0; apart[i]; i++)
            skip = skip || strcmp(apart[i], key->name) == 0;
        const char *value = skip        ? NULL
                            : key->path ? path_value_of(settings, key->name)
                                        : value_of(settings, key->name);
        if (value)
            wikijs_client_options_set(&settings->options, key->option, value, NULL);
    }
    if (!settings->options.cache_redis)
        settings->options.cache_redis = environment("WIKIJS_REDIS_URL");
}

static char *apply_timeout(struct settings *settings, const struct globals *globals)
{
    const char *text = globals->timeout ? globals->timeout : value_of(settings, "timeout");
    if (!text)
        return NULL;
    int64_t timeout_ms = duration_parse(text);
    if (timeout_ms < 0)
        return xasprintf("%s takes a time such as 30, 30s, 500ms or 2m, not '%s'",
                         globals->timeout ? "--timeout" : "the setting 'timeout'", text);
    settings->timeout_ms = timeout_ms;
    settings->options.read_timeout_ms = timeout_ms;
    settings->options.write_timeout_ms = timeout_ms;
    return NULL;
}

static char *apply_locale(struct settings *settings, const struct globals *globals)
{
    const char *text = globals->locale ? globals->locale : value_of(settings, "locale");
    settings->locale = text;
    settings->options.locale = text;
    return !text || value_is_locale(text)
               ? NULL
               : xasprintf("the setting 'locale' is a word such as en or pt-br, not '%s'", text);
}

char *settings_load(struct settings *settings, const struct globals *globals)
{
    if (settings->loaded)
        return NULL;
    settings->loaded = true;
    wikijs_client_options_init(&settings->options, sizeof settings->options);
    char *problem = load_file(settings, globals);
    if (!problem)
        problem = choose_profile(settings, globals);
    if (!problem)
        problem = take_overrides(settings, globals);
    if (problem)
        return problem;
    apply_file_options(settings);
    problem = apply_timeout(settings, globals);
    if (!problem)
        problem = apply_locale(settings, globals);
    if (problem)
        return problem;
    choose_url(settings, globals);
    settings->options.base_url = settings->url;
    settings->editor = value_of(settings, "editor");
    settings->plugins = globals->no_plugins ? NULL : value_of(settings, "plugins");
    if (settings->url)
        problem = choose_credentials(settings, globals);
    if (settings->options.api_key_file)
        settings->options.api_key_file = keep_path(settings, path_expand(settings->options.api_key_file));
    if (!settings->options.cache_dir)
        settings->options.cache_dir = keep_path(settings, path_of_cache());
    if (!settings->options.profile && settings->profile)
        settings->options.profile = settings->profile->name;
    settings->metrics_file = path_value_of(settings, "metrics_file");
    settings->metrics_labels = value_of(settings, "metrics_labels");
    return problem;
}

const char *settings_url_outside(const struct settings *settings)
{
    const struct config *config = &settings->config;
    const char *common = config_value(&config->common, "url");
    bool inside = false;
    for (size_t i = 0; i < config->profile_count; i++) {
        const char *own = config_value(&config->profiles[i], "url");
        /* A profile without an address of its own has the one that is used without it. */
        inside = inside || (!own && !common) || is_same_wiki(settings, own ? own : common);
    }
    return inside ? NULL : settings->url;
}

const char *settings_of_plugin(const struct settings *settings, const char *name)
{
    char *key = xasprintf("plugin.%s", name);
    const char *value = value_of(settings, key);
    free(key);
    return value;
}

void settings_free(struct settings *settings)
{
    config_free(&settings->config);
    stored_token_free(&settings->login);
    free(settings->url);
    word_list_free(&settings->paths);
}
