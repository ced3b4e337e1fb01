/* SPDX-License-Identifier: MIT */
#include "wikis.h"

#include "call.h"
#include "memory.h"
#include "profiles.h"
#include "report.h"
#include "text/buffer.h"

#include <stdlib.h>
#include <string.h>

static void add(struct wikis *wikis, const char *name, struct cli *cli)
{
    wikis->items = xreallocarray(wikis->items, wikis->count + 1, sizeof *wikis->items);
    wikis->items[wikis->count++] = (struct wiki){ .name = name, .cli = cli };
}

static int connect_one(struct cli *cli, struct wikis *wikis)
{
    int code = context_connect(cli);
    const struct config_section *profile = cli->settings.profile;
    if (code == 0)
        add(wikis, profile && profile->name ? profile->name : "default", cli);
    return code;
}

/* What there is to say about the whole configuration was said when the names were looked at. */
static int configure(struct cli *cli)
{
    bool quiet = cli->parsed.globals.quiet;
    cli->parsed.globals.quiet = true;
    int code = context_configure(cli);
    cli->parsed.globals.quiet = quiet;
    return code;
}

static int connect_profile(const struct cli *cli, const char *name, struct wikis *wikis)
{
    struct cli *own = xcalloc(1, sizeof *own);
    own->terminal = cli->terminal;
    own->parsed.globals = cli->parsed.globals;
    own->parsed.globals.profile = name;
    own->parsed.globals.all_profiles = false;
    own->profile_of_many = true;
    add(wikis, name, own);
    int code = context_open_trace(own);
    if (code == 0)
        code = configure(own);
    return code ? code : context_connect(own);
}

static int connect_profiles(struct cli *cli, const char *profiles, struct wikis *wikis)
{
    int code = profiles_configure(cli, profiles ? "--profiles" : "--all-profiles");
    if (code)
        return code;
    if (!profiles)
        profiles_note_outside(cli);
    if (profiles && cli->parsed.globals.all_profiles)
        return report_usage(cli, "'--all-profiles' excludes --profiles");
    word_list_add(&wikis->names, profiles);
    if (profiles && wikis->names.count == 0)
        return report_usage(cli, "--profiles takes names of profiles, with commas");
    const struct config *config = &cli->settings.config;
    size_t count = profiles ? wikis->names.count : config->profile_count;
    for (size_t i = 0; code == 0 && i < count; i++)
        code = connect_profile(cli, profiles ? wikis->names.items[i] : config->profiles[i].name, wikis);
    return code;
}

int wikis_connect(struct cli *cli, const char *profiles, struct wikis *wikis)
{
    bool many = profiles || cli->parsed.globals.all_profiles;
    return many ? connect_profiles(cli, profiles, wikis) : connect_one(cli, wikis);
}

void wikis_disconnect(struct cli *cli, struct wikis *wikis)
{
    for (size_t i = 0; i < wikis->count; i++) {
        struct cli *own = wikis->items[i].cli;
        if (own == cli)
            continue;
        own->parsed = (struct parsed){ .globals = {
                                           .trace = cli->parsed.globals.trace } }; /* its lists are the other's */
        context_close(own);
        free(own);
    }
    interrupt_watch(cli->client);
    word_list_free(&wikis->names);
    free(wikis->items);
    *wikis = (struct wikis){ 0 };
}

struct wiki *wikis_find(const struct wikis *wikis, const char *name)
{
    for (size_t i = 0; i < wikis->count; i++)
        if (strcmp(wikis->items[i].name, name) == 0)
            return &wikis->items[i];
    return NULL;
}

struct wiki *wikis_find_failed(const struct wikis *wikis, const char *message)
{
    if (wikis->count == 1)
        return wikis->items;
    for (size_t i = 0; i < wikis->count; i++) {
        size_t length = strlen(wikis->items[i].name);
        if (strncmp(message, wikis->items[i].name, length) == 0 && message[length] == ':')
            return &wikis->items[i];
    }
    return NULL;
}

char *wikis_describe(const struct wikis *wikis)
{
    if (wikis->count == 1)
        return xstrdup(wikis->items->cli->settings.url);
    struct buffer text = { 0 };
    buffer_addf(&text, "%zu wikis (", wikis->count);
    for (size_t i = 0; i < wikis->count; i++)
        buffer_addf(&text, "%s%s", i ? ", " : "", wikis->items[i].name);
    buffer_addc(&text, ')');
    return text.data;
}
