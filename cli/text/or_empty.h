/* SPDX-License-Identifier: MIT */
#ifndef CLI_TEXT_OR_EMPTY_H
#define CLI_TEXT_OR_EMPTY_H

/* A text of a result. The schema promises most of them, but a server is not trusted to keep that. */
static inline const char *or_empty(const char *text)
{
    return text ? text : "";
}

#endif
