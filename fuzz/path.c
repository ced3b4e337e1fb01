/* SPDX-License-Identifier: MIT */
/*
 * Page paths and the text form of pages, fed with anything. What must hold:
 *   a path that was normalised normalises to itself, and survives its way through a URL
 *   a path made from a title is one that a page can have
 *   a text that is split into header and content is the same text when it is put together again
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/pages.h>

#include "api/letters.h"
#include "api/path.h"
#include "api/source.h"
#include "base/alloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_path(const char *text)
{
    char path[256], again[256], encoded[3 * 256], decoded[256];
    wikijs_error err;
    if (wikijs_page_path_normalize(text, path, &err) < 0) {
        require(err.code == WIKIJS_E_ARG && err.message[0]);
        return;
    }
    require(wikijs_page_path_normalize(path, again, NULL) == 0 && strcmp(path, again) == 0);
    wj_path_encode(path, encoded);
    require(wj_path_decode(encoded, strlen(encoded), decoded, sizeof decoded) && strcmp(path, decoded) == 0);
}

static void check_title(const char *text)
{
    char path[256], again[256];
    if (wikijs_page_path_from_title(text, path) == 0) {
        require(wikijs_page_path_normalize(path, again, NULL) == 0 && strcmp(path, again) == 0);
    }
}

static void check_place(const char *text)
{
    struct wj_place place, again;
    if (wj_place_find(&place, NULL, text, NULL) == 0) {
        require(place.path[0] && place.path[0] != '/');
        const char *locale = place.locale[0] ? place.locale : NULL;
        require(wj_place_find(&again, locale ? locale : "en", text, NULL) == 0 || !locale);
    }
}

static void check_lower(const char *text, size_t length)
{
    char *lower = malloc(2 * length + 1), *again = malloc(4 * length + 1);
    require(lower && again);
    size_t once = wj_lower_trimmed(text, length, lower);
    require(once <= 2 * length && strlen(lower) <= once);
    wj_lower_trimmed(lower, once, again);
    free(lower);
    free(again);
}

static void check_source(const char *text, size_t length, enum wj_source_form form)
{
    struct wj_source source;
    struct wj_buf out;
    wj_source_parse(text, length, form, &source);
    require(source.form == form || source.form == WJ_SOURCE_PLAIN);
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wj_source_write(&out, &source);
    require(!out.failed && out.len == length && (length == 0 || memcmp(out.data, text, length) == 0));
    wj_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    check_path(text);
    check_title(text);
    check_place(text);
    check_lower(text, size);
    check_source(text, size, WJ_SOURCE_MARKDOWN);
    check_source(text, size, WJ_SOURCE_HTML);
    check_source(text, size, WJ_SOURCE_PLAIN);
    free(text);
    return 0;
}
