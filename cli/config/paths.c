/* SPDX-License-Identifier: MIT */
#include "config/paths.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* The XDG specification: relative values are to be ignored. */
static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0] == '/' ? value : NULL;
}

static char *path_of(const char *variable, const char *below_home, const char *name)
{
    const char *folder = absolute(variable);
    if (folder)
        return xasprintf("%s/wikijs/%s", folder, name);
    const char *home = absolute("HOME");
    return home ? xasprintf("%s/%s/wikijs/%s", home, below_home, name) : NULL;
}

char *path_of_config(const char *name)
{
    return path_of("XDG_CONFIG_HOME", ".config", name);
}

char *path_of_state(const char *name)
{
    return path_of("XDG_STATE_HOME", ".local/state", name);
}

char *path_of_cache(void)
{
    const char *folder = absolute("XDG_CACHE_HOME"), *home = absolute("HOME");
    if (folder)
        return xasprintf("%s/wikijs", folder);
    return home ? xasprintf("%s/.cache/wikijs", home) : NULL;
}

char *path_expand(const char *path)
{
    const char *home = absolute("HOME");
    if (strncmp(path, "~/", 2) == 0 && home)
        return xasprintf("%s/%s", home, path + 2);
    return xstrdup(path);
}
