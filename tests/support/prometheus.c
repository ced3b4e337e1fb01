/* SPDX-License-Identifier: MIT */
#include "support/prometheus.h"
#include <ctype.h>
#include <math.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SERIES_MAX = 4096, FAMILIES_MAX = 256, TEXT_MAX = 512 };

struct series {
    char text[TEXT_MAX]; /* name{labels} */
};

struct check {
    char families[FAMILIES_MAX][TEXT_MAX];
    size_t family_count;
    char type[16];
    bool has_help, has_type;
    struct series *series;
    size_t count;
    /* of the histogram that is being read */
    char group[TEXT_MAX];
    double bound, below, total;
    bool ended;
};

static bool matches(const char *text, const char *pattern)
{
    regex_t compiled;
    assert_int_equal(regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
    bool found = regexec(&compiled, text, 0, NULL, 0) == 0;
    regfree(&compiled);
    return found;
}

static const char *family_of(const struct check *check)
{
    return check->family_count ? check->families[check->family_count - 1] : "";
}

static void begin_family(struct check *check, const char *name)
{
    for (size_t i = 0; i < check->family_count; i++)
        if (strcmp(check->families[i], name) == 0)
            fail_msg("the family '%s' comes twice", name);
    assert_true(check->family_count < FAMILIES_MAX);
    snprintf(check->families[check->family_count++], TEXT_MAX, "%s", name);
    check->has_help = check->has_type = false;
    check->group[0] = '\0';
}

static void read_comment(struct check *check, char *line)
{
    char *words[4] = { 0 };
    char *rest = NULL;
    for (int i = 0; i < 3; i++)
        words[i] = strtok_r(i ? NULL : line, " ", &rest);
    words[3] = rest;
    assert_non_null(words[2]);
    bool is_help = strcmp(words[1], "HELP") == 0;
    if (!is_help && strcmp(words[1], "TYPE") != 0)
        fail_msg("'%s' is neither HELP nor TYPE", words[1]);
    if (!matches(words[2], "^[a-zA-Z_:][a-zA-Z0-9_:]*$"))
        fail_msg("'%s' is no name", words[2]);
    assert_true(words[3] && *words[3]);
    if (strcmp(family_of(check), words[2]) != 0)
        begin_family(check, words[2]);
    bool *seen = is_help ? &check->has_help : &check->has_type;
    assert_false(*seen);
    *seen = true;
    if (is_help)
        return;
    if (!matches(words[3], "^(counter|gauge|histogram)$"))
        fail_msg("'%s' is no type", words[3]);
    snprintf(check->type, sizeof check->type, "%s", words[3]);
    if (strcmp(check->type, "counter") == 0 && !matches(words[2], "_total$"))
        fail_msg("the counter '%s' does not end in _total", words[2]);
}

/* Takes le="..." out of the labels; returns its value. */
static double take_bound(char *labels)
{
    char *at = strstr(labels, "le=\"");
    assert_non_null(at);
    double bound = strncmp(at + 4, "+Inf\"", 5) == 0 ? INFINITY : strtod(at + 4, NULL);
    char *end = strchr(at + 4, '"');
    if (at > labels && at[-1] == ',')
        at--;
    memmove(at, end + 1, strlen(end + 1) + 1);
    return bound;
}

static void read_histogram(struct check *check, const char *suffix, char *labels, double value)
{
    if (strcmp(suffix, "_bucket") == 0) {
        double bound = take_bound(labels);
        if (strcmp(check->group, labels) != 0 || check->ended) {
            snprintf(check->group, sizeof check->group, "%s", labels);
            check->bound = check->below = -1;
            check->ended = false;
        }
        assert_true(bound > check->bound);
        assert_true(value >= check->below);
        check->bound = bound;
        check->below = check->total = value;
        check->ended = isinf(bound);
        return;
    }
    assert_string_equal(check->group, labels);
    assert_true(check->ended);
    if (strcmp(suffix, "_count") == 0)
        assert_true(value == check->total);
    else
        assert_string_equal(suffix, "_sum");
}

static void check_labels(const char *labels)
{
    static const char pattern[] = "^([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\[\\\\\"n])*\"(,|$))+$";
    if (!matches(labels, pattern) || labels[strlen(labels) - 1] == ',')
        fail_msg("'%s' are no labels", labels);
}

static void read_sample(struct check *check, const char *line)
{
    char name[TEXT_MAX], labels[TEXT_MAX] = "", *end;
    size_t length = strcspn(line, "{ ");
    snprintf(name, sizeof name, "%.*s", (int)length, line);
    const char *at = line + length;
    if (*at == '{') {
        const char *close = strrchr(at, '}');
        assert_non_null(close);
        snprintf(labels, sizeof labels, "%.*s", (int)(close - at - 1), at + 1);
        check_labels(labels);
        at = close + 1;
    }
    assert_int_equal(*at, ' ');
    assert_true(check->count < SERIES_MAX);
    snprintf(check->series[check->count].text, TEXT_MAX, "%.*s", (int)(at - line), line);
    for (size_t i = 0; i < check->count; i++)
        if (strcmp(check->series[i].text, check->series[check->count].text) == 0)
            fail_msg("'%s' comes twice", check->series[i].text);
    check->count++;
    if (!matches(at + 1, "^-?[0-9]+(\\.[0-9]+)?$"))
        fail_msg("'%s' is no number", at + 1);
    double value = strtod(at + 1, &end);
    assert_int_equal(*end, '\0');
    const char *family = family_of(check);
    if (!check->has_help || !check->has_type || strncmp(name, family, strlen(family)) != 0)
        fail_msg("'%s' is none of '%s'", name, family);
    const char *suffix = name + strlen(family);
    if (strcmp(check->type, "gauge") != 0)
        assert_true(value >= 0);
    if (strcmp(check->type, "histogram") == 0)
        read_histogram(check, suffix, labels, value);
    else
        assert_string_equal(suffix, "");
}

size_t prometheus_check(const char *text)
{
    struct check *check = calloc(1, sizeof *check);
    check->series = calloc(SERIES_MAX, sizeof *check->series);
    while (*text) {
        char line[2 * TEXT_MAX];
        size_t length = strcspn(text, "\n");
        assert_int_equal(text[length], '\n'); /* the last line, too */
        assert_true(length > 0 && length < sizeof line);
        memcpy(line, text, length);
        line[length] = '\0';
        if (*line == '#')
            read_comment(check, line);
        else
            read_sample(check, line);
        text += length + 1;
    }
    size_t count = check->count;
    free(check->series);
    free(check);
    return count;
}

double prometheus_value(const char *text, const char *series)
{
    size_t length = strlen(series);
    for (const char *at = text; at && *at; at = strchr(at, '\n') + 1)
        if (strncmp(at, series, length) == 0 && at[length] == ' ')
            return strtod(at + length + 1, NULL);
    return -1;
}
