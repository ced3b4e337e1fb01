/* SPDX-License-Identifier: MIT */
#include "client/audit.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

enum { NAME_SIZE = 256, ENTRY_SIZE = 4096 };

static void find_user(char name[NAME_SIZE])
{
    char memory[ENTRY_SIZE];
    struct passwd entry, *found = NULL;
    if (getpwuid_r(geteuid(), &entry, memory, sizeof memory, &found) == 0 && found)
        snprintf(name, NAME_SIZE, "%s", found->pw_name);
    else
        snprintf(name, NAME_SIZE, "uid %ld", (long)geteuid());
}

int wj_audit_set_up(struct wikijs_client *client)
{
    const wikijs_client_options *options = &client->config->options;
    char user[NAME_SIZE], host[NAME_SIZE] = "";
    if (!options->audit_user)
        find_user(user);
    if (gethostname(host, sizeof host - 1) < 0)
        host[0] = '\0';
    client->audit = (struct wj_audit_use){ .shared = client->shared,
                                           .clock = client->clock,
                                           .parser = client->envelope.parser,
                                           .url = options->base_url,
                                           .profile = options->profile,
                                           .actor = options->audit_user ? options->audit_user
                                                                        : wj_arena_strdup(&client->memory, user),
                                           .host = wj_arena_strdup(&client->memory, host),
                                           .best_effort = options->audit_best_effort != 0,
                                           .log = &client->log };
    return client->audit.actor && client->audit.host ? 0 : WIKIJS_E_NOMEM;
}
