/* SPDX-License-Identifier: MIT */
#include "output/jq.h"

#include <string.h>

#ifdef WIKIJS_WITH_JQ

#include "load.h"

#include <jq.h>

/*
 * libjq and the library under it take a tenth of the program's start, and few commands need them: they are opened by the
 * first expression.
 */
#define JQ_FUNCTIONS(X)        \
    X(jq_init);                \
    X(jq_set_error_cb);        \
    X(jq_compile);             \
    X(jq_start);               \
    X(jq_next);                \
    X(jq_teardown);            \
    X(jq_format_error);        \
    X(jv_parse_sized);         \
    X(jv_get_kind);            \
    X(jv_string_value);        \
    X(jv_string_length_bytes); \
    X(jv_dump_string);         \
    X(jv_copy);                \
    X(jv_free);                \
    X(jv_invalid_get_msg)

static struct {
#define JQ_MEMBER(name) __typeof__(name) *name
    JQ_FUNCTIONS(JQ_MEMBER);
#undef JQ_MEMBER
} lib;

/* NULL, or why there is no jq; free it. */
static char *open_library(void)
{
    static bool opened;
    if (opened)
        return NULL;
    opened = true;
#define JQ_LOAD(name) opened = opened && load_function(&lib.name, "libjq.so.1", #name)
    JQ_FUNCTIONS(JQ_LOAD);
#undef JQ_LOAD
    return opened ? NULL
                  : xstrdup("'--jq' needs libjq.so.1: install the package libjq1, or pipe the JSON into jq instead");
}

/* For jv_is_valid(), which its header has. Hidden, or libjq would take it for its own. */
__attribute__((visibility("hidden"))) jv_kind jv_get_kind(jv value)
{
    return lib.jv_get_kind(value);
}

/* Keeps the first message; libjq ends with a count that says nothing. */
static void keep_message(void *payload, jv message)
{
    char **kept = payload;
    jv text = lib.jq_format_error(message);
    if (!*kept && jv_get_kind(text) == JV_KIND_STRING) {
        const char *line = lib.jv_string_value(text);
        static const char prefix[] = "jq: error: ";
        if (strncmp(line, prefix, sizeof prefix - 1) == 0)
            line += sizeof prefix - 1;
        *kept = xstrndup(line, strcspn(line, "\n"));
    }
    lib.jv_free(text);
}

static void add_result(struct buffer *out, jv result)
{
    jv text = jv_get_kind(result) == JV_KIND_STRING ? result : lib.jv_dump_string(result, 0);
    buffer_add(out, lib.jv_string_value(text), (size_t)lib.jv_string_length_bytes(lib.jv_copy(text)));
    buffer_addc(out, '\n');
    lib.jv_free(text);
}

/* What an expression such as `error("x")` or `.[0].a` on a string ended with. */
static char *describe_failure(jv result)
{
    char *problem = NULL;
    jv message = lib.jv_invalid_get_msg(result);
    if (jv_get_kind(message) == JV_KIND_STRING)
        problem = xasprintf("jq: %s", lib.jv_string_value(message));
    else if (jv_get_kind(message) != JV_KIND_NULL)
        problem = xstrdup("jq: the expression ended with an error");
    lib.jv_free(message);
    return problem;
}

/* `problem` takes what libjq says, now and later. Returns NULL, or why the expression cannot be run; free it. */
static char *compile(jq_state **jq, const char *expression, char **problem)
{
    char *missing = open_library();
    if (missing)
        return missing;
    *jq = lib.jq_init();
    if (!*jq)
        return xstrdup("jq: cannot start");
    lib.jq_set_error_cb(*jq, keep_message, problem);
    if (lib.jq_compile(*jq, expression))
        return NULL;
    lib.jq_teardown(jq);
    char *text = xasprintf("jq: %s", *problem ? *problem : "the expression is not understood");
    xfree_secret(*problem);
    return text;
}

char *jq_check(const char *expression)
{
    char *problem = NULL;
    jq_state *jq;
    char *text = compile(&jq, expression, &problem);
    if (!text)
        lib.jq_teardown(&jq);
    return text;
}

char *jq_filter(struct buffer *out, const char *expression, const char *json, size_t length)
{
    char *problem = NULL;
    jq_state *jq;
    char *text = compile(&jq, expression, &problem);
    if (text)
        return text;
    jv input = lib.jv_parse_sized(json, (int)length);
    if (!jv_is_valid(input)) {
        lib.jv_free(input);
        lib.jq_teardown(&jq);
        return xstrdup("jq: the answer is not JSON");
    }
    lib.jq_start(jq, input, 0);
    jv result;
    while (jv_is_valid(result = lib.jq_next(jq)))
        add_result(out, result);
    if (!problem)
        problem = describe_failure(lib.jv_copy(result));
    lib.jv_free(result);
    lib.jq_teardown(&jq);
    return problem;
}

#else

char *jq_check(const char *expression)
{
    (void)expression;
    return xstrdup("this program was built without jq: leave out '--jq' and pipe the JSON into jq instead");
}

char *jq_filter(struct buffer *out, const char *expression, const char *json, size_t length)
{
    (void)out;
    (void)json;
    (void)length;
    return jq_check(expression);
}

#endif
