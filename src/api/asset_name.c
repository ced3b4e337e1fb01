/* SPDX-License-Identifier: MIT */
/*
 * The server lowers a name, makes one "_" of each run of white space and , ; #, and then drops what file systems
 * refuse: / ? < > \ : * | " and control characters, names of dots only, names that Windows reserves, dots and blanks at
 * the end; the rest is cut to 255 bytes. Folders and renamed assets keep their white space and are lowered at last.
 */
#include "api/asset_name.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "api/input.h"
#include "api/letters.h"
#include "base/status.h"
#include "base/text.h"

enum { NAME_MAX_IN = 1024, NAME_MAX_OUT = 255, CAPITAL_SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2, DOTTED_I = 0x130 };

/* Letters take up to three bytes for two when they are lowered. */
struct name {
    char text[2 * NAME_MAX_IN + 1];
    size_t length;
};

/* Letters of scripts that have two cases; those come first in Unicode. */
static bool is_cased(int32_t c)
{
    return c < 0x2000 && wj_is_letter_or_digit(c) && !(c >= '0' && c <= '9');
}

/* Marks that do not end a word where cases are concerned: a.b is one word. */
static bool is_ignorable(int32_t c)
{
    return c == '.' || c == '\'' || c == ':' || c == '^' || c == '`' || c == 0xb7 || c == 0x2018 || c == 0x2019 ||
           (c >= 0x300 && c < 0x370);
}

/* The next character that counts; a blank at the end. */
static int32_t look_ahead(const struct name *name, size_t at)
{
    int32_t c = ' ';
    for (size_t size; at < name->length; at += size) {
        c = wj_utf8_next(name->text + at, name->length - at, &size);
        if (!is_ignorable(c))
            return c;
    }
    return ' ';
}

/* As the server's language does it: two letters of Unicode are not lowered one by one. */
static void put_lower(struct name *out, int32_t before, int32_t c, int32_t after)
{
    if (c == DOTTED_I) {
        memcpy(out->text + out->length, "i\xcc\x87", 3);
        out->length += 3;
        return;
    }
    bool ends_word = c == CAPITAL_SIGMA && is_cased(before) && !is_cased(after);
    out->length += wj_utf8_put(out->text + out->length, ends_word ? FINAL_SIGMA : wj_lower(c));
}

static void lower(struct name *name)
{
    struct name out = { .length = 0 };
    int32_t before = ' ';
    for (size_t i = 0, size; i < name->length; i += size) {
        int32_t c = wj_utf8_next(name->text + i, name->length - i, &size);
        put_lower(&out, before, c, c == CAPITAL_SIGMA ? look_ahead(name, i + size) : ' ');
        before = is_ignorable(c) ? before : c;
    }
    *name = out;
}

static void join_blanks(struct name *name)
{
    size_t used = 0;
    bool in_run = false;
    for (size_t i = 0, size; i < name->length; i += size) {
        int32_t c = wj_utf8_next(name->text + i, name->length - i, &size);
        bool blank = wj_is_space(c) || c == ',' || c == ';' || c == '#';
        if (!blank) {
            memmove(name->text + used, name->text + i, size);
            used += size;
        } else if (!in_run) {
            name->text[used++] = '_';
        }
        in_run = blank;
    }
    name->length = used;
}

static void drop_illegal(struct name *name)
{
    size_t used = 0;
    for (size_t i = 0, size = 0; i < name->length; i += size) {
        int32_t c = wj_utf8_next(name->text + i, name->length - i, &size);
        bool illegal = c < 0x20 || (c >= 0x80 && c < 0xa0) || (c < 0x80 && strchr("/?<>\\:*|\"", c));
        if (!illegal) {
            memmove(name->text + used, name->text + i, size);
            used += size;
        }
    }
    name->length = used;
}

static bool is_reserved(const struct name *name)
{
    static const char *const words[] = { "con", "prn", "aux", "nul", "com", "lpt" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool numbered = i >= 4;
        size_t length = numbered ? 4 : 3;
        if (name->length < length || strncasecmp(name->text, words[i], 3) != 0)
            continue;
        bool digit = name->text[3] >= '0' && name->text[3] <= '9';
        if ((!numbered || digit) && (name->length == length || name->text[length] == '.'))
            return true;
    }
    return false;
}

static void drop_unsafe(struct name *name)
{
    drop_illegal(name);
    if (strspn(name->text, ".") >= name->length || is_reserved(name))
        name->length = 0;
    while (name->length > 0 && strchr(". ", name->text[name->length - 1]))
        name->length--;
    if (name->length > NAME_MAX_OUT) {
        size_t kept = 0, size;
        for (size_t i = 0; i < name->length; i += size) {
            wj_utf8_next(name->text + i, name->length - i, &size);
            if (i + size > NAME_MAX_OUT)
                break;
            kept = i + size;
        }
        name->length = kept;
    }
}

static int take(struct name *name, const char *text, size_t length, wikijs_error *err)
{
    if (length > NAME_MAX_IN)
        return wj_error_set(err, WIKIJS_E_ARG, "name '%.60s...' is longer than %d bytes", text, NAME_MAX_IN);
    if (!wj_utf8_valid(text, length))
        return wj_error_set(err, WIKIJS_E_ARG, "the name is not UTF-8");
    memcpy(name->text, text, length);
    name->length = length;
    name->text[length] = '\0';
    return 0;
}

static int give(struct name *name, const char *given, size_t length, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err)
{
    /* Lowering a cut name may make it longer again; the server's column then takes no more either. */
    if (name->length == 0 || name->length > NAME_MAX_OUT)
        return wj_error_set(err, WIKIJS_E_ARG, "'%.*s' is no name: the server would leave nothing of it",
                            (int)(length < 80 ? length : 80), given);
    memcpy(out, name->text, name->length);
    out[name->length] = '\0';
    return 0;
}

int wj_asset_slug(const char *text, size_t length, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err)
{
    struct name name = { .length = 0 };
    int status = take(&name, text, length, err);
    if (status < 0)
        return status;
    drop_unsafe(&name);
    lower(&name);
    return give(&name, text, length, out, err);
}

static int upload_name(const char *filename, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err)
{
    const char *base = filename + strlen(filename);
    while (base > filename && base[-1] != '/' && base[-1] != '\\')
        base--;
    struct name name = { .length = 0 };
    int status = take(&name, base, strlen(base), err);
    if (status < 0)
        return status;
    lower(&name);
    join_blanks(&name);
    name.text[name.length] = '\0';
    drop_unsafe(&name);
    return give(&name, filename, strlen(filename), out, err);
}

int wj_asset_name(const char *filename, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err)
{
    char before[WJ_ASSET_NAME_SIZE];
    int status = upload_name(filename, out, err);
    do { /* cutting may leave a dot at the end, which goes the next time */
        memcpy(before, out, sizeof before);
        status = status < 0 ? status : upload_name(before, out, err);
    } while (status == 0 && strcmp(before, out) != 0);
    return status;
}

int wikijs_asset_name_normalize(const char *filename, char *buffer, size_t size)
{
    char name[WJ_ASSET_NAME_SIZE];
    if (!filename || !buffer || upload_name(filename, name, NULL) < 0)
        return WIKIJS_E_ARG;
    if (strlen(name) >= size)
        return WIKIJS_E_TOO_LARGE;
    memcpy(buffer, name, strlen(name) + 1);
    return 0;
}

/* --- paths --- */

int wj_asset_folder_path(const char *path, char out[WJ_ASSET_PATH_SIZE], wikijs_error *err)
{
    size_t used = 0;
    for (const char *part = path; *part; part += strcspn(part, "/")) {
        part += strspn(part, "/");
        size_t length = strcspn(part, "/");
        if (length == 0)
            break;
        char slug[WJ_ASSET_NAME_SIZE];
        int status = wj_asset_slug(part, length, slug, err);
        if (status < 0)
            return status;
        if (used + strlen(slug) + 2 > WJ_ASSET_PATH_SIZE)
            return wj_error_set(err, WIKIJS_E_ARG, "folder '%.60s...' is too long", path);
        used += (size_t)snprintf(out + used, WJ_ASSET_PATH_SIZE - used, "%s%s", used > 0 ? "/" : "", slug);
    }
    out[used] = '\0';
    return 0;
}

int wj_asset_split(const char *path, char folder[WJ_ASSET_PATH_SIZE], char name[WJ_ASSET_NAME_SIZE], wikijs_error *err)
{
    char above[WJ_ASSET_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (length >= sizeof above)
        return wj_error_set(err, WIKIJS_E_ARG, "path '%.60s...' is too long", path);
    memcpy(above, path, length);
    above[length] = '\0';
    int status = wj_asset_folder_path(above, folder, err);
    const char *base = slash ? slash + 1 : path;
    return status < 0 ? status : wj_asset_slug(base, strlen(base), name, err);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

bool wikijs_asset_path_is_downloadable(const char *path)
{
    return path && strchr(path, '.') && !strstr(path, "..") && !ends_with(path, ".md") && !ends_with(path, ".html") &&
           !ends_with(path, ".txt");
}

/* --- media types --- */

static const struct {
    const char *extension, *mime;
} types[] = {
    { ".png", "image/png" },
    { ".jpg", "image/jpeg" },
    { ".jpeg", "image/jpeg" },
    { ".gif", "image/gif" },
    { ".webp", "image/webp" },
    { ".svg", "image/svg+xml" },
    { ".avif", "image/avif" },
    { ".bmp", "image/bmp" },
    { ".ico", "image/x-icon" },
    { ".tif", "image/tiff" },
    { ".tiff", "image/tiff" },
    { ".pdf", "application/pdf" },
    { ".zip", "application/zip" },
    { ".gz", "application/gzip" },
    { ".json", "application/json" },
    { ".xml", "application/xml" },
    { ".csv", "text/csv" },
    { ".txt", "text/plain" },
    { ".md", "text/markdown" },
    { ".html", "text/html" },
    { ".css", "text/css" },
    { ".js", "text/javascript" },
    { ".mp3", "audio/mpeg" },
    { ".ogg", "audio/ogg" },
    { ".wav", "audio/wav" },
    { ".mp4", "video/mp4" },
    { ".webm", "video/webm" },
    { ".doc", "application/msword" },
    { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { ".xls", "application/vnd.ms-excel" },
    { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { ".ppt", "application/vnd.ms-powerpoint" },
    { ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
    { ".odt", "application/vnd.oasis.opendocument.text" },
    { ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
};

const char *wj_asset_mime(const char *filename)
{
    const char *dot = strrchr(filename, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcasecmp(dot, types[i].extension) == 0)
            return types[i].mime;
    return "application/octet-stream";
}
