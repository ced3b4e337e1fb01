/* SPDX-License-Identifier: MIT */
#include "api/permissions.h"

#include <string.h>

#include "base/nearest.h"
#include "base/status.h"

#define ALL (WIKIJS_BIT(WIKIJS_PERMISSION_FIELDS) - 1)
#define CONTENT(name_, doc_)                                             \
    {                                                                    \
        .present = ALL, .name = (name_), .in_rules = true, .doc = (doc_) \
    }
#define SITE(name_, doc_)                                                 \
    {                                                                     \
        .present = ALL, .name = (name_), .in_rules = false, .doc = (doc_) \
    }

static const wikijs_permission permissions[] = {
    CONTENT("read:pages", "read pages, list and search them"),
    CONTENT("write:pages", "create pages and change them"),
    CONTENT("manage:pages", "move pages"),
    CONTENT("delete:pages", "delete pages"),
    CONTENT("write:styles", "put style sheets into pages"),
    CONTENT("write:scripts", "put scripts into pages"),
    CONTENT("read:source", "read the source of pages"),
    CONTENT("read:history", "read earlier versions of pages"),
    CONTENT("read:assets", "see and fetch files"),
    CONTENT("write:assets", "upload files"),
    CONTENT("manage:assets", "rename and delete files"),
    CONTENT("read:comments", "read comments"),
    CONTENT("write:comments", "write comments"),
    CONTENT("manage:comments", "change and delete comments of others"),
    SITE("write:users", "create and list users, but not put them into groups that administer"),
    SITE("manage:users", "read, change and delete users, but not put them into groups that administer"),
    SITE("write:groups", "read, change and delete groups, without permissions that administer"),
    SITE("manage:groups", "read, change and delete groups, without manage:system"),
    SITE("manage:navigation", "change the navigation of the site"),
    SITE("manage:theme", "change the look of the site"),
    SITE("manage:api", "make and revoke API keys"),
    SITE("manage:system", "everything, without regard to page rules"),
};

const wikijs_permission *wikijs_permissions(size_t *count)
{
    if (count)
        *count = sizeof permissions / sizeof *permissions;
    return permissions;
}

int wj_permission_check(const char *name, bool in_rules, wikijs_error *err)
{
    struct wj_nearest nearest;
    wj_nearest_start(&nearest, name, strlen(name));
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
        const wikijs_permission *known = &permissions[i];
        if (strcmp(known->name, name) == 0) {
            if (known->in_rules || !in_rules)
                return 0;
            return wj_error_set(err, WIKIJS_E_ARG, "'%s' holds for the whole site: page rules do not know it", name);
        }
        if (known->in_rules || !in_rules)
            wj_nearest_try(&nearest, known->name);
    }
    char phrase[160];
    wj_nearest_phrase(&nearest, phrase, sizeof phrase);
    return wj_error_set(err, WIKIJS_E_ARG, "there is no permission '%s'%s", name, phrase);
}
