/* SPDX-License-Identifier: MIT */
#include "since.h"

#include "config/duration.h"
#include "report.h"

#include <string.h>
#include <time.h>
#include <wikijs/model.h>

enum { DATE_LENGTH = 10 }; /* "2026-11-23", whose dashes are no zone */

static bool names_zone(const char *text)
{
    return strlen(text) > DATE_LENGTH && strpbrk(text + DATE_LENGTH, "Zz+-");
}

/* The same reading of a clock, here instead of in Greenwich. */
static int64_t as_local(int64_t utc_ms)
{
    time_t seconds = (time_t)(utc_ms / 1000);
    struct tm clock;
    if (!gmtime_r(&seconds, &clock))
        return utc_ms;
    clock.tm_isdst = -1;
    return (int64_t)mktime(&clock) * 1000 + utc_ms % 1000;
}

int since_read(struct cli *cli, const char *text, const char *flag, int64_t *time_ms)
{
    if (!text)
        return 0;
    if (wikijs_time_parse(text, time_ms) == 0) {
        *time_ms = names_zone(text) ? *time_ms : as_local(*time_ms);
        return 0;
    }
    bool has_unit = !strchr("0123456789", text[*text ? strlen(text) - 1 : 0]); /* "2026" is no span of seconds */
    int64_t ago = has_unit ? duration_parse(text) : -1;
    if (ago < 0)
        return report_usage(
            cli, "%s takes a time such as 2026-11-23 or 2026-11-23T08:00Z, or how long ago, such as 2h, not '%s'", flag,
            text);
    *time_ms = (int64_t)time(NULL) * 1000 - ago;
    return 0;
}
