/* SPDX-License-Identifier: MIT */
#include "command/value.h"

#include <ctype.h>
#include <string.h>

bool value_is_locale(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '-')
        length++;
    return length && !text[length];
}

/* None is "", "fr:", "a//b", "../a", the address of a page. Slashes around one do no harm. */
static bool is_path(const char *text)
{
    size_t size = strlen(text);
    if (size == 0 || text[size - 1] == ':')
        return false;
    text += strspn(text, "/");
    while (*text) {
        size_t length = strcspn(text, "/");
        if (length == 0 || strncmp(text, "..", length) == 0)
            return false;
        text += length;
        text += text[strspn(text, "/")] ? *text == '/' : strspn(text, "/");
    }
    return true;
}

const char *value_needed(enum completion kind, const char *text)
{
    switch (kind) {
    case COMPLETE_LOCALE:
        return value_is_locale(text) ? NULL : "a locale such as en or pt-br";
    case COMPLETE_TAG:
        return text[strspn(text, " \t")] ? NULL : "a tag";
    case COMPLETE_PROFILE:
        return text[strspn(text, " \t")] ? NULL : "the name of a profile";
    case COMPLETE_EVENT:
        return text[strspn(text, " \t,")] ? NULL : "a type of events such as page.updated";
    case COMPLETE_PAGE:
        return is_path(text) ? NULL : "a path such as docs/setup";
    default:
        return NULL;
    }
}
