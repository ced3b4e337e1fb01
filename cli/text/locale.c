/* SPDX-License-Identifier: MIT */
#include "text/locale.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

void locale_use_unicode(void)
{
    static bool tried;
    if (tried)
        return;
    tried = true;
    static const char *const names[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8", "" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_CTYPE, names[i]))
            return;
}

bool locale_is_utf8(void)
{
    static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
    }
    return false;
}
