/* SPDX-License-Identifier: MIT */
/* The wikis that one command follows: that of its profile, or those of several profiles, each with a client of its own. */
#ifndef CLI_WIKIS_H
#define CLI_WIKIS_H

#include "context.h"
#include "text/comma_list.h"

struct wiki {
    const char *name; /* the profile's, or "default" */
    struct cli *cli;  /* settings and client; the command's own when it follows one wiki */
    bool failing;     /* of a command's own use: that its looks fail has been said */
};

/* A zeroed struct is empty. */
struct wikis {
    struct wiki *items;
    size_t count;
    struct word_list names;
};

#define OPT_PROFILES(STRUCT)                                                                                  \
    OPT_STRING(STRUCT, profiles, 0, "profiles", "<names>", "follow the wikis of these profiles, with commas", \
               .complete = COMPLETE_PROFILE)

/* Connect with the profiles of a list with commas, with all of them after --all-profiles, else with the one in use.
 * Returns 0, or the exit code of what was reported; wikis_disconnect() in either case. */
int wikis_connect(struct cli *cli, const char *profiles, struct wikis *wikis);
void wikis_disconnect(struct cli *cli, struct wikis *wikis);

/* The one of this name, or NULL. */
struct wiki *wikis_find(const struct wikis *wikis, const char *name);
/* The one that a failed look was at: of several the message begins with the name. NULL: none. */
struct wiki *wikis_find_failed(const struct wikis *wikis, const char *message);
/* "https://wiki.example.com", or "3 wikis (a, b, c)"; free it. */
char *wikis_describe(const struct wikis *wikis);

#endif
