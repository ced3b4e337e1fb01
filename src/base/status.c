/* SPDX-License-Identifier: MIT */
/* Status codes and error structs: everything that status.def says, as functions. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

_Static_assert(sizeof(wikijs_error) == 512, "wikijs_error is part of the ABI");

struct status_row {
    int number;
    enum wj_retry retry;
    int exit_code;
    const char *name;
    const char *text;
};

static const struct status_row rows[] = {
#define STATUS(name_, number_, class_, retry_, exit_, text_) \
    { .number = number_, .retry = WJ_RETRY_##retry_, .exit_code = exit_, .name = #name_, .text = text_ },
#include <wikijs/status.def>
#undef STATUS
};

static const struct status_row *find(int status)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].number == status)
            return &rows[i];
    return NULL;
}

const char *wikijs_status_name(int status)
{
    const struct status_row *row = find(status);
    return row ? row->name : "E_UNKNOWN";
}

const char *wikijs_status_text(int status)
{
    const struct status_row *row = find(status);
    return row ? row->text : "a status that this version of the library does not know";
}

int wikijs_status_exit_code(int status)
{
    const struct status_row *row = find(status);
    return row ? row->exit_code : 1;
}

enum wj_retry wj_status_retry(int status)
{
    const struct status_row *row = find(status);
    return row ? row->retry : WJ_RETRY_NEVER;
}

void wj_error_clear(wikijs_error *err)
{
    if (err)
        *err = (wikijs_error){ .retry_after_ms = -1 };
}

int wj_error_set(wikijs_error *err, int code, const char *format, ...)
{
    if (!err)
        return code;
    char text[1024];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    wj_error_clear(err);
    err->code = code;
    wj_copy_line(err->message, sizeof err->message, text, length < 0 ? 0 : strlen(text));
    return code;
}

int wj_error_no_room(wikijs_error *err, int status, const char *otherwise)
{
    return wj_error_set(err, status, "%s", status == WIKIJS_E_NOMEM ? "out of memory" : otherwise);
}

void wj_error_context(wikijs_error *err, const char *format, ...)
{
    if (!err)
        return;
    char context[sizeof err->message], text[2 * sizeof err->message + 2];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(context, sizeof context, format, args);
    va_end(args);
    if (length < 0)
        return;
    length = snprintf(text, sizeof text, "%s: %s", context, err->message);
    wj_copy_line(err->message, sizeof err->message, text, (size_t)length);
}
