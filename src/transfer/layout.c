/* SPDX-License-Identifier: MIT */
#include "transfer/layout.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "api/letters.h"
#include "api/path.h"
#include "base/status.h"
#include "base/text.h"

/* The first row of a kind is the one that is written. */
static const struct {
    const char *extension, *content_type;
} kinds[] = {
    { "md", "markdown" }, { "html", "html" },         { "adoc", "asciidoc" },
    { "htm", "html" },    { "markdown", "markdown" }, { "asciidoc", "asciidoc" },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* Names that Windows takes for devices, with any extension. */
static const char *const devices[] = { "con", "prn", "aux", "nul" };

static bool is_device(const char *segment, size_t length)
{
    size_t stem = 0;
    while (stem < length && segment[stem] != '.')
        stem++;
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (stem == 3 && strncasecmp(segment, devices[i], 3) == 0)
            return true;
    return stem == 4 && (strncasecmp(segment, "com", 3) == 0 || strncasecmp(segment, "lpt", 3) == 0) &&
           segment[3] >= '1' && segment[3] <= '9';
}

static bool segment_is(const char *segment, size_t length, const char *name)
{
    return strlen(name) == length && strncasecmp(segment, name, length) == 0;
}

/* Why nothing can have this name; NULL: it is fine. */
static const char *segment_problem(const struct wj_layout *layout, const char *segment, size_t length)
{
    if (length == 0)
        return "has an empty segment";
    if (segment_is(segment, length, ".") || segment_is(segment, length, ".."))
        return "leads out of its folder";
    if (length > WJ_SEGMENT_MAX)
        return "has a segment of more than 255 bytes";
    if (segment_is(segment, length, ".git") || segment_is(segment, length, WJ_STATE_FOLDER))
        return "has a segment that is kept for other things";
    if (layout->any_name)
        return NULL;
    if (is_device(segment, length))
        return "has a segment that Windows keeps for a device";
    if (segment[length - 1] == '.' || segment[length - 1] == ' ')
        return "has a segment that ends in a dot or a blank, which Windows drops";
    return NULL;
}

static const char *text_problem(const struct wj_layout *layout, const char *name, size_t length)
{
    size_t size;
    for (size_t i = 0; i < length; i += size) {
        int32_t c = wj_utf8_next(name + i, length - i, &size);
        if (c < 0)
            return "is not UTF-8";
        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            return "has a control character";
        if (c == '\\' || (!layout->any_name && c < 0x80 && strchr("\"|<>:*?", c)))
            return "has one of \\ \" | < > : * ?, which not every system can hold";
    }
    return NULL;
}

int wj_layout_check(const struct wj_layout *layout, const char *name, wikijs_error *err)
{
    size_t length = strlen(name);
    const char *problem = length == 0              ? "is empty"
                          : length >= WJ_FILE_SIZE ? "is longer than 4095 bytes"
                                                   : text_problem(layout, name, length);
    for (const char *segment = name; !problem && segment;) {
        size_t size = strcspn(segment, "/");
        problem = segment_problem(layout, segment, size);
        segment = segment[size] ? segment + size + 1 : NULL;
    }
    return problem ? wj_error_set(err, WIKIJS_E_ARG, "the file name '%.200s' %s", name, problem) : 0;
}

static const char *own_locale(const struct wj_layout *layout)
{
    return layout->locale ? layout->locale : "en";
}

static const char *extension_of(const char *content_type)
{
    for (size_t i = 0; content_type && i < KINDS; i++)
        if (strcmp(content_type, kinds[i].content_type) == 0)
            return kinds[i].extension;
    return "txt";
}

int wj_layout_page_file(const struct wj_layout *layout, const char *locale, const char *path, const char *content_type,
                        char out[WJ_FILE_SIZE], wikijs_error *err)
{
    bool below = layout->always_namespace || (locale && strcmp(locale, own_locale(layout)) != 0);
    out[0] = '\0';
    const char *slash = path ? strrchr(path, '/') : NULL, *last = slash ? slash + 1 : path;
    if (slash && !last[0])
        return wj_error_set(err, WIKIJS_E_ARG, "the path '%.200s' ends in a slash", path);
    if (last &&
        (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)) { /* harmless with an extension, but not meant well */
        return wj_error_set(err, WIKIJS_E_ARG, "the path '%.200s' leads out of its folder", path);
    }
    if (!path || !path[0] || (below && (!locale || !locale[0] || strchr(locale, '/'))))
        return wj_error_set(err, WIKIJS_E_ARG, "the page has no %s", path && path[0] ? "locale" : "path");
    int length = snprintf(out, WJ_FILE_SIZE, "%s%s%s.%s", below ? locale : "", below ? "/" : "", path,
                          extension_of(content_type));
    if (length >= WJ_FILE_SIZE) {
        out[0] = '\0';
        return wj_error_set(err, WIKIJS_E_ARG, "the file name '%.60s...' is longer than 4095 bytes", path);
    }
    return wj_layout_check(layout, out, err);
}

/* What follows the last dot of the last segment; NULL: nothing. */
static const char *find_extension(const char *name)
{
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
    const char *dot = strrchr(base, '.');
    return dot && dot != base ? dot + 1 : NULL;
}

const char *wj_layout_content_type(const char *name)
{
    const char *extension = find_extension(name);
    for (size_t i = 0; extension && i < KINDS; i++)
        if (strcasecmp(extension, kinds[i].extension) == 0)
            return kinds[i].content_type;
    return NULL;
}

bool wj_layout_page_of(const struct wj_layout *layout, const char *name, struct wj_layout_page *page)
{
    page->content_type = wj_layout_content_type(name);
    if (!page->content_type || strlen(name) >= WJ_FILE_SIZE)
        return false;
    const char *end = find_extension(name) - 1;
    size_t length = wj_locale_length(name, (size_t)(end - name));
    bool named = length > 0 && name[length] == '/';
    snprintf(page->locale, sizeof page->locale, "%.*s", named ? (int)length : 7, named ? name : own_locale(layout));
    const char *path = named ? name + length + 1 : name;
    memcpy(page->path, path, (size_t)(end - path));
    page->path[end - path] = '\0';
    return page->path[0] != '\0';
}

void wj_layout_fold(const char *name, char out[WJ_FOLDED_SIZE])
{
    size_t length = strlen(name), used = 0, size;
    for (size_t i = 0; i < length && used + 4 < WJ_FOLDED_SIZE; i += size) {
        int32_t c = wj_utf8_next(name + i, length - i, &size);
        if (c < 0)
            out[used++] = name[i];
        else
            used += wj_utf8_put(out + used, wj_lower(c));
    }
    out[used] = '\0';
}
