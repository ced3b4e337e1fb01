/* SPDX-License-Identifier: MIT */
#include "config/duration.h"

#include <stdlib.h>
#include <string.h>

int64_t duration_parse(const char *text)
{
    char *end;
    double number = strtod(text, &end);
    double unit = strcmp(end, "ms") == 0                             ? 1
                  : *end == '\0' || strcmp(end, "s") == 0            ? 1000
                  : strcmp(end, "m") == 0 || strcmp(end, "min") == 0 ? 60000
                                                                     : 0;
    double product = number * unit;
    if (end == text || unit == 0 || !(product >= 1) || product > 86400e3 * 365)
        return -1;
    return (int64_t)product;
}
