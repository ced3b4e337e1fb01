/* SPDX-License-Identifier: MIT */
#include "config/duration.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    double ms;
} units[] = { { "", 1000 },     { "ms", 1 },     { "s", 1000 },   { "m", 60000 },
              { "min", 60000 }, { "h", 3600e3 }, { "d", 86400e3 } };

int64_t duration_parse(const char *text)
{
    char *end;
    double number = strtod(text, &end), unit = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].name) == 0)
            unit = units[i].ms;
    double product = number * unit;
    if (end == text || !(product >= 1) || product > 86400e3 * 365)
        return -1;
    return (int64_t)product;
}
