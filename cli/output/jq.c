/* SPDX-License-Identifier: MIT */
#include "output/jq.h"

#include <string.h>

#ifdef WIKIJS_WITH_JQ

#include <jq.h>

/* Keeps the first message; libjq ends with a count that says nothing. */
static void keep_message(void *payload, jv message)
{
    char **kept = payload;
    jv text = jq_format_error(message);
    if (!*kept && jv_get_kind(text) == JV_KIND_STRING) {
        const char *line = jv_string_value(text);
        static const char prefix[] = "jq: error: ";
        if (strncmp(line, prefix, sizeof prefix - 1) == 0)
            line += sizeof prefix - 1;
        *kept = xstrndup(line, strcspn(line, "\n"));
    }
    jv_free(text);
}

static void add_result(struct buffer *out, jv result)
{
    jv text = jv_get_kind(result) == JV_KIND_STRING ? result : jv_dump_string(result, 0);
    buffer_add(out, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
    buffer_addc(out, '\n');
    jv_free(text);
}

/* What an expression such as `error("x")` or `.[0].a` on a string ended with. */
static char *describe_failure(jv result)
{
    char *problem = NULL;
    jv message = jv_invalid_get_msg(result);
    if (jv_get_kind(message) == JV_KIND_STRING)
        problem = xasprintf("jq: %s", jv_string_value(message));
    else if (jv_get_kind(message) != JV_KIND_NULL)
        problem = xstrdup("jq: the expression ended with an error");
    jv_free(message);
    return problem;
}

/* `problem` takes what libjq says, now and later. Returns NULL, or why the expression cannot be run; free it. */
static char *compile(jq_state **jq, const char *expression, char **problem)
{
    *jq = jq_init();
    if (!*jq)
        return xstrdup("jq: cannot start");
    jq_set_error_cb(*jq, keep_message, problem);
    if (jq_compile(*jq, expression))
        return NULL;
    jq_teardown(jq);
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
        jq_teardown(&jq);
    return text;
}

char *jq_filter(struct buffer *out, const char *expression, const char *json, size_t length)
{
    char *problem = NULL;
    jq_state *jq;
    char *text = compile(&jq, expression, &problem);
    if (text)
        return text;
    jv input = jv_parse_sized(json, (int)length);
    if (!jv_is_valid(input)) {
        jv_free(input);
        jq_teardown(&jq);
        return xstrdup("jq: the answer is not JSON");
    }
    jq_start(jq, input, 0);
    jv result;
    while (jv_is_valid(result = jq_next(jq)))
        add_result(out, result);
    if (!problem)
        problem = describe_failure(jv_copy(result));
    jv_free(result);
    jq_teardown(&jq);
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
