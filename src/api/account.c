/* SPDX-License-Identifier: MIT */
#include "api/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/letters.h"
#include "base/nearest.h"
#include "base/text.h"

/* --- email addresses --- */

static bool is_label(const char *label, size_t length)
{
    if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (label[i] != '-' && !((unsigned char)label[i] < 0x80 && wj_is_letter_or_digit(label[i])))
            return false;
    return true;
}

/* "example.com": at least two labels, and a last one that is no number. */
static const char *host_problem(const char *host)
{
    size_t labels = 0, length = 0;
    for (const char *at = host;; at += length + 1) {
        length = strcspn(at, ".");
        if (!is_label(at, length))
            return "what is behind the @ is no host name";
        labels++;
        if (!at[length]) {
            if (labels < 2)
                return "the host name behind the @ has no dot";
            return strspn(at, "0123456789") == length ? "the host name behind the @ ends with a number" : NULL;
        }
    }
}

static const char *local_problem(const char *local, size_t length)
{
    static const char allowed[] = "!#$%&'*+-/=?^_`{|}~.";
    if (length == 0)
        return "nothing stands before the @";
    if (length > 64)
        return "more than 64 characters stand before the @";
    if (local[0] == '.' || local[length - 1] == '.' || memmem(local, length, "..", 2))
        return "a dot stands at the wrong place before the @";
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)local[i];
        if (c >= 0x80 || (!wj_is_letter_or_digit(c) && !strchr(allowed, c)))
            return "a character before the @ is not allowed there";
    }
    return NULL;
}

static const char *email_problem(const char *email)
{
    const char *at = strrchr(email, '@');
    if (!*email)
        return "it is empty";
    if (!at)
        return "it has no @";
    if (strlen(email) > WJ_EMAIL_MAX)
        return "it is longer than 255 characters";
    const char *problem = local_problem(email, (size_t)(at - email));
    return problem ? problem : host_problem(at + 1);
}

void wj_email_read(struct wj_request *request, const char *email, char out[WJ_EMAIL_MAX + 1])
{
    out[0] = '\0';
    if (!email) {
        wj_request_refuse(request, "no email address was given");
        return;
    }
    const char *problem = email_problem(email);
    if (problem) {
        wj_request_refuse(request, "'%s' is no email address: %s", email, problem);
        return;
    }
    size_t length = strlen(email);
    for (size_t i = 0; i <= length; i++)
        out[i] = (char)wj_lower(email[i]);
}

/* --- time zones --- */

static const char *const zones[] = {
#define ZONE(name) name,
#include "api/time_zones.def"
#undef ZONE
};

static int compare_zones(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

/* Whether the machine's own database has a zone that is younger than our table. */
static bool machine_knows(const char *name)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-";
    char path[320];
    struct stat file;
    if (name[0] < 'A' || name[0] > 'Z' || !strchr(name, '/') || strspn(name, letters) != strlen(name))
        return false;
    int length = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    return length > 0 && (size_t)length < sizeof path && stat(path, &file) == 0 && S_ISREG(file.st_mode);
}

void wj_time_zone_check(struct wj_request *request, const char *name)
{
    size_t count = sizeof zones / sizeof *zones;
    if (bsearch(name, zones, count, sizeof *zones, compare_zones) || machine_knows(name))
        return;
    struct wj_nearest nearest;
    char phrase[160];
    wj_nearest_start(&nearest, name, strlen(name));
    for (size_t i = 0; i < count; i++)
        wj_nearest_try(&nearest, zones[i]);
    wj_nearest_phrase(&nearest, phrase, sizeof phrase);
    wj_request_refuse(request, "there is no time zone '%s'%s", name, phrase);
}

/* --- the rest --- */

void wj_user_name_check(struct wj_request *request, const char *name)
{
    size_t characters = wj_utf8_count(name, strlen(name));
    if (characters < 2 || characters > 255)
        wj_request_refuse(request, "a user's name has 2 to 255 characters, not %zu", characters);
}

/* Refuses what is not in the list, which starts with the empty text. */
static void check_choice(struct wj_request *request, const char *value, const char *what, const char *const *choices)
{
    char listed[120] = "";
    for (size_t i = 0; choices[i]; i++) {
        if (strcmp(choices[i], value) == 0)
            return;
        size_t used = strlen(listed);
        snprintf(listed + used, sizeof listed - used, "%s%s", i > 1 ? ", " : "", choices[i]);
    }
    wj_request_refuse(request, "there is no %s '%s', only: %s, or empty text", what, value, listed);
}

void wj_date_format_check(struct wj_request *request, const char *format)
{
    static const char *const formats[] = { "",           "DD/MM/YYYY", "DD.MM.YYYY", "MM/DD/YYYY",
                                           "YYYY-MM-DD", "YYYY/MM/DD", NULL };
    check_choice(request, format, "date format", formats);
}

void wj_appearance_check(struct wj_request *request, const char *appearance)
{
    static const char *const appearances[] = { "", "light", "dark", NULL };
    check_choice(request, appearance, "appearance", appearances);
}
