/* SPDX-License-Identifier: MIT */
/* Images get smaller, never larger, and not one pixel changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <turbojpeg.h>
#include <zlib.h>

#include "api/image.h"
#include "base/alloc.h"

enum { WIDTH = 160, HEIGHT = 120, RGB = 3, ROW = 1 + WIDTH * RGB };

static void *symbol(const char *library, const char *name)
{
    void *handle = dlopen(library, RTLD_NOW);
    void *found = handle ? dlsym(handle, name) : NULL;
    if (!found) {
        fail_msg("%s of %s is not there", name, library);
    }
    return found;
}

#define CALL_TO(type, library, name) ((type)(uintptr_t)symbol(library, name))
#define JPEG(type, name) CALL_TO(type, "libturbojpeg.so.0", name)
#define ZLIB(type, name) CALL_TO(type, "libz.so.1", name)

/* A soft gradient with a hard edge. */
static void draw(unsigned char *pixels)
{
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            unsigned char *pixel = pixels + RGB * (y * WIDTH + x);
            pixel[0] = (unsigned char)(x + y / 3);
            pixel[1] = (unsigned char)(x > WIDTH / 2 ? 200 : y);
            pixel[2] = (unsigned char)(x * y / 80);
        }
    }
}

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

static unsigned char *decode_jpeg(const void *bytes, size_t size)
{
    unsigned char *pixels = calloc(1, WIDTH * HEIGHT * RGB);
    tjhandle tj = JPEG(tjhandle(*)(void), "tjInitDecompress")();
    int (*decompress)(tjhandle, const unsigned char *, unsigned long, unsigned char *, int, int, int, int, int) = JPEG(
        int (*)(tjhandle, const unsigned char *, unsigned long, unsigned char *, int, int, int, int, int),
        "tjDecompress2");
    assert_int_equal(decompress(tj, bytes, (unsigned long)size, pixels, WIDTH, 0, HEIGHT, TJPF_RGB, 0), 0);
    JPEG(int (*)(tjhandle), "tjDestroy")(tj);
    return pixels;
}

/* A baseline JPEG with an Exif marker; free it. */
static char *make_jpeg(size_t *size)
{
    static const char marker[] = "\xff\xe1\x00\x13"
                                 "Exif\0\0orientation";
    enum { MARKER = 2 + 0x13 };
    unsigned char *pixels = calloc(1, WIDTH * HEIGHT * RGB), *jpeg = NULL;
    unsigned long length = 0;
    draw(pixels);
    tjhandle tj = JPEG(tjhandle(*)(void), "tjInitCompress")();
    int (*compress)(tjhandle, const unsigned char *, int, int, int, int, unsigned char **, unsigned long *, int, int,
                    int) = JPEG(int (*)(tjhandle, const unsigned char *, int, int, int, int, unsigned char **,
                                        unsigned long *, int, int, int),
                                "tjCompress2");
    assert_int_equal(compress(tj, pixels, WIDTH, 0, HEIGHT, TJPF_RGB, &jpeg, &length, TJSAMP_444, 95, 0), 0);
    char *file = malloc(length + MARKER);
    memcpy(file, jpeg, 2);
    memcpy(file + 2, marker, MARKER);
    memcpy(file + 2 + MARKER, jpeg + 2, length - 2);
    *size = length + MARKER;
    JPEG(void (*)(unsigned char *), "tjFree")(jpeg);
    JPEG(int (*)(tjhandle), "tjDestroy")(tj);
    free(pixels);
    return file;
}

static void a_jpeg_keeps_pixels_and_markers(void **state)
{
    (void)state;
    size_t size;
    char *file = make_jpeg(&size), *smaller = NULL;
    size_t smaller_size = (size_t)optimize(file, size, &smaller);
    assert_non_null(smaller);
    unsigned char *before = decode_jpeg(file, size), *after = decode_jpeg(smaller, smaller_size);
    assert_memory_equal(before, after, WIDTH * HEIGHT * RGB);
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
    char *file = make_jpeg(&size), *smaller = NULL;
    for (size_t length = 3; length < size; length += size / 40) {
        optimize(file, length, &smaller);
        assert_null(smaller);
    }
    free(file);
}

/* --- PNG --- */

static void put32(unsigned char *at, size_t number)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(number >> (24 - 8 * i));
    }
}

static unsigned char *put_chunk(unsigned char *at, const char *type, const void *data, size_t length)
{
    put32(at, length);
    memcpy(at + 4, type, 4);
    if (length > 0) {
        memcpy(at + 8, data, length);
    }
    uLong (*checksum)(uLong, const Bytef *, uInt) = ZLIB(uLong(*)(uLong, const Bytef *, uInt), "crc32");
    put32(at + 8 + length, checksum(0, at + 4, (uInt)length + 4));
    return at + 12 + length;
}

/* With two IDAT chunks, and a text between others that nobody may lose. `extra`: one chunk more before the image. */
static unsigned char *make_png(unsigned char *rows, const char *extra, size_t *size)
{
    unsigned char *pixels = calloc(1, WIDTH * HEIGHT * RGB);
    draw(pixels);
    for (int y = 0; y < HEIGHT; y++) {
        rows[y * ROW] = 0;
        memcpy(rows + y * ROW + 1, pixels + y * WIDTH * RGB, WIDTH * RGB);
    }
    free(pixels);
    uLongf packed_size = 2 * ROW * HEIGHT;
    unsigned char *packed = malloc(packed_size), *file = calloc(1, packed_size + 1000), *at = file + 8;
    int (*compress_by)(Bytef *, uLongf *, const Bytef *, uLong,
                       int) = ZLIB(int (*)(Bytef *, uLongf *, const Bytef *, uLong, int), "compress2");
    assert_int_equal(compress_by(packed, &packed_size, rows, ROW * HEIGHT, 1), Z_OK);
    unsigned char header[13] = { 0 };
    put32(header, WIDTH);
    put32(header + 4, HEIGHT);
    header[8] = 8;
    header[9] = 2;
    memcpy(file, "\x89PNG\r\n\x1a\n", 8);
    at = put_chunk(at, "IHDR", header, sizeof header);
    at = put_chunk(at, "tEXt", "Title\0kept", 10);
    if (extra) {
        at = put_chunk(at, extra, "12345678", 8);
    }
    at = put_chunk(at, "IDAT", packed, 100);
    at = put_chunk(at, "IDAT", packed + 100, packed_size - 100);
    at = put_chunk(at, "tIME", "1234567", 7);
    at = put_chunk(at, "IEND", NULL, 0);
    *size = (size_t)(at - file);
    free(packed);
    return file;
}

static void a_png_keeps_rows_and_chunks(void **state)
{
    (void)state;
    unsigned char *rows = malloc(ROW * HEIGHT), *back = malloc(ROW * HEIGHT);
    size_t size;
    unsigned char *file = make_png(rows, NULL, &size);
    char *smaller = NULL;
    size_t smaller_size = (size_t)optimize((char *)file, size, &smaller);
    assert_non_null(smaller);
    char *data = memmem(smaller, smaller_size, "IDAT", 4), *time = memmem(smaller, smaller_size, "tIME", 4);
    assert_non_null(memmem(smaller, smaller_size, "Title\0kept", 10));
    assert_true(data && time && data < time);
    assert_null(memmem(data + 4, (size_t)(smaller + smaller_size - data - 4), "IDAT", 4));
    uLongf length = ROW * HEIGHT;
    int (*unpack)(Bytef *, uLongf *, const Bytef *, uLong) = ZLIB(int (*)(Bytef *, uLongf *, const Bytef *, uLong),
                                                                  "uncompress");
    assert_int_equal(unpack(back, &length, (Bytef *)data + 4, (uLong)(time - data - 12)), Z_OK);
    assert_int_equal(length, ROW * HEIGHT);
    assert_memory_equal(rows, back, length);
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
    unsigned char *rows = malloc(ROW * HEIGHT);
    size_t size;
    char *smaller = NULL;
    unsigned char *file = make_png(rows, "acTL", &size);
    optimize((char *)file, size, &smaller);
    assert_null(smaller);
    free(file);
    file = make_png(rows, NULL, &size);
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
