/* SPDX-License-Identifier: MIT */
#include "plugins/trust.h"

#include "memory.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS_WRITE = S_IWGRP | S_IWOTH };

/* In a folder such as /tmp everybody can make files, but not touch those of others. */
static char *check_one(const char *path, bool is_last)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return xasprintf("%s: %s", path, strerror(errno));
    bool is_shared = !is_last && about.st_mode & S_ISVTX && S_ISDIR(about.st_mode);
    if (about.st_uid != 0 && about.st_uid != geteuid())
        return xasprintf("%s belongs to another user", path);
    if (about.st_mode & OTHERS_WRITE && !is_shared)
        return xasprintf("%s can be written by others (chmod go-w)", path);
    return NULL;
}

/* `path` has no links in it. */
static char *check_way(char *path)
{
    char *problem = check_one("/", false);
    for (char *slash = strchr(path + 1, '/'); slash && !problem; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        problem = check_one(path, false);
        *slash = '/';
    }
    return problem ? problem : check_one(path, true);
}

char *trust_problem(const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return xasprintf("%s: %s", path, strerror(errno));
    char *problem = check_way(real);
    free(real);
    return problem;
}
