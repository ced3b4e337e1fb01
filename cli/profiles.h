/* SPDX-License-Identifier: MIT */
/* --all-profiles: one command for each profile of the configuration file, each in a process of its own. */
#ifndef CLI_PROFILES_H
#define CLI_PROFILES_H

#include "context.h"

/*
 * Run the command once for each profile, a few at a time. Standard output comes in the order of the profiles: JSON as one
 * object with a member for each, other output labelled with the profile's name; messages are labelled as they come.
 * Returns 0 when all went well, else 1.
 */
int for_each_profile(struct cli *cli, int (*run)(struct cli *cli));

/* What `flag`, which takes several profiles, needs: no --profile or --url beside it, and that there are some. Reads the
 * settings. Returns 0, or the exit code of what was reported. */
int profiles_configure(struct cli *cli, const char *flag);
/* Say that the wiki which is set outside of profiles is none of all of them. */
void profiles_note_outside(struct cli *cli);

#endif
