/* SPDX-License-Identifier: MIT */
#include "event_type.h"

#include "memory.h"
#include "report.h"
#include "text/match.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/event.h>

/* Whether an event has this name, or one that begins so. */
static bool is_known(const char *name, bool is_beginning)
{
    const char *type;
    size_t length = strlen(name);
    for (size_t i = 0; (type = wikijs_event_type_at(i)); i++)
        if (is_beginning ? strncmp(type, name, length) == 0 : strcmp(type, name) == 0)
            return true;
    return false;
}

static int refuse(struct cli *cli, const char *mistyped)
{
    enum { MOST = 63 };
    const char *names[MOST + 1] = { NULL };
    for (size_t i = 0; i < MOST && wikijs_event_type_at(i); i++)
        names[i] = wikijs_event_type_at(i);
    const char *nearest = text_nearest(mistyped, names);
    if (nearest)
        return report_usage(cli, "there is no event '%s'; did you mean '%s'?", mistyped, nearest);
    report_failure("there is no event '%s'", mistyped);
    report_advice("wikijs webhooks trigger --help"); /* it lists them */
    return EXIT_USAGE;
}

int event_type_check(struct cli *cli, const char *type)
{
    return is_known(type, false) ? 0 : refuse(cli, type);
}

int event_pattern_check(struct cli *cli, const char *pattern)
{
    size_t length = strlen(pattern);
    if (length == 0 || pattern[length - 1] != '*')
        return event_type_check(cli, pattern);
    char *beginning = xstrndup(pattern, length - 1);
    bool good = is_known(beginning, true);
    free(beginning);
    return good ? 0 : refuse(cli, pattern);
}
