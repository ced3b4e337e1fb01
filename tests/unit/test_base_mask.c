/* SPDX-License-Identifier: MIT */
/* What must not stand in a log. */
#include "base/mask.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *masked;
} lines[] = {
    { "", "" },
    { "nothing to hide: a@b, @home, x@", "nothing to hide: a@b, @home, x@" },
    { "the account 'jane.doe@example.com' exists", "the account 'j***@example.com' exists" },
    { "jane@example.com", "j***@example.com" },
    { "to <j@example.org>,k@example.org", "to <j***@example.org>,k***@example.org" },
    { "Bearer eyJhbGciOiJSUzI1NiJ9.eyJhcGkiOjF9.c2ln-_x", "Bearer eyJ***" },
    { "eyJ is short", "eyJ is short" },
    { "https://jane:secret@wiki.example.com/x", "https://***@wiki.example.com/x" },
    { "https://wiki.example.com/jane:x@y", "https://wiki.example.com/jane:x@y" },
    { "/a?token=abc&b=1", "/a?token=***&b=1" },
    { "PASSWORD=abc def", "PASSWORD=*** def" },
    { "api_key='x'", "api_key=***'x'" },
    { "gr\xc3\xbc\xc3\x9f"
      "e",
      "gr\xc3\xbc\xc3\x9f"
      "e" },
};

static void known_lines(void **state)
{
    (void)state;
    char out[200];
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        wj_mask_line(out, sizeof out, lines[i].text);
        assert_string_equal(out, lines[i].masked);
    }
}

/* Whatever the room, it is kept to, and no character is cut. */
static void any_size(void **state)
{
    (void)state;
    for (size_t size = 1; size < 40; size++) {
        char *out = malloc(size); /* a sanitizer sees what is beyond */
        wj_mask_line(out, size, "gr\xc3\xbc\xc3\x9f jane.doe@example.com \xe2\x82\xac\xf0\x9f\x98\x80");
        size_t length = strlen(out);
        assert_true(length < size);
        assert_null(strstr(out, "doe"));
        if (length)
            assert_true(((unsigned char)out[length - 1] & 0xc0) != 0xc0);
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_lines),
        cmocka_unit_test(any_size),
    };
    return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
