/* SPDX-License-Identifier: MIT */
#include "base/sized.h"

#include "base/status.h"
#include <string.h>

int wj_sized_take(void *own, size_t own_size, const void *given, wikijs_error *err)
{
    size_t size;
    if (!given)
        return 0;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size)
        return wj_error_set(err, WIKIJS_E_ARG, "options are not initialised: struct_size is %zu", size);
    const unsigned char *tail = given;
    for (size_t i = own_size; i < size; i++)
        if (tail[i])
            return wj_error_set(err, WIKIJS_E_ARG,
                                "options hold a member that this version of the library does not know");
    memcpy(own, given, size < own_size ? size : own_size);
    return 0;
}
