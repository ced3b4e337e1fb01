/* SPDX-License-Identifier: MIT */
#include "base/duration.h"

#include <string.h>

/* One unit of a duration, "12M"; returns what follows it, or NULL. */
static const char *skip_unit(const char *text, const char *units)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && text[digits] && strchr(units, text[digits]) ? text + digits + 1 : NULL;
}

bool wj_is_duration(const char *text)
{
    if (*text++ != 'P' || !*text)
        return false;
    const char *next;
    while (*text && *text != 'T') {
        next = skip_unit(text, "YMWD");
        if (!next)
            return false;
        text = next;
    }
    if (!*text)
        return true;
    if (!*++text)
        return false;
    while (*text) {
        next = skip_unit(text, "HMS");
        if (!next)
            return false;
        text = next;
    }
    return true;
}
