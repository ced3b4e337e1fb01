/* SPDX-License-Identifier: MIT */
#include "support/images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <turbojpeg.h>
#include <zlib.h>

enum { WIDTH = IMAGE_WIDTH, HEIGHT = IMAGE_HEIGHT, RGB = IMAGE_RGB, ROW = 1 + WIDTH * RGB };

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

/* --- JPEG --- */

unsigned char *image_decode_jpeg(const void *bytes, size_t size)
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

char *image_make_jpeg(size_t *size)
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

unsigned char *image_make_png(unsigned char *rows, const char *extra, size_t *size)
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

static size_t get32(const unsigned char *at)
{
    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

unsigned char *image_png_rows(const void *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes + 8, *end = (const unsigned char *)bytes + size;
    unsigned char *packed = malloc(size), *rows = malloc(IMAGE_ROWS);
    size_t packed_size = 0;
    while (end - at >= 12) {
        size_t length = get32(at);
        assert_true(length <= (size_t)(end - at) - 12);
        if (memcmp(at + 4, "IDAT", 4) == 0) {
            memcpy(packed + packed_size, at + 8, length);
            packed_size += length;
        }
        at += 12 + length;
    }
    uLongf rows_size = IMAGE_ROWS;
    int (*unpack)(Bytef *, uLongf *, const Bytef *, uLong) = ZLIB(int (*)(Bytef *, uLongf *, const Bytef *, uLong),
                                                                  "uncompress");
    assert_int_equal(unpack(rows, &rows_size, packed, packed_size), Z_OK);
    assert_int_equal(rows_size, IMAGE_ROWS);
    free(packed);
    return rows;
}
