/* SPDX-License-Identifier: MIT */
#ifndef CLI_CONFIG_DURATION_H
#define CLI_CONFIG_DURATION_H

#include <stdint.h>

/* "30", "30s", "500ms", "2m" as milliseconds; -1 when it is none of these. */
int64_t duration_parse(const char *text);

#endif
