/* SPDX-License-Identifier: MIT */
#include "base/mask.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { SHORTEST_TOKEN = 10 };

static const char words[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static bool is_one_of(char c, const char *more)
{
    return c && (strchr(words, c) || strchr(more, c));
}

static size_t run_of(const char *text, const char *more)
{
    size_t length = 0;
    while (is_one_of(text[length], more))
        length++;
    return length;
}

/* Each of these: how much of the text is to be masked, 0 for none; *keep: how much of its beginning stays. */

static size_t token(const char *text, size_t *keep)
{
    *keep = 3;
    size_t length = strncmp(text, "eyJ", 3) == 0 ? run_of(text, "-_.") : 0;
    return length >= SHORTEST_TOKEN ? length : 0;
}

/* user:password@ behind "://" */
static size_t user_info(const char *text, const char *start, size_t *keep)
{
    *keep = 0;
    if (text - start < 3 || strncmp(text - 3, "://", 3) != 0)
        return 0;
    size_t length = strcspn(text, "@/?# \"'");
    return text[length] == '@' ? length : 0;
}

static size_t parameter(const char *text, size_t *keep)
{
    static const char *const names[] = { "password", "passwd", "secret", "token", "api_key", "apikey", "key" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncasecmp(text, names[i], length) == 0 && text[length] == '=' && text[length + 1]) {
            *keep = length + 1;
            return *keep + strcspn(text + *keep, "& \"'");
        }
    }
    return 0;
}

static size_t email(const char *text, const char *start, size_t *keep)
{
    static const char more[] = "._%+-";
    if (text > start && is_one_of(text[-1], more))
        return 0; /* in the middle of a word */
    size_t name = run_of(text, more), domain = text[name] == '@' ? run_of(text + name + 1, ".-") : 0;
    *keep = 1;
    return name && domain && memchr(text + name + 1, '.', domain) ? name : 0;
}

void wj_mask_line(char *out, size_t size, const char *text)
{
    size_t used = 0;
    const char *start = text;
    while (*text) {
        size_t keep = 1, masked = token(text, &keep);
        if (!masked)
            masked = user_info(text, start, &keep);
        if (!masked)
            masked = parameter(text, &keep);
        if (!masked)
            masked = email(text, start, &keep);
        if (!masked)
            keep = 1;
        if (used + keep + 3 >= size)
            break;
        memcpy(out + used, text, keep);
        used += keep;
        if (masked) {
            memcpy(out + used, "***", 3);
            used += 3;
        }
        text += masked ? masked : 1;
    }
    if (*text) /* no half character */
        while (used && ((unsigned char)out[used - 1] & 0xc0) == 0x80)
            used--;
    if (*text && used && ((unsigned char)out[used - 1] & 0xc0) == 0xc0)
        used--;
    out[used] = '\0';
}
