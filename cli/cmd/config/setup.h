/* SPDX-License-Identifier: MIT */
/* The questions of `config init` and `profile add`, and writing down their answers. */
#ifndef CLI_CMD_CONFIG_SETUP_H
#define CLI_CMD_CONFIG_SETUP_H

#include "context.h"

struct setup_args {
    bool api_key_stdin;
    bool offline;
    bool use;
    bool keyring;
};

/* Both commands have these. */
extern const struct opt setup_opts[];

enum credential_choice { CHOICE_NONE, CHOICE_KEY, CHOICE_KEY_FROM, CHOICE_LOGIN };

/* What is going to be written. */
struct setup {
    struct cli *cli;
    const struct setup_args *args;
    struct config config; /* what the file says before */
    char *profile;        /* NULL: outside of profiles */
    char *url;
    enum credential_choice choice;
    const char *setting; /* of CHOICE_KEY_FROM: "api_key_file", … */
    char *value;         /* the key, or where it comes from */
    char *locale;        /* NULL: it is not written down */
    bool can_ask;
};

/* Ask, check, write. `profile` may be NULL. Returns the exit code. */
int setup_run(struct cli *cli, const struct setup_args *args, const char *profile);

/* Look whether the wiki answers, and takes the key when there is one. Returns 0 or the exit code of what was reported. */
int setup_try(struct setup *setup, bool with_key);
/* Whether the wiki has this locale; true when it does not say. */
bool setup_has_locale(struct setup *setup, const char *code);

/* Each finds out one answer, from flags or by asking. They return 0, or the exit code of what was reported. */
int setup_ask_profile(struct setup *setup);
int setup_ask_url(struct setup *setup);
int setup_ask_credentials(struct setup *setup);
int setup_ask_locale(struct setup *setup);

#endif
