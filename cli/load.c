/* SPDX-License-Identifier: MIT */
#include "load.h"

#include <dlfcn.h>
#include <string.h>

bool load_function(void *function, const char *library, const char *name)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL); /* counted by the loader: the second time costs nothing */
    void *symbol = handle ? dlsym(handle, name) : NULL;
    memcpy(function, &symbol, sizeof symbol); /* the only way to make a function of it that ISO C allows */
    return symbol != NULL;
}
