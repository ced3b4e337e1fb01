/* SPDX-License-Identifier: MIT */
#include "api/time_span.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Milliseconds are left out: a key that lives so short helps nobody. */
static const char *const units[] = { "s",       "sec",  "secs",  "second", "seconds", "m",     "min",  "mins", "minute",
                                     "minutes", "h",    "hr",    "hrs",    "hour",    "hours", "d",    "day",  "days",
                                     "w",       "week", "weeks", "y",      "yr",      "yrs",   "year", "years" };

static bool is_unit(const char *text)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcasecmp(units[i], text) == 0)
            return true;
    return false;
}

bool wj_time_span_valid(const char *text)
{
    static const char digits[] = "0123456789";
    enum { LONGEST = 100 }; /* the server reads no more */
    size_t whole = strspn(text, digits);
    bool at_least_one = strspn(text, "0") < whole;
    const char *rest = text + whole;
    if (whole > 0 && *rest == '.') {
        size_t fraction = strspn(rest + 1, digits);
        if (fraction == 0)
            return false;
        rest += 1 + fraction;
        /* "0.5h" is half an hour, "0.5s" nothing */
        at_least_one = at_least_one || (strspn(text, "0.") < whole + 1 + fraction && strchr("sS", *rest) == NULL);
    }
    rest += strspn(rest, " ");
    return whole > 0 && whole < 10 && strlen(text) <= LONGEST && at_least_one && is_unit(rest);
}
