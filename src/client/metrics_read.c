/* SPDX-License-Identifier: MIT */
/* Reading what metrics.c wrote, so that one run's numbers can be added to another's; and the labels that a program adds. */
#include "client/metrics.h"

#include "base/status.h"
#include "base/text.h"
#include <string.h>

/* --- labels of the program --- */

static bool is_name_char(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (!first && c >= '0' && c <= '9');
}

static bool is_taken(const char *name, size_t length)
{
    static const char *const taken[] = { "operation", "status", "le", "result", "reason", "to", "version" };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strlen(taken[i]) == length && !strncmp(taken[i], name, length))
            return true;
    return length >= 2 && !strncmp(name, "__", 2); /* Prometheus keeps these for itself */
}

/* Behind one name="value"; NULL when there is none. */
static const char *skip_label(const char *at, const char **name, size_t *length)
{
    *name = at;
    while (is_name_char(*at, at == *name))
        at++;
    *length = (size_t)(at - *name);
    if (!*length || at[0] != '=' || at[1] != '"')
        return NULL;
    for (at += 2; *at && *at != '"'; at++) {
        if (*at == '\n' || (*at == '\\' && !strchr("\\\"n", at[1])))
            return NULL;
        if (*at == '\\' && *++at == '\0')
            return NULL;
    }
    return *at ? at + 1 : NULL;
}

int wj_metric_labels_check(const char *labels, wikijs_error *err)
{
    if (!labels || !*labels)
        return 0;
    if (!wj_utf8_valid(labels, strlen(labels)))
        return wj_error_set(err, WIKIJS_E_ARG, "the labels are not UTF-8");
    for (const char *at = labels;; at++) {
        const char *name;
        size_t length;
        const char *end = skip_label(at, &name, &length);
        if (!end || (*end && *end != ','))
            return wj_error_set(err, WIKIJS_E_ARG, "'%s' are no labels: write name=\"value\",name=\"value\"", labels);
        if (is_taken(name, length))
            return wj_error_set(err, WIKIJS_E_ARG, "the label '%.*s' has a meaning already", (int)length, name);
        at = end;
        if (!*at)
            return 0;
    }
}

/* --- numbers --- */

bool wj_seconds_parse(const char *text, size_t length, int64_t *microseconds)
{
    const char *point = memchr(text, '.', length);
    size_t whole = point ? (size_t)(point - text) : length;
    size_t digits = point ? length - whole - 1 : 0;
    int64_t seconds, fraction = 0;
    if (!wj_int_parse(text, whole, &seconds) || seconds < 0 || seconds > INT64_MAX / 2000000 || digits > 6 ||
        (point && !digits))
        return false;
    if (point && (strspn(point + 1, "0123456789") < digits || !wj_int_parse(point + 1, digits, &fraction)))
        return false;
    for (size_t i = digits; i < 6; i++)
        fraction *= 10;
    *microseconds = seconds * 1000000 + fraction;
    return true;
}

/* --- a line --- */

struct piece {
    const char *text;
    size_t length;
};

/* name{labels} value */
struct line {
    struct piece name, labels, value;
};

static bool is(struct piece piece, const char *text)
{
    return strlen(text) == piece.length && !memcmp(piece.text, text, piece.length);
}

static bool take(struct piece *piece, const char *prefix)
{
    size_t length = strlen(prefix);
    if (piece->length < length || memcmp(piece->text, prefix, length) != 0)
        return false;
    piece->text += length;
    piece->length -= length;
    return true;
}

static bool split(struct piece whole, struct line *line)
{
    const char *end = whole.text + whole.length;
    size_t name = 0;
    while (name < whole.length && is_name_char(whole.text[name], name == 0))
        name++;
    *line = (struct line){ .name = { whole.text, name }, .labels = { "", 0 } };
    const char *at = whole.text + name;
    if (at < end && *at == '{') {
        const char *close = memchr(at, '}', (size_t)(end - at));
        for (const char *next = close; next; next = memchr(next + 1, '}', (size_t)(end - next - 1)))
            close = next; /* the last one: a value may hold some */
        if (!close)
            return false;
        line->labels = (struct piece){ at + 1, (size_t)(close - at - 1) };
        at = close + 1;
    }
    if (!name || at >= end || *at != ' ')
        return false;
    line->value = (struct piece){ at + 1, (size_t)(end - at - 1) };
    return true;
}

/* The program's labels stand first, and are to be the same. */
static bool drop_labels(struct piece *labels, const char *common)
{
    if (!*common)
        return true;
    return take(labels, common) && (!labels->length || take(labels, ","));
}

static bool take_quoted(struct piece *labels, struct piece *value)
{
    const char *quote = labels->length ? memchr(labels->text, '"', labels->length) : NULL;
    if (!quote)
        return false;
    *value = (struct piece){ labels->text, (size_t)(quote - labels->text) };
    labels->length -= value->length + 1;
    labels->text = quote + 1;
    return true;
}

static bool add_row(struct wj_metrics *metrics, const struct line *line, bool *done)
{
    for (size_t i = 0; i < WJ_METRIC_COUNT; i++) {
        const struct wj_metric_row *row = &wj_metric_rows[i];
        if (!is(line->name, row->family) || !is(line->labels, row->label))
            continue;
        *done = true;
        int64_t number;
        if (row->kind == WJ_METRIC_KIND_GAUGE)
            return true;
        if (row->kind == WJ_METRIC_KIND_SECONDS ? !wj_seconds_parse(line->value.text, line->value.length, &number)
                                                : !wj_int_parse(line->value.text, line->value.length, &number))
            return false;
        wj_count(metrics, (enum wj_metric)i, number);
        return true;
    }
    return true;
}

/* The place of a status or a bound; -1 when it has none. */
static int place_of(struct piece label, const char *(*label_at)(size_t))
{
    for (int i = 0; label_at((size_t)i); i++)
        if (is(label, label_at((size_t)i)))
            return i;
    return -1;
}

static int bucket_of(struct piece label)
{
    char bound[WJ_SECONDS_SIZE];
    for (int i = 0; i < WJ_BUCKETS; i++) {
        wj_bucket_label(i, bound);
        if (is(label, bound))
            return i;
    }
    return -1;
}

static bool add_number(atomic_uint_least64_t *counter, struct piece value, bool is_time)
{
    int64_t number;
    bool good = is_time ? wj_seconds_parse(value.text, value.length, &number)
                        : wj_int_parse(value.text, value.length, &number);
    if (good && number >= 0)
        atomic_fetch_add(counter, (uint64_t)number);
    return good && number >= 0;
}

/* Buckets are added as they stand in the text, one including those before it. */
static bool add_to_operation(struct wj_op_metrics *operation, const struct line *line, struct piece labels)
{
    struct piece name = line->name, value;
    bool of_calls = is(name, WJ_CALLS) || take(&name, WJ_CALL_SECONDS);
    if (is(name, WJ_CALLS) || is(name, WJ_REQUESTS)) {
        if (!take(&labels, ",status=\"") || !take_quoted(&labels, &value) || labels.length)
            return false;
        int place = place_of(value, of_calls ? wj_call_status_label : wj_request_status_label);
        return place >= 0 &&
               add_number(of_calls ? &operation->call_statuses[place] : &operation->request_statuses[place],
                          line->value, false);
    }
    if (!of_calls && !take(&name, WJ_REQUEST_SECONDS))
        return false;
    struct wj_histogram *histogram = of_calls ? &operation->calls : &operation->requests;
    if (is(name, "_count") || is(name, "_sum"))
        return !labels.length && (is(name, "_count") || add_number(&histogram->sum_us, line->value, true));
    if (!is(name, "_bucket") || !take(&labels, ",le=\"") || !take_quoted(&labels, &value) || labels.length)
        return false;
    int bucket = bucket_of(value);
    return bucket >= 0 && add_number(&histogram->buckets[bucket], line->value, false);
}

static bool add_line(struct wj_metrics *metrics, struct piece whole, const char *common)
{
    struct line line;
    if (!split(whole, &line) || !drop_labels(&line.labels, common))
        return false;
    if (is(line.name, "wikijs_build_info"))
        return true;
    struct piece labels = line.labels, operation;
    char name[128];
    if (take(&labels, "operation=\"")) {
        if (!take_quoted(&labels, &operation) || operation.length >= sizeof name)
            return false;
        memcpy(name, operation.text, operation.length);
        name[operation.length] = '\0';
        return add_to_operation(wj_metrics_operation(metrics, name), &line, labels);
    }
    bool done = false;
    return add_row(metrics, &line, &done) && done;
}

/* From "so many up to here" to "so many in here". */
static void separate(struct wj_histogram *histogram)
{
    for (int i = WJ_BUCKETS - 1; i > 0; i--)
        histogram->buckets[i] -= histogram->buckets[i - 1];
}

static void separate_all(struct wj_metrics *metrics)
{
    separate(&metrics->other.calls);
    separate(&metrics->other.requests);
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        struct wj_op_metrics *operation = atomic_load(&metrics->operations[i]);
        if (!operation)
            continue;
        separate(&operation->calls);
        separate(&operation->requests);
    }
}

int wj_metrics_read(struct wj_metrics *metrics, const char *text, const char *labels, wikijs_error *err)
{
    struct wj_metrics *read = wj_metrics_new(&metrics->allocator);
    if (!read)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = 0;
    size_t number = 1;
    for (const char *at = text; *at && status == 0; number++) {
        size_t length = strcspn(at, "\n");
        bool good = at[length] &&
                    (!length || *at == '#' || add_line(read, (struct piece){ at, length }, labels ? labels : ""));
        if (!good)
            status = wj_error_set(err, WIKIJS_E_IO, "line %zu is none of this library's metrics, or has other labels",
                                  number);
        at += length + (at[length] != '\0');
    }
    if (status == 0) {
        separate_all(read);
        wj_metrics_add(metrics, read);
    }
    wj_metrics_free(read);
    return status;
}
