/* SPDX-License-Identifier: MIT */
/*
 * Plugins of the library that are shared objects. They are named in the configuration and looked for in two folders only:
 * the user's, ~/.local/lib/wikijs/plugins, and the system's, beside the library.
 */
#ifndef CLI_PLUGINS_LOADER_H
#define CLI_PLUGINS_LOADER_H

#include "config/settings.h"

#include <wikijs/sys/plugin.h>

/* One that was loaded. */
struct loaded_plugin {
    char *name;
    char *path;
    void *handle;
    const wikijs_plugin *plugin;
};

/* Those of a client, in order. */
struct loaded_plugins {
    struct loaded_plugin *items;
    wikijs_plugin_use *uses;
    size_t count;
};

/* Load what the settings name and put it into `options`. Returns NULL, or what is wrong; free it. */
char *plugins_load(struct loaded_plugins *plugins, const struct settings *settings, wikijs_client_options *options);
/* After the client has been freed. */
void plugins_free(struct loaded_plugins *plugins);

/* Whether there is a plugin that may be loaded, without doing so. Returns NULL, or what is wrong; free it. */
char *plugin_name_problem(const char *name);
/* Load one. Returns NULL, or what is wrong; free it. */
char *plugin_load(struct loaded_plugin *plugin, const char *name);
void plugin_free(struct loaded_plugin *plugin);

/* The two folders; the second is the system's. A NULL where there is none; free the first. */
struct plugin_folders {
    char *own;
    const char *system;
};
struct plugin_folders plugin_folders(void);

/* The names in both folders, in order, each once; ends with NULL. Free the array and each of them. */
char **plugin_names(void);
/* The words of "a, b"; ends with NULL. Free the array and each of them. */
char **plugin_words(const char *list);
void plugin_names_free(char **names);

#endif
