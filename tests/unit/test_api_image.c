/* SPDX-License-Identifier: MIT */
/* Images get smaller, never larger, and not one pixel changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/image.h"
#include "base/alloc.h"
#include "support/images.h"

static int64_t optimize(const char *bytes, size_t size, char **out)
{
    size_t out_size;
    wikijs_error err;
    int status = wj_image_optimize(&wj_libc_allocator, bytes, size, out, &out_size, &err);
    if (status < 0) {
        fail_msg("%s", err.message);
    }
    assert_true(!*out || out_size < size);
    return (int64_t)out_size;
}

/* --- JPEG --- */

static void a_jpeg_keeps_pixels_and_markers(void **state)
{
    (void)state;
    size_t size;
    char *file = image_make_jpeg(&size), *smaller = NULL;
    size_t smaller_size = (size_t)optimize(file, size, &smaller);
    assert_non_null(smaller);
    unsigned char *before = image_decode_jpeg(file, size), *after = image_decode_jpeg(smaller, smaller_size);
    assert_memory_equal(before, after, IMAGE_PIXELS);
    assert_non_null(memmem(smaller, smaller_size, "Exif\0\0orientation", 17));
    char *again = NULL;
    optimize(smaller, smaller_size, &again); /* there is nothing left to gain */
    assert_null(again);
    free(before);
    free(after);
    wj_free(&wj_libc_allocator, smaller);
    free(file);
}

static void a_broken_jpeg_is_left_alone(void **state)
{
    (void)state;
    size_t size;
    char *file = image_make_jpeg(&size), *smaller = NULL;
    for (size_t length = 3; length < size; length += size / 40) {
        optimize(file, length, &smaller);
        assert_null(smaller);
    }
    free(file);
}

/* --- PNG --- */

static void a_png_keeps_rows_and_chunks(void **state)
{
    (void)state;
    unsigned char *rows = malloc(IMAGE_ROWS);
    size_t size;
    unsigned char *file = image_make_png(rows, NULL, &size);
    char *smaller = NULL;
    size_t smaller_size = (size_t)optimize((char *)file, size, &smaller);
    assert_non_null(smaller);
    char *data = memmem(smaller, smaller_size, "IDAT", 4), *time = memmem(smaller, smaller_size, "tIME", 4);
    assert_non_null(memmem(smaller, smaller_size, "Title\0kept", 10));
    assert_true(data && time && data < time);
    assert_null(memmem(data + 4, (size_t)(smaller + smaller_size - data - 4), "IDAT", 4));
    unsigned char *back = image_png_rows(smaller, smaller_size);
    assert_memory_equal(rows, back, IMAGE_ROWS);
    char *again = NULL;
    optimize(smaller, smaller_size, &again);
    assert_null(again);
    wj_free(&wj_libc_allocator, smaller);
    free(file);
    free(rows);
    free(back);
}

static void an_odd_png_is_left_alone(void **state)
{
    (void)state;
    unsigned char *rows = malloc(IMAGE_ROWS);
    size_t size;
    char *smaller = NULL;
    unsigned char *file = image_make_png(rows, "acTL", &size);
    optimize((char *)file, size, &smaller);
    assert_null(smaller);
    free(file);
    file = image_make_png(rows, NULL, &size);
    for (size_t length = 8; length < size; length += size / 50) {
        optimize((char *)file, length, &smaller);
        assert_null(smaller);
    }
    for (size_t at = 8; at < 200; at++) { /* no checksum lets a changed byte pass */
        file[at] ^= 0x10;
        optimize((char *)file, size, &smaller);
        assert_null(smaller);
        file[at] ^= 0x10;
    }
    file[size] = 'x';
    optimize((char *)file, size + 1, &smaller);
    assert_null(smaller);
    free(file);
    free(rows);
}

static void other_files_are_left_alone(void **state)
{
    (void)state;
    char *smaller = NULL;
    assert_false(wj_image_is_known("GIF89a..", 8));
    assert_false(wj_image_is_known("", 0));
    optimize("GIF89a..", 8, &smaller);
    assert_null(smaller);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_jpeg_keeps_pixels_and_markers), cmocka_unit_test(a_broken_jpeg_is_left_alone),
        cmocka_unit_test(a_png_keeps_rows_and_chunks),     cmocka_unit_test(an_odd_png_is_left_alone),
        cmocka_unit_test(other_files_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
