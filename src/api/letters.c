/* SPDX-License-Identifier: MIT */
/* The C.UTF-8 locale of the C library has the Unicode tables; a system without it gets ASCII. */
#include "api/letters.h"

#include <locale.h>
#include <pthread.h>
#include <wctype.h>

#include "api/input.h"
#include "base/text.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t unicode; /* kept for the life of the process */

static void open_locale(void)
{
    unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

int32_t wj_lower(int32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    pthread_once(&once, open_locale);
    return unicode ? (int32_t)towlower_l((wint_t)c, unicode) : c;
}

int32_t wj_upper(int32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    pthread_once(&once, open_locale);
    return unicode ? (int32_t)towupper_l((wint_t)c, unicode) : c;
}

bool wj_is_letter_or_digit(int32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    pthread_once(&once, open_locale);
    return unicode ? iswalnum_l((wint_t)c, unicode) != 0 : true;
}

size_t wj_utf8_put(char *out, int32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t wj_lower_trimmed(const char *text, size_t length, char *out)
{
    size_t used = 0, kept = 0, size;
    for (size_t i = 0; i < length; i += size) {
        int32_t c = wj_utf8_next(text + i, length - i, &size);
        bool space = wj_is_space(c);
        if (space && used == 0)
            continue;
        if (c < 0) { /* not UTF-8: the byte as it is */
            out[used++] = text[i];
        } else {
            used += wj_utf8_put(out + used, wj_lower(c));
        }
        if (!space)
            kept = used;
    }
    out[kept] = '\0';
    return kept;
}
