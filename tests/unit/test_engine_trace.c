/* SPDX-License-Identifier: MIT */
/* The traceparent header, as the W3C has it. */
#include "engine/trace.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID "4bf92f3577b34da6a3ce929d0e0e4736"
#define SPAN "00f067aa0ba902b7"

static void good_headers(void **state)
{
    (void)state;
    static const char *const good[] = { "00-" ID "-" SPAN "-01", "00-" ID "-" SPAN "-00", "01-" ID "-" SPAN "-03",
                                        "01-" ID "-" SPAN "-01-more" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct wj_trace_context context;
        char text[WIKIJS_TRACEPARENT_SIZE];
        assert_true(wj_traceparent_read(good[i], &context));
        wj_traceparent_write(&context, text);
        assert_memory_equal(text + 2, good[i] + 2, WIKIJS_TRACEPARENT_SIZE - 3);
        assert_memory_equal(text, "00", 2); /* what this library speaks */
    }
}

static void bad_headers(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "00",
        "00-" ID "-" SPAN,
        "00-" ID "-" SPAN "-",
        "00-" ID "-" SPAN "-0",
        "00-" ID "-" SPAN "-01-more",
        "01-" ID "-" SPAN "-01x",
        "ff-" ID "-" SPAN "-01",
        "00-" ID "-" SPAN "-0g",
        "00_" ID "-" SPAN "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" SPAN "-01",
        "00-00000000000000000000000000000000-" SPAN "-01",
        "00-" ID "-0000000000000000-01",
        " 00-" ID "-" SPAN "-01",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wj_trace_context context;
        if (wj_traceparent_read(bad[i], &context))
            fail_msg("taken: '%s'", bad[i]);
    }
}

static void settings(void **state)
{
    (void)state;
    struct wj_tracer tracer = { 0 };
    wikijs_error err;
    assert_int_equal(wj_tracer_set_remote(&tracer, "00-" ID "-" SPAN "-01", "a=b,c=d", &err), 0);
    assert_true(tracer.on && tracer.has_remote);
    assert_string_equal(tracer.tracestate, "a=b,c=d");
    assert_int_equal(wj_tracer_set_remote(&tracer, "00-x", NULL, &err), WIKIJS_E_ARG);
    assert_int_equal(wj_tracer_set_remote(&tracer, NULL, "a=b", &err), WIKIJS_E_ARG);
    assert_int_equal(wj_tracer_set_remote(&tracer, "00-" ID "-" SPAN "-01", "a=b\r\nX: y", &err), WIKIJS_E_ARG);
    char longest[WJ_TRACESTATE_MAX + 2];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(wj_tracer_set_remote(&tracer, "00-" ID "-" SPAN "-01", longest, &err), WIKIJS_E_ARG);
    longest[sizeof longest - 2] = '\0';
    assert_int_equal(wj_tracer_set_remote(&tracer, "00-" ID "-" SPAN "-01", longest, &err), 0);
    assert_int_equal(wj_tracer_set_remote(&tracer, NULL, NULL, &err), 0);
    assert_false(tracer.on);
    assert_string_equal(tracer.tracestate, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_headers),
        cmocka_unit_test(bad_headers),
        cmocka_unit_test(settings),
    };
    return cmocka_run_group_tests_name("traces", tests, NULL, NULL);
}
