/* SPDX-License-Identifier: MIT */
#include "policy/rate.h"

#include "base/nearest.h"
#include "base/status.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

enum { COUNT_MAX = 1000000 };

/* Sums of two of them are numbers, too. */
#define NEVER (INT64_MIN / 4)
#define FOREVER (INT64_MAX / 4)
#define SLACK_NS INT64_C(2000000)

/* --- arithmetic --- */

static int64_t interval(const struct wj_rate *rate)
{
    return rate->period_ns / rate->count;
}

static int64_t min(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* So many intervals; more than a hundred years are as good as for ever. */
static int64_t times(int64_t count, int64_t ns)
{
    int64_t product;
    if (__builtin_mul_overflow(count, ns, &product))
        return count < 0 ? NEVER : FOREVER;
    return product < NEVER ? NEVER : min(product, FOREVER);
}

int64_t wj_rate_ready(const struct wj_rate *rate, int64_t ahead, int64_t cost)
{
    if (!rate->is_window)
        return rate->full_at + times(ahead + min(cost, rate->burst) - rate->burst, interval(rate));
    int64_t at = ahead + min(cost, rate->count) - 1; /* the one whose place is needed, from the oldest */
    return rate->taken[(rate->newest + 1 + at) % rate->count] + times(1 + at / rate->count, rate->period_ns);
}

/* A timer is always a little late. Up to so much of it is made good by the next one: without that a thousand a second would
 * be nine hundred. */
static int64_t slack(const struct wj_rate *rate)
{
    return min(interval(rate) / 2, SLACK_NS);
}

void wj_rate_take(struct wj_rate *rate, int64_t now, int64_t cost)
{
    if (!rate->is_window) {
        bool late = rate->full_at >= now - slack(rate);
        rate->full_at = min((late ? rate->full_at : now) + times(cost, interval(rate)), FOREVER);
        return;
    }
    for (int64_t i = min(cost, rate->count); i > 0; i--) {
        rate->newest = (rate->newest + 1) % rate->count;
        rate->taken[rate->newest] = now;
    }
}

/* --- reading rules --- */

struct unit {
    const char *name;
    int64_t ns;
};

static const struct unit units[] = {
    { "ms", INT64_C(1000000) },    { "s", INT64_C(1000000000) },    { "sec", INT64_C(1000000000) },
    { "m", INT64_C(60000000000) }, { "min", INT64_C(60000000000) }, { "h", INT64_C(3600000000000) },
};

static const char *const scopes[] = { "all", "graphql", "upload", "download" };

struct piece {
    const char *at;
    size_t length;
};

static bool is(struct piece piece, const char *text)
{
    return piece.length == strlen(text) && memcmp(piece.at, text, piece.length) == 0;
}

static struct piece trim(struct piece piece)
{
    while (piece.length && piece.at[0] == ' ') {
        piece.at++;
        piece.length--;
    }
    while (piece.length && piece.at[piece.length - 1] == ' ')
        piece.length--;
    return piece;
}

/* What is before the mark; the rest stays. Without a mark: everything, and nothing stays. */
static struct piece cut(struct piece *rest, char mark)
{
    const char *end = memchr(rest->at, mark, rest->length);
    struct piece first = { rest->at, end ? (size_t)(end - rest->at) : rest->length };
    size_t used = first.length + (end != NULL);
    *rest = (struct piece){ rest->at + used, rest->length - used };
    return trim(first);
}

static bool read_period(struct piece piece, int64_t *ns)
{
    size_t digits = 0;
    int64_t number = 1;
    while (digits < piece.length && piece.at[digits] >= '0' && piece.at[digits] <= '9')
        digits++;
    if (digits && (!wj_int_parse(piece.at, digits, &number) || number < 1 || number > COUNT_MAX))
        return false;
    piece = (struct piece){ piece.at + digits, piece.length - digits };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is(piece, units[i].name)) {
            *ns = number * units[i].ns;
            return true;
        }
    return false;
}

static bool read_count(struct piece piece, int64_t *count)
{
    return wj_int_parse(piece.at, piece.length, count) && *count >= 1 && *count <= COUNT_MAX;
}

static int bad(wikijs_error *err, struct piece rule, const char *why)
{
    return wj_error_set(err, WIKIJS_E_CONFIG, "'%.*s' %s", (int)rule.length, rule.at, why);
}

static int read_scope(struct wj_rate *rate, struct piece scope, wikijs_error *err)
{
    struct wj_nearest nearest;
    wj_nearest_start(&nearest, scope.at, scope.length);
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        wj_nearest_try(&nearest, scopes[i]);
        if (is(scope, scopes[i])) {
            rate->scope = (enum wj_rate_scope)i;
            return 0;
        }
    }
    const char *dot = memchr(scope.at, '.', scope.length);
    if (!dot || dot == scope.at || dot + 1 == scope.at + scope.length || scope.length >= sizeof rate->name) {
        char hint[160];
        wj_nearest_phrase(&nearest, hint, sizeof hint);
        return wj_error_set(
            err, WIKIJS_E_CONFIG,
            "'%.*s' is neither all, graphql, upload, download, nor an operation such as pages.create, nor a namespace such as "
            "pages.*%s",
            (int)scope.length, scope.at, hint);
    }
    bool whole = dot[1] == '*';
    rate->scope = whole ? WJ_RATE_NAMESPACE : WJ_RATE_OPERATION;
    memcpy(rate->name, scope.at, whole ? (size_t)(dot - scope.at) : scope.length);
    return 0;
}

static int read_extra(struct wj_rate *rate, struct piece rule, struct piece extra, wikijs_error *err)
{
    if (is(extra, "window")) {
        rate->is_window = true;
        return 0;
    }
    if (extra.length > 6 && memcmp(extra.at, "burst=", 6) == 0 &&
        read_count((struct piece){ extra.at + 6, extra.length - 6 }, &rate->burst))
        return 0;
    return bad(err, rule, "ends in something else than ':burst=NUMBER' or ':window'");
}

/* What comes in 20 ms: so much late may a call wake up without a loss for the rate. */
static int64_t usual_burst(const struct wj_rate *rate)
{
    int64_t burst = INT64_C(20000000) * rate->count / rate->period_ns;
    return burst > 1 ? burst : 1;
}

static int read_rule(struct wj_rate *rate, struct piece rule, wikijs_error *err)
{
    struct piece rest = rule;
    const char *slash = memchr(rule.at, '/', rule.length);
    const char *equals = memchr(rule.at, '=', rule.length);
    *rate = (struct wj_rate){ .scope = WJ_RATE_ALL, .full_at = NEVER };
    wj_copy_line(rate->text, sizeof rate->text, rule.at, rule.length);
    if (equals && slash && equals < slash) {
        int status = read_scope(rate, cut(&rest, '='), err);
        if (status < 0)
            return status;
    }
    if (!read_count(cut(&rest, '/'), &rate->count) || !read_period(cut(&rest, ':'), &rate->period_ns))
        return bad(err, rule, "is no rate: it must look like 10/s, 600/min or upload=1/2s");
    while (rest.length) {
        int status = read_extra(rate, rule, cut(&rest, ':'), err);
        if (status < 0)
            return status;
    }
    if (rate->is_window && rate->burst)
        return bad(err, rule, "is a window, which has no burst");
    if (rate->period_ns / rate->count < 1000)
        return bad(err, rule, "is faster than one in a microsecond");
    if (!rate->burst)
        rate->burst = usual_burst(rate);
    return 0;
}

static int make_window(struct wj_rate *rate, const wikijs_allocator *allocator, wikijs_error *err)
{
    rate->taken = wj_calloc(allocator, (size_t)rate->count, sizeof *rate->taken);
    if (!rate->taken)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    for (int64_t i = 0; i < rate->count; i++)
        rate->taken[i] = NEVER;
    return 0;
}

int wj_rates_read(struct wj_rates *rates, const char *text, const wikijs_allocator *allocator, wikijs_error *err)
{
    struct piece rest = { text, strlen(text) };
    int status = 0;
    *rates = (struct wj_rates){ 0 };
    while (status == 0 && rest.length) {
        struct piece rule = cut(&rest, ',');
        if (is(rule, "server")) /* nothing of our own: what the server asks for is kept in any case */
            continue;
        if (rates->count == WJ_RATES_MAX) {
            status = wj_error_set(err, WIKIJS_E_CONFIG, "more than %d rules are given", WJ_RATES_MAX);
            break;
        }
        struct wj_rate *rate = &rates->rates[rates->count];
        status = read_rule(rate, rule, err);
        if (status == 0 && rate->is_window)
            status = make_window(rate, allocator, err);
        rates->count += status == 0;
    }
    if (status < 0)
        wj_rates_free(rates, allocator);
    return status;
}

void wj_rates_free(struct wj_rates *rates, const wikijs_allocator *allocator)
{
    for (size_t i = 0; i < rates->count; i++)
        wj_free(allocator, rates->rates[i].taken);
    rates->count = 0;
}
