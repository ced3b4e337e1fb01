/* SPDX-License-Identifier: MIT */
/* Lines of an audit log as objects. */
#include <string.h>
#include <wikijs/audit.h>

#include "api/audit_lines.h"
#include "base/alloc.h"
#include "base/status.h"
#include "model/models.h"
#include "json/decode.h"

struct wikijs_audit_reader {
    struct wj_audit_lines lines;
    struct wj_json_parser *parser;
};

int wikijs_audit_reader_new(const char *path, wikijs_audit_reader **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the reader is given");
    struct wikijs_audit_reader *reader = wj_calloc(&wj_libc_allocator, 1, sizeof *reader);
    if (!reader)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = wj_audit_lines_open(&reader->lines, path, err);
    reader->parser = wj_json_parser_new(&wj_libc_allocator);
    if (status == 0 && !reader->parser)
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status < 0)
        wikijs_audit_reader_free(reader);
    else
        *out = reader;
    return status;
}

/* The entry of a line; NULL when it is none, or out of memory: *status then says so. */
static wikijs_audit_entry *decode(struct wikijs_audit_reader *reader, const struct wj_audit_line *line, int *status)
{
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 0);
    wikijs_audit_entry *entry = arena ? wj_result_new(arena, sizeof *entry) : NULL;
    char *text = entry ? wj_arena_alloc(arena, line->length + WJ_BUF_PAD) : NULL;
    *status = WIKIJS_E_NOMEM;
    if (text) {
        struct wj_json_error error;
        memcpy(text, line->text, line->length);
        memset(text + line->length, 0, WJ_BUF_PAD);
        *status = wj_json_decode(reader->parser, text, line->length, &wj_audit_entry_model, entry, arena, &error);
    }
    if (*status == 0)
        return entry;
    wj_arena_free(arena);
    return NULL;
}

int wikijs_audit_reader_next(wikijs_audit_reader *reader, wikijs_audit_entry **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!reader || !out)
        return wj_error_set(err, WIKIJS_E_ARG, reader ? "no place for the entry is given" : "no reader is given");
    struct wj_audit_line line;
    int status;
    while ((status = wj_audit_lines_next(&reader->lines, &line, err)) > 0) {
        int failed;
        *out = decode(reader, &line, &failed);
        if (*out)
            return 1;
        if (failed == WIKIJS_E_NOMEM)
            return wj_error_set(err, failed, "out of memory");
    }
    return status;
}

void wikijs_audit_reader_free(wikijs_audit_reader *reader)
{
    if (!reader)
        return;
    wj_audit_lines_close(&reader->lines);
    wj_json_parser_free(reader->parser);
    wj_free(&wj_libc_allocator, reader);
}

void wikijs_audit_entry_free(wikijs_audit_entry *entry)
{
    wj_result_free(entry);
}
