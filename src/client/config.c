/* SPDX-License-Identifier: MIT */
#include "client/config.h"

#include "base/sized.h"
#include "base/status.h"
#include "base/text.h"
#include "transport/curl.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wikijs/sys/alloc.h>

enum option_kind { STRING, SECRET, NUMBER, FLAG };

struct option {
    const char *name;
    enum option_kind kind;
    size_t offset;
    int64_t default_value, min, max;
};

static const struct option all_options[] = {
#define OPTION(member, kind, default_value, min, max, text) \
    { #member, kind, offsetof(wikijs_client_options, member), default_value, min, max },
#include "options.def"
#undef OPTION
};

enum { OPTION_COUNT = sizeof all_options / sizeof *all_options };

void wikijs_client_options_init(wikijs_client_options *options, size_t struct_size)
{
    if (!options || struct_size < sizeof options->struct_size)
        return;
    memset(options, 0, struct_size);
    options->struct_size = struct_size;
}

static bool is_text(const struct option *option)
{
    return option->kind == STRING || option->kind == SECRET;
}

static size_t size_of(const struct option *option)
{
    return option->kind == NUMBER ? sizeof(int64_t) : option->kind == FLAG ? sizeof(int32_t) : sizeof(char *);
}

/* --- setting one by its name --- */

static int set_number(const struct option *option, void *member, const char *value, wikijs_error *err)
{
    int64_t number;
    if (!wj_int_parse(value, strlen(value), &number) || number < option->min || number > option->max)
        return wj_error_set(err, WIKIJS_E_CONFIG, "option '%s' takes a number from %lld to %lld, not '%s'",
                            option->name, (long long)option->min, (long long)option->max, value);
    memcpy(member, &number, sizeof number);
    return 0;
}

static int set_flag(const struct option *option, void *member, const char *value, wikijs_error *err)
{
    bool yes = !strcasecmp(value, "true") || !strcasecmp(value, "yes") || !strcmp(value, "1");
    bool no = !strcasecmp(value, "false") || !strcasecmp(value, "no") || !strcmp(value, "0");
    if (!yes && !no)
        return wj_error_set(err, WIKIJS_E_CONFIG, "option '%s' takes true or false, not '%s'", option->name, value);
    int32_t flag = yes;
    memcpy(member, &flag, sizeof flag);
    return 0;
}

int wikijs_client_options_set(wikijs_client_options *options, const char *name, const char *value, wikijs_error *err)
{
    wj_error_clear(err);
    if (!options || !name || !value)
        return wj_error_set(err, WIKIJS_E_ARG, "options, name and value must be given");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &all_options[i];
        if (strcmp(option->name, name) != 0)
            continue;
        void *member = (char *)options + option->offset;
        if (option->offset + size_of(option) > options->struct_size)
            return wj_error_set(err, WIKIJS_E_CONFIG, "the program's options have no '%s' yet", name);
        if (option->kind == NUMBER)
            return set_number(option, member, value, err);
        if (option->kind == FLAG)
            return set_flag(option, member, value, err);
        memcpy(member, &value, sizeof value);
        return 0;
    }
    return wj_error_set(err, WIKIJS_E_CONFIG, "there is no option '%s'", name);
}

/* --- checking and copying --- */

/* Everything but texts, which are copied one by one: none of the caller's may be taken for a copy and wiped. */
static void take_values(struct wj_config *config, const wikijs_client_options *from)
{
    config->options = *from;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (is_text(&all_options[i]))
            memset((char *)&config->options + all_options[i].offset, 0, size_of(&all_options[i]));
}

static int check_range(const struct option *option, int64_t value, wikijs_error *err)
{
    if (value == 0 || (value >= option->min && value <= option->max))
        return 0;
    return wj_error_set(err, WIKIJS_E_CONFIG, "option '%s' must be from %lld to %lld, not %lld", option->name,
                        (long long)option->min, (long long)option->max, (long long)value);
}

static int copy_option(struct wj_config *config, const wikijs_client_options *from, const struct option *option,
                       wikijs_error *err)
{
    char *member = (char *)&config->options + option->offset;
    if (is_text(option)) {
        char *text;
        memcpy(&text, (const char *)from + option->offset, sizeof text);
        if (!text)
            return 0;
        text = wj_arena_strdup(&config->memory, text);
        memcpy(member, &text, sizeof text);
        return text ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    if (option->kind == FLAG)
        return 0;
    int64_t number;
    memcpy(&number, member, sizeof number);
    int status = check_range(option, number, err);
    if (number == 0)
        number = option->default_value;
    memcpy(member, &number, sizeof number);
    return status;
}

static int check_url(struct wj_config *config, wikijs_error *err)
{
    char *url = (char *)(uintptr_t)config->options.base_url; /* our own copy */
    if (!url || !*url)
        return wj_error_set(err, WIKIJS_E_CONFIG, "no address of a wiki is given (base_url)");
    if (strchr(url, '@')) /* first: the other messages show the address */
        return wj_error_set(err, WIKIJS_E_CONFIG, "the address must not hold a user name or password");
    size_t scheme = !strncasecmp(url, "http://", 7) ? 7 : !strncasecmp(url, "https://", 8) ? 8 : 0;
    if (!scheme || !url[scheme] || url[scheme] == '/')
        return wj_error_set(err, WIKIJS_E_CONFIG,
                            "'%s' is no address of a wiki: it must look like https://wiki.example.com", url);
    for (const char *c = url; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == '?' || *c == '#')
            return wj_error_set(err, WIKIJS_E_CONFIG, "the address '%s' must not hold spaces, '?' or '#'", url);
    size_t length = strlen(url);
    while (url[length - 1] == '/')
        url[--length] = 0;
    if (length > scheme + 8 && !strcmp(url + length - 8, "/graphql"))
        url[length -= 8] = 0; /* people paste the API's address */
    while (url[length - 1] == '/')
        url[--length] = 0;
    return 0;
}

static int check_proxy(const char *proxy, wikijs_error *err)
{
    int status = proxy && *proxy ? wj_transport_check_proxy(proxy) : 0;
    if (status == WIKIJS_E_CONFIG) /* the value may hold a password */
        return wj_error_set(
            err, status,
            "option 'proxy' is no address of a proxy: it must look like http://proxy.example.com:3128 or "
            "socks5h://localhost:1080");
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

/* It becomes part of a header. */
static int check_user_agent(const char *agent, wikijs_error *err)
{
    for (; agent && *agent; agent++)
        if ((unsigned char)*agent < ' ' || *agent == 127)
            return wj_error_set(err, WIKIJS_E_CONFIG, "option 'user_agent' holds a character that no header may");
    return 0;
}

static bool is_word(const char *text)
{
    const char *c = text;
    while ((unsigned char)*c > ' ' && (unsigned char)*c < 127)
        c++;
    return c > text && !*c;
}

static int check_credentials(const wikijs_client_options *options, wikijs_error *err)
{
    int keys = (options->api_key != NULL) + (options->api_key_env != NULL) + (options->api_key_file != NULL) +
               (options->api_key_command != NULL);
    int kinds = keys + (options->username != NULL || options->password != NULL) + (options->login_token != NULL);
    if (kinds > 1 && !(kinds == 2 && options->username && options->login_token))
        return wj_error_set(err, WIKIJS_E_CONFIG, "more than one kind of credentials is given");
    if (!options->username != !options->password)
        return wj_error_set(err, WIKIJS_E_CONFIG, "a login needs both a user name and a password");
    if (options->login_token && !is_word(options->login_token)) /* it becomes a header */
        return wj_error_set(err, WIKIJS_E_CONFIG, "login_token holds something else than a token");
    return 0;
}

static int copy_hooks(struct wj_config *config, wikijs_error *err)
{
    wikijs_client_options *options = &config->options;
    if (!options->hook_count)
        return 0;
    if (!options->hooks)
        return wj_error_set(err, WIKIJS_E_ARG, "hook_count is given without hooks");
    wikijs_hooks *hooks = wj_arena_alloc(&config->memory, options->hook_count * sizeof *hooks);
    if (!hooks)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    memcpy(hooks, options->hooks, options->hook_count * sizeof *hooks);
    options->hooks = hooks;
    return 0;
}

int wj_config_new(struct wj_config **out, const wikijs_client_options *options, wikijs_error *err)
{
    wikijs_client_options taken = { 0 };
    if (!options)
        return wj_error_set(err, WIKIJS_E_ARG, "no options are given: use WIKIJS_CLIENT_OPTIONS_INIT");
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status < 0)
        return status;
    taken.struct_size = sizeof taken;
    if (taken.allocator && (!taken.allocator->malloc || !taken.allocator->realloc || !taken.allocator->free))
        return wj_error_set(err, WIKIJS_E_ARG, "the allocator lacks one of its three functions");
    const wikijs_allocator *allocator = taken.allocator ? taken.allocator : &wj_libc_allocator;
    struct wj_config *config = wj_calloc(allocator, 1, sizeof *config);
    if (!config)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    atomic_init(&config->refs, 1);
    config->allocator = *allocator;
    wj_arena_init(&config->memory, &config->allocator, 0);
    take_values(config, &taken);
    config->options.allocator = &config->allocator;
    status = check_credentials(&taken, err);
    for (size_t i = 0; status == 0 && i < OPTION_COUNT; i++)
        if (all_options[i].offset != offsetof(wikijs_client_options, api_key)) /* kept in the shared credentials only */
            status = copy_option(config, &taken, &all_options[i], err);
    if (status == 0)
        status = check_url(config, err);
    if (status == 0)
        status = check_proxy(taken.proxy, err);
    if (status == 0)
        status = check_user_agent(taken.user_agent, err);
    if (status == 0)
        status = copy_hooks(config, err);
    if (status < 0) {
        wj_config_unref(config);
        return status;
    }
    if (!config->options.locale)
        config->options.locale = "en";
    if (!config->options.log_level)
        config->options.log_level = WIKIJS_LOG_WARN;
    *out = config;
    return 0;
}

struct wj_config *wj_config_ref(struct wj_config *config)
{
    atomic_fetch_add(&config->refs, 1);
    return config;
}

void wj_config_unref(struct wj_config *config)
{
    if (!config || atomic_fetch_sub(&config->refs, 1) != 1)
        return;
    wj_wipe_text(config->options.password);
    wj_wipe_text(config->options.proxy); /* it may hold one */
    wj_wipe_text(config->options.login_token);
    wj_wipe_text(config->options.cache_redis);
    wj_wipe_text(config->options.rate_limit_redis);
    wj_wipe_text(config->options.breaker_redis);
    wj_arena_clear(&config->memory);
    wikijs_allocator allocator = config->allocator;
    wj_free(&allocator, config);
}
