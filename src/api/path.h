/* SPDX-License-Identifier: MIT */
/* Page paths and locales as the server takes them. */
#ifndef WJ_API_PATH_H
#define WJ_API_PATH_H

#include "client/request.h"

enum {
    WJ_LOCALE_SIZE = 8,  /* "pt-br" and NUL; the server's column has five characters */
    WJ_PATH_SIZE = 1024, /* 255 characters of four bytes and NUL: what the server can have stored */
    WJ_NEW_PATH_SIZE = 256
};

/* A page's place, kept inside an argument struct. */
struct wj_place {
    char locale[WJ_LOCALE_SIZE];
    char path[WJ_PATH_SIZE];
};

/*
 * Bring locale and path into the server's form; "de:docs/x" names the locale in the path. Locale NULL leaves `locale`
 * empty when the path names none. Whatever the server may have stored is let through: this is for looking pages up.
 */
int wj_place_find(struct wj_place *place, const char *locale, const char *path, wikijs_error *err);
/* The same for a place where a page is to be put: refuses what no browser could reach afterwards. */
int wj_place_new(struct wj_place *place, const char *locale, const char *path, wikijs_error *err);

/* Percent-encode for a URL path; slashes stay. `out` needs 3 * length + 1 bytes. */
void wj_path_encode(const char *path, char *out);
/* Undo percent-encoding; false when `out` (size bytes) is too small. */
bool wj_path_decode(const char *text, size_t length, char *out, size_t size);
/* The length of a locale at the start of `text`, as the server recognises one: "en", "pt-br"; 0: none. */
size_t wj_locale_length(const char *text, size_t length);

#endif
