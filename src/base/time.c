/* SPDX-License-Identifier: MIT */
/* ISO 8601 and HTTP dates. The proleptic Gregorian calendar, UTC, milliseconds since 1970. */
#include "base/text.h"

#include <string.h>

#include <wikijs/error.h>
#include <wikijs/model.h>

enum { DAY_MS = 86400000 };

/* Days of a common year before the month, from March; January and February belong to the year before. */
static const unsigned short days_before_month[] = { 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275 };
static const unsigned char month_lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

/* Years from 0 to 9999. They begin in March here, so that the leap day is a year's last; 400 years more keep them positive. */
static int64_t days_from_civil(int year, int month, int day)
{
    unsigned y = (unsigned)(year + 400 - (month <= 2));
    unsigned days = y * 365 + y / 4 - y / 100 + y / 400 + days_before_month[month - 1] + (unsigned)day - 1;
    return (int64_t)days - (719468 + 146097);
}

static void civil_from_days(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int day_of_era = (int)(days - era * 146097);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static bool date_exists(int year, int month, int day)
{
    if (month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= month_lengths[month - 1] + (month == 2 && leap);
}

static void put_digits(char *out, int count, int number)
{
    while (count--) {
        out[count] = (char)('0' + number % 10);
        number /= 10;
    }
}

void wj_time_format(int64_t unix_ms, char buffer[25])
{
    const int64_t first = -62167219200000, last = 253402300799999; /* years 0000 to 9999 */
    unix_ms = unix_ms < first ? first : unix_ms > last ? last : unix_ms;
    int64_t days = unix_ms / DAY_MS, rest = unix_ms % DAY_MS;
    if (rest < 0) {
        rest += DAY_MS;
        days--;
    }
    int year, month, day, ms = (int)rest;
    civil_from_days(days, &year, &month, &day);
    memcpy(buffer, "0000-00-00T00:00:00.000Z", 25);
    put_digits(buffer, 4, year);
    put_digits(buffer + 5, 2, month);
    put_digits(buffer + 8, 2, day);
    put_digits(buffer + 11, 2, ms / 3600000);
    put_digits(buffer + 14, 2, ms / 60000 % 60);
    put_digits(buffer + 17, 2, ms / 1000 % 60);
    put_digits(buffer + 20, 3, ms % 1000);
}

static int two(const char *at)
{
    return (at[0] - '0') * 10 + (at[1] - '0');
}

/*
 * Whether eight bytes have the form of `form`, in which '0' stands for any digit. Digits differ from '0' in the low four
 * bits only, by at most 9; all other bytes must not differ. `room` is what may be added before the fifth bit is set.
 */
static bool has_form(const char *text, const char *form, const char *room)
{
    uint64_t t, f, r;
    memcpy(&t, text, 8);
    memcpy(&f, form, 8);
    memcpy(&r, room, 8);
    uint64_t difference = t ^ f;
    return ((difference | (difference + r)) & UINT64_C(0xF0F0F0F0F0F0F0F0)) == 0;
}

/* "2026-11-22T19:33:39.367Z" and nothing else: all that the server sends, so it is worth a road of its own. */
static bool parse_server_time(const char *text, int64_t *unix_ms)
{
    if (!has_form(text, "0000-00-", "\6\6\6\6\17\6\6\17") || !has_form(text + 8, "00T00:00", "\6\6\17\6\6\17\6\6") ||
        !has_form(text + 16, ":00.000Z", "\17\6\6\17\6\6\6\17"))
        return false;
    int year = two(text) * 100 + two(text + 2), month = two(text + 5), day = two(text + 8);
    int hour = two(text + 11), minute = two(text + 14), second = two(text + 17);
    if (!date_exists(year, month, day) || hour > 23 || minute > 59 || second > 59)
        return false;
    int ms = (text[20] - '0') * 100 + two(text + 21);
    *unix_ms = days_from_civil(year, month, day) * DAY_MS + hour * 3600000 + minute * 60000 + second * 1000 + ms;
    return true;
}

struct cursor {
    const char *at, *end;
};

/* Exactly `count` digits. */
static bool take_number(struct cursor *in, int count, int *number)
{
    if (in->end - in->at < count)
        return false;
    *number = 0;
    for (int i = 0; i < count; i++, in->at++) {
        if (*in->at < '0' || *in->at > '9')
            return false;
        *number = *number * 10 + (*in->at - '0');
    }
    return true;
}

static bool take(struct cursor *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

/* Behind a full stop or comma; digits past the third do not count. */
static bool take_fraction(struct cursor *in, int *ms)
{
    int scale = 100, digits = 0;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++, digits++) {
        *ms += scale * (*in->at - '0');
        scale /= 10;
    }
    return digits > 0;
}

/* Nothing, "Z", "+02:00", "+0200" or "+02". */
static bool take_zone(struct cursor *in, int *offset_minutes)
{
    *offset_minutes = 0;
    if (in->at == in->end || take(in, 'Z') || take(in, 'z'))
        return true;
    int sign = take(in, '-') ? -1 : take(in, '+') ? 1 : 0;
    int hours, minutes = 0;
    if (!sign || !take_number(in, 2, &hours))
        return false;
    if (in->at < in->end) {
        take(in, ':');
        if (!take_number(in, 2, &minutes))
            return false;
    }
    if (hours > 23 || minutes > 59)
        return false;
    *offset_minutes = sign * (hours * 60 + minutes);
    return true;
}

static bool take_clock(struct cursor *in, int *day_ms)
{
    int hour, minute, second = 0, ms = 0;
    if (!take_number(in, 2, &hour) || !take(in, ':') || !take_number(in, 2, &minute))
        return false;
    if (take(in, ':')) {
        if (!take_number(in, 2, &second))
            return false;
        if ((take(in, '.') || take(in, ',')) && !take_fraction(in, &ms))
            return false;
    }
    /* 60 is a leap second, counted as the first of the next minute; 24:00 is midnight. */
    if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute || second || ms)))
        return false;
    *day_ms = hour * 3600000 + minute * 60000 + second * 1000 + ms;
    return true;
}

bool wj_time_parse(const char *text, size_t length, int64_t *unix_ms)
{
    if (length == 24 && parse_server_time(text, unix_ms))
        return true;
    struct cursor in = { text, text + length };
    int year, month, day, day_ms = 0, offset = 0;
    if (!take_number(&in, 4, &year) || !take(&in, '-') || !take_number(&in, 2, &month) || !take(&in, '-') ||
        !take_number(&in, 2, &day) || !date_exists(year, month, day))
        return false;
    if (in.at < in.end) {
        if (!take(&in, 'T') && !take(&in, 't') && !take(&in, ' '))
            return false;
        if (!take_clock(&in, &day_ms) || !take_zone(&in, &offset))
            return false;
    }
    if (in.at != in.end)
        return false;
    *unix_ms = days_from_civil(year, month, day) * DAY_MS + day_ms - (int64_t)offset * 60000;
    return true;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT"; the two older forms of HTTP dates are not sent by anything that lives. */
bool wj_http_date_parse(const char *text, int64_t *unix_ms)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct cursor in = { text, text + strlen(text) };
    int day, year, day_ms;
    if (strlen(text) != 29 || memcmp(text + 3, ", ", 2) != 0 || strcmp(text + 25, " GMT") != 0)
        return false;
    in.at += 5;
    if (!take_number(&in, 2, &day) || !take(&in, ' '))
        return false;
    int month = 0;
    while (month < 12 && memcmp(months + 3 * month, in.at, 3) != 0)
        month++;
    in.at += 3;
    if (month == 12 || !take(&in, ' ') || !take_number(&in, 4, &year) || !take(&in, ' ') ||
        !date_exists(year, month + 1, day) || !take_clock(&in, &day_ms) || in.end - in.at != 4)
        return false;
    *unix_ms = days_from_civil(year, month + 1, day) * DAY_MS + day_ms;
    return true;
}

int64_t wj_retry_after_ms(const char *value, int64_t now_unix_ms)
{
    while (*value == ' ' || *value == '\t')
        value++;
    size_t length = strlen(value);
    while (length && (value[length - 1] == ' ' || value[length - 1] == '\t'))
        length--;
    int64_t number;
    if (length && value[0] != '-' && wj_int_parse(value, length, &number)) {
        const int64_t year_seconds = 31536000;
        return (number < year_seconds ? number : year_seconds) * 1000;
    }
    char date[30];
    if (length != sizeof date - 1)
        return -1;
    memcpy(date, value, length);
    date[length] = '\0';
    int64_t then;
    if (!wj_http_date_parse(date, &then))
        return -1;
    return then > now_unix_ms ? then - now_unix_ms : 0;
}

void wikijs_time_format(int64_t unix_ms, char buffer[25])
{
    if (buffer)
        wj_time_format(unix_ms, buffer);
}

int wikijs_time_parse(const char *text, int64_t *unix_ms)
{
    if (!text || !unix_ms)
        return WIKIJS_E_ARG;
    return wj_time_parse(text, strlen(text), unix_ms) ? 0 : WIKIJS_E_ARG;
}
