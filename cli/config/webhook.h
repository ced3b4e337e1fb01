/* SPDX-License-Identifier: MIT */
/* A webhook that 'webhooks relay' sends to: from texts, of the configuration file or of flags, to what the library takes. */
#ifndef CLI_CONFIG_WEBHOOK_H
#define CLI_CONFIG_WEBHOOK_H

#include "text/comma_list.h"

#include <wikijs/webhook_relay.h>

struct webhook {
    wikijs_webhook_target target;
    struct word_list events, secrets; /* of the target */
};

/* A key of a webhook. */
struct webhook_key {
    const char *name, *about;
    char *(*take)(struct webhook *webhook, const struct webhook_key *key, const char *value);
    size_t offset; /* of the member of the target, where one is set as it is */
};

/* All of them, ended by an empty one. */
extern const struct webhook_key webhook_keys[];

/* NULL: there is no such key. */
const struct webhook_key *webhook_key_find(const char *name);
/* The key that a mistyped one may have meant, or NULL. */
const char *webhook_key_nearest(const char *name);

/* `name` outlives it, and so do the values that are set. */
void webhook_start(struct webhook *webhook, const char *name);
/*
 * Set one key. Returns NULL, or what is wrong as words that follow the key's name: "takes a number, not 'x'"; free it. What
 * the library knows better is left to wikijs_webhook_target_check().
 */
char *webhook_set(struct webhook *webhook, const struct webhook_key *key, const char *value);
void webhook_free(struct webhook *webhook);

/* Add the secrets of files, or of environment variables, with commas between their names; as webhook_set(). */
char *webhook_secrets_of_files(struct word_list *secrets, const char *files);
char *webhook_secrets_of_variables(struct word_list *secrets, const char *variables);

/* What is wrong with one value of the webhook `name` for itself, as a line; the environment is not asked. NULL: nothing. Free it. */
char *webhook_value_problem(const char *name, const char *key_name, const char *value);

#endif
