/* SPDX-License-Identifier: MIT */
/*
 * What the server makes of a path, in two places that do not agree: the API stores nearly anything, the web routes cut
 * characters out, take a leading two-letter segment for a locale and a leading one-letter segment for a route. A page
 * whose path suffers from that exists but cannot be opened, so it is not let in here.
 */
#include "api/path.h"

#include <string.h>
#include <strings.h>
#include <wikijs/pages.h>

#include "api/input.h"
#include "api/letters.h"
#include "base/status.h"
#include "base/text.h"

/* First segments that belong to the server. It matches them in any case. */
static const char *const reserved[] = {
    "login",   "logout",      "register", "verify",  "favicons",
    "fonts",   "img",         "js",       "svg",     "graphql",
    "healthz", "login-reset", "_assets",  "_userav", "graphql-subscriptions",
};

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t wj_locale_length(const char *text, size_t length)
{
    if (length < 2 || !is_alpha(text[0]) || !is_alpha(text[1]))
        return 0;
    if (length >= 5 && text[2] == '-' && is_alpha(text[3]) && is_alpha(text[4]))
        return 5;
    return 2;
}

static int take_locale(struct wj_place *place, const char *locale, const char **path, wikijs_error *err)
{
    size_t length = wj_locale_length(*path, strlen(*path));
    bool named = length && (*path)[length] == ':';
    if (locale) {
        if (!locale[0] || strlen(locale) >= sizeof place->locale)
            return wj_error_set(err, WIKIJS_E_ARG, "'%.40s' is not a locale", locale);
        if (named && (strlen(locale) != length || strncasecmp(locale, *path, length) != 0))
            return wj_error_set(err, WIKIJS_E_ARG, "path '%.80s' names another locale than '%s'", *path, locale);
        memcpy(place->locale, locale, strlen(locale) + 1);
    } else if (named) {
        memcpy(place->locale, *path, length);
        place->locale[length] = '\0';
    }
    if (named)
        *path += length + 1;
    return 0;
}

static int take_path(struct wj_place *place, const char *path, size_t max, wikijs_error *err)
{
    size_t length = strlen(path);
    while (length > 0 && path[0] == '/') {
        path++;
        length--;
    }
    while (length > 0 && path[length - 1] == '/')
        length--;
    if (length == 0)
        return wj_error_set(err, WIKIJS_E_ARG, "the path is empty");
    if (length >= max)
        return wj_error_set(err, WIKIJS_E_ARG, "path '%.80s...' is longer than %zu bytes", path, max - 1);
    if (!wj_utf8_valid(path, length))
        return wj_error_set(err, WIKIJS_E_ARG, "the path is not UTF-8");
    memcpy(place->path, path, length);
    place->path[length] = '\0';
    return 0;
}

/* Why no page can be at a path that holds this character; NULL: it is fine. */
static const char *character_problem(int32_t c)
{
    if (c == '.')
        return "holds a dot, which the server refuses";
    if (c == '\\')
        return "holds a backslash, which the server refuses";
    if (wj_is_space(c))
        return "holds white space, which the server refuses or cuts off";
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return "holds a control character";
    if (c < 0x80 && strchr("\"|<>:*?", c))
        return "holds one of \" | < > : * ?, which the server cuts out of addresses";
    return NULL;
}

static const char *path_problem(const char *path)
{
    size_t length = strlen(path), size;
    for (size_t i = 0; i < length; i += size) {
        const char *problem = character_problem(wj_utf8_next(path + i, length - i, &size));
        if (problem)
            return problem;
    }
    if (strstr(path, "//"))
        return "holds two slashes in a row, which the server refuses";
    size_t first = strcspn(path, "/");
    wj_utf8_next(path, length, &size);
    if (first == size)
        return "begins with a segment of one character, which the server takes for a route of its own";
    if (wj_locale_length(path, first) == first)
        return "begins with a segment that the server takes for a locale";
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strlen(reserved[i]) == first && strncasecmp(path, reserved[i], first) == 0)
            return "begins with a segment that the server keeps for itself";
    return NULL;
}

int wj_place_find(struct wj_place *place, const char *locale, const char *path, wikijs_error *err)
{
    memset(place, 0, sizeof *place);
    if (!path)
        return wj_error_set(err, WIKIJS_E_ARG, "no path was given");
    int status = take_locale(place, locale, &path, err);
    return status ? status : take_path(place, path, sizeof place->path, err);
}

int wj_place_new(struct wj_place *place, const char *locale, const char *path, wikijs_error *err)
{
    memset(place, 0, sizeof *place);
    if (!path)
        return wj_error_set(err, WIKIJS_E_ARG, "no path was given");
    int status = take_locale(place, locale, &path, err);
    if (status == 0)
        status = take_path(place, path, WJ_NEW_PATH_SIZE, err);
    const char *problem = status == 0 ? path_problem(place->path) : NULL;
    return problem ? wj_error_set(err, WIKIJS_E_ARG, "path '%.80s' %s", place->path, problem) : status;
}

int wikijs_page_path_normalize(const char *path, char buffer[256], wikijs_error *err)
{
    wj_error_clear(err);
    struct wj_place place;
    if (!buffer)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the path was given");
    int status = wj_place_new(&place, NULL, path, err);
    if (status == 0)
        memcpy(buffer, place.path, strlen(place.path) + 1);
    return status;
}

/* Words of the title, in lower case, joined by hyphens; returns the length, at most `max`, cut between words. */
static size_t join_words(const char *title, char *out, size_t max)
{
    size_t length = strlen(title), used = 0, word_end = 0, size;
    bool gap = false;
    for (size_t i = 0; i < length; i += size) {
        int32_t c = wj_utf8_next(title + i, length - i, &size);
        if (c == '\'' || c == 0x2019) { /* "don't" is one word */
            continue;
        }
        if (c < 0 || character_problem(c) || !wj_is_letter_or_digit(c)) {
            gap = used > 0;
            continue;
        }
        if (used + (gap ? 5 : 4) > max)
            return gap || word_end == 0 ? used : word_end;
        if (gap) {
            word_end = used;
            out[used++] = '-';
            gap = false;
        }
        used += wj_utf8_put(out + used, wj_lower(c));
    }
    return used;
}

int wikijs_page_path_from_title(const char *title, char buffer[256])
{
    static const char suffix[] = "-page";
    if (!title || !buffer)
        return WIKIJS_E_ARG;
    char text[WJ_NEW_PATH_SIZE];
    size_t length = join_words(title, text, sizeof text - sizeof suffix);
    if (length == 0)
        return WIKIJS_E_ARG;
    text[length] = '\0';
    if (path_problem(text)) { /* "Login", "IT": the server's own names */
        memcpy(text + length, suffix, sizeof suffix);
        length += sizeof suffix - 1;
    }
    memcpy(buffer, text, length + 1);
    return 0;
}

void wj_path_encode(const char *path, char *out)
{
    static const char plain[] = "-._~!$&'()+,;=@/", hex[] = "0123456789ABCDEF";
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (is_alpha(*path) || (c >= '0' && c <= '9') || strchr(plain, c)) {
            *out++ = *path;
        } else {
            *out++ = '%';
            *out++ = hex[c >> 4];
            *out++ = hex[c & 15];
        }
    }
    *out = '\0';
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool wj_path_decode(const char *text, size_t length, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '%' && i + 2 < length && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            c = (char)(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
            i += 2;
        }
        if (used + 1 >= size)
            return false;
        out[used++] = c;
    }
    out[used] = '\0';
    return true;
}
