/* SPDX-License-Identifier: MIT */
#include "plugins/loader.h"

#include "memory.h"
#include "plugins/trust.h"
#include "text/match.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static const char end_of_name[] = ".so";

/* --- names --- */

static bool is_name(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return length && !name[length];
}

static size_t count_names(char *const *names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    return count;
}

static bool has_name(char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static char **add_name(char **names, char *name)
{
    size_t count = count_names(names);
    names = xreallocarray(names, count + 2, sizeof *names);
    names[count] = name;
    names[count + 1] = NULL;
    return names;
}

void plugin_names_free(char **names)
{
    for (size_t i = 0; names && names[i]; i++)
        free(names[i]);
    free(names);
}

char **plugin_words(const char *list)
{
    char **words = xcalloc(1, sizeof *words);
    for (const char *at = list ? list : ""; *at;) {
        size_t blanks = strspn(at, ", \t"), length = strcspn(at + blanks, ", \t");
        if (length)
            words = add_name(words, xstrndup(at + blanks, length));
        at += blanks + length;
    }
    return words;
}

/* --- folders --- */

struct plugin_folders plugin_folders(void)
{
    const char *home = getenv("HOME");
    return (struct plugin_folders){ home && home[0] == '/' ? xasprintf("%s/.local/lib/wikijs/plugins", home) : NULL,
                                    WIKIJS_PLUGIN_FOLDER };
}

static char **add_names_of(char **names, const char *folder)
{
    DIR *dir = folder ? opendir(folder) : NULL;
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        size_t length = strlen(entry->d_name), end = sizeof end_of_name - 1;
        if (length <= end || strcmp(entry->d_name + length - end, end_of_name) != 0)
            continue;
        char *name = xstrndup(entry->d_name, length - end);
        if (is_name(name) && !has_name(names, name))
            names = add_name(names, name);
        else
            free(name);
    }
    if (dir)
        closedir(dir);
    return names;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **plugin_names(void)
{
    struct plugin_folders folders = plugin_folders();
    char **names = xcalloc(1, sizeof *names);
    names = add_names_of(names, folders.own);
    names = add_names_of(names, folders.system);
    qsort(names, count_names(names), sizeof *names, compare_names);
    free(folders.own);
    return names;
}

/* The file of a plugin in the first folder that has one, or NULL. */
static char *find_file(const struct plugin_folders *folders, const char *name, const char **folder)
{
    const char *const both[] = { folders->own, folders->system };
    for (size_t i = 0; i < 2; i++) {
        char *path = both[i] ? xasprintf("%s/%s%s", both[i], name, end_of_name) : NULL;
        *folder = both[i];
        if (path && access(path, F_OK) == 0)
            return path;
        free(path);
    }
    return NULL;
}

static char *not_there(const struct plugin_folders *folders, const char *name)
{
    char **names = plugin_names();
    const char *nearest = text_nearest(name, (const char *const *)names);
    char *problem;
    if (nearest)
        problem = xasprintf("there is no plugin '%s'; did you mean '%s'?", name, nearest);
    else
        problem = xasprintf("there is no plugin '%s' in %s%s%s", name, folders->own ? folders->own : "",
                            folders->own ? " or " : "", folders->system);
    plugin_names_free(names);
    return problem;
}

/* --- loading --- */

static char *check_plugin(const wikijs_plugin *plugin, const struct loaded_plugin *loaded)
{
    if (plugin->abi != WIKIJS_PLUGIN_ABI)
        return xasprintf("%s was built for version %u of the plugin interface, this program has version %d",
                         loaded->path, (unsigned)plugin->abi, WIKIJS_PLUGIN_ABI);
    if (plugin->struct_size < offsetof(wikijs_plugin, create) || !plugin->name)
        return xasprintf("%s is no plugin: it does not begin with WIKIJS_PLUGIN_HEAD", loaded->path);
    if (strcmp(plugin->name, loaded->name) != 0)
        return xasprintf("%s holds the plugin '%s': its file has to be %s.so", loaded->path, plugin->name,
                         plugin->name);
    return NULL;
}

static char *open_file(struct loaded_plugin *plugin)
{
    dlerror();
    plugin->handle = dlopen(plugin->path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin->handle)
        return xasprintf("plugin '%s' cannot be loaded: %s", plugin->name, dlerror());
    const wikijs_plugin *const *exported = dlsym(plugin->handle, "wikijs_plugin_exported");
    if (!exported || !*exported)
        return xasprintf("%s is no plugin: it has no WIKIJS_PLUGIN_EXPORT", plugin->path);
    plugin->plugin = *exported;
    return check_plugin(plugin->plugin, plugin);
}

/* Find the file of one, and whether it is to be trusted. */
static char *find_plugin(struct loaded_plugin *plugin, const char *name)
{
    *plugin = (struct loaded_plugin){ .name = xstrdup(name) };
    if (!is_name(name))
        return xasprintf("'%s' is no name of a plugin: that is a word of a-z, 0-9, '-' and '_'", name);
    if (getauxval(AT_SECURE))
        return xasprintf("plugin '%s' is not loaded: this program runs with the rights of another user", name);
    struct plugin_folders folders = plugin_folders();
    const char *folder = NULL;
    plugin->path = find_file(&folders, name, &folder);
    char *problem = plugin->path ? NULL : not_there(&folders, name);
    char *distrust = problem ? NULL : trust_problem(folder);
    if (!problem && !distrust)
        distrust = trust_problem(plugin->path);
    if (distrust)
        problem = xasprintf("plugin '%s' is not loaded: %s", name, distrust);
    free(distrust);
    free(folders.own);
    return problem;
}

char *plugin_name_problem(const char *name)
{
    struct loaded_plugin plugin;
    char *problem = find_plugin(&plugin, name);
    plugin_free(&plugin);
    return problem;
}

char *plugin_load(struct loaded_plugin *plugin, const char *name)
{
    char *problem = find_plugin(plugin, name);
    return problem ? problem : open_file(plugin);
}

void plugin_free(struct loaded_plugin *plugin)
{
    if (plugin->handle)
        dlclose(plugin->handle);
    free(plugin->name);
    free(plugin->path);
    *plugin = (struct loaded_plugin){ 0 };
}

char *plugins_load(struct loaded_plugins *plugins, const struct settings *settings, wikijs_client_options *options)
{
    char **names = plugin_words(settings->plugins);
    size_t count = count_names(names);
    char *problem = NULL;
    plugins->items = xcalloc(count + 1, sizeof *plugins->items);
    plugins->uses = xcalloc(count + 1, sizeof *plugins->uses);
    for (size_t i = 0; i < count && !problem; i++) {
        plugins->count = i + 1;
        problem = plugin_load(&plugins->items[i], names[i]);
        plugins->uses[i].plugin = plugins->items[i].plugin;
        plugins->uses[i].settings = settings_of_plugin(settings, names[i]);
    }
    plugin_names_free(names);
    options->plugins = plugins->uses;
    options->plugin_count = plugins->count;
    return problem;
}

void plugins_free(struct loaded_plugins *plugins)
{
    for (size_t i = plugins->count; i-- > 0;)
        plugin_free(&plugins->items[i]);
    free(plugins->items);
    free(plugins->uses);
    *plugins = (struct loaded_plugins){ 0 };
}
