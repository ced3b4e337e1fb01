/* SPDX-License-Identifier: MIT */
/*
 * PNG: the same filtered rows, compressed by Zopfli instead of by whatever wrote the file. Every other chunk stays as it
 * is and where it is, so neither pixels nor what describes them can change. What looks odd is left alone: chunks with a
 * wrong checksum, animations, bytes behind the end.
 */
#ifdef WIKIJS_WITH_OPTIMIZE

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zopfli/zopfli.h>

#include "api/image.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/status.h"

enum {
    MAGIC = 8,
    FRAME = 12, /* length, type and checksum of a chunk */
    RAW_MAX = 64 << 20,
    /* Zopfli takes about a second for each mebibyte and five rounds. */
    FEW_ROUNDS_FROM = 2 << 20
};

struct functions {
    int (*uncompress)(Bytef *, uLongf *, const Bytef *, uLong);
    uLong (*crc32)(uLong, const Bytef *, uInt);
    void (*init_options)(ZopfliOptions *);
    void (*compress)(const ZopfliOptions *, ZopfliFormat, const unsigned char *, size_t, unsigned char **, size_t *);
};

struct png {
    const unsigned char *bytes;
    size_t size;
    size_t data_at, data_end; /* the IDAT chunks, which follow each other */
    struct wj_buf data;       /* their contents */
    size_t raw_size;
};

static bool load_all(struct functions *f, wikijs_error *err)
{
    static const char zlib[] = "libz.so.1", zlib_package[] = "zlib1g";
    static const char zopfli[] = "libzopfli.so.1", zopfli_package[] = "libzopfli1";
    return wj_image_load(&f->uncompress, zlib, zlib_package, "uncompress", err) &&
           wj_image_load(&f->crc32, zlib, zlib_package, "crc32", err) &&
           wj_image_load(&f->init_options, zopfli, zopfli_package, "ZopfliInitOptions", err) &&
           wj_image_load(&f->compress, zopfli, zopfli_package, "ZopfliCompress", err);
}

static uint32_t get32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put32(unsigned char *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> (24 - 8 * i));
}

static bool is_type(const unsigned char *chunk, const char *type)
{
    return memcmp(chunk + 4, type, 4) == 0;
}

/* The bytes of all rows with their filter bytes; 0: nothing that makes sense. */
static size_t rows_size(uint64_t width, uint64_t height, unsigned bits)
{
    if (width == 0 || height == 0)
        return 0;
    uint64_t row = 1 + (width * bits + 7) / 8;
    return row > RAW_MAX || row * height > RAW_MAX ? 0 : (size_t)(row * height);
}

static size_t interlaced_size(uint32_t width, uint32_t height, unsigned bits)
{
    static const unsigned char start_x[] = { 0, 4, 0, 2, 0, 1, 0 }, start_y[] = { 0, 0, 4, 0, 2, 0, 1 },
                               step_x[] = { 8, 8, 4, 4, 2, 2, 1 }, step_y[] = { 8, 8, 8, 4, 4, 2, 2 };
    size_t total = 0;
    for (int pass = 0; pass < 7; pass++) {
        uint64_t columns = width > start_x[pass] ? (width - start_x[pass] + step_x[pass] - 1U) / step_x[pass] : 0;
        uint64_t rows = height > start_y[pass] ? (height - start_y[pass] + step_y[pass] - 1U) / step_y[pass] : 0;
        size_t size = rows_size(columns, rows, bits);
        if (size == 0 && columns > 0 && rows > 0)
            return 0;
        total += size;
    }
    return total > RAW_MAX ? 0 : total;
}

static bool read_header(struct png *png, const unsigned char *chunk, uint32_t length)
{
    static const unsigned char channels[] = { 1, 0, 3, 1, 2, 0, 4 };
    const unsigned char *header = chunk + 8;
    if (length != 13 || !is_type(chunk, "IHDR") || header[9] > 6 || header[10] || header[11] || header[12] > 1)
        return false;
    uint32_t width = get32(header), height = get32(header + 4);
    unsigned bits = (unsigned)header[8] * channels[header[9]];
    if (width > INT32_MAX || height > INT32_MAX || bits == 0 || bits > 64)
        return false;
    png->raw_size = header[12] ? interlaced_size(width, height, bits) : rows_size(width, height, bits);
    return png->raw_size > 0;
}

/* Take one chunk; false: the file is odd. */
static bool read_chunk(struct png *png, const struct functions *f, size_t at, uint32_t length)
{
    const unsigned char *chunk = png->bytes + at;
    uint32_t checksum = (uint32_t)f->crc32(0, chunk + 4, length + 4);
    if (checksum != get32(chunk + 8 + length) || is_type(chunk, "acTL") || (at == MAGIC) != is_type(chunk, "IHDR"))
        return false;
    if (at == MAGIC)
        return read_header(png, chunk, length);
    if (!is_type(chunk, "IDAT"))
        return true;
    if (!png->data_at)
        png->data_at = png->data_end = at;
    bool follows = at == png->data_end;
    png->data_end = at + FRAME + length;
    return follows && wj_buf_append(&png->data, chunk + 8, length) == 0;
}

static bool read_file(struct png *png, const struct functions *f)
{
    for (size_t at = MAGIC; png->size - at >= FRAME;) {
        uint32_t length = get32(png->bytes + at);
        if (length > png->size - at - FRAME || !read_chunk(png, f, at, length))
            return false;
        bool ends = is_type(png->bytes + at, "IEND");
        at += FRAME + length;
        if (ends)
            return at == png->size && png->data_at > 0;
    }
    return false;
}

/* The file with `data` in one chunk in the place of the old ones. */
static char *write_file(const struct png *png, const struct functions *f, const wikijs_allocator *allocator,
                        const unsigned char *data, size_t length, size_t *size)
{
    size_t tail = png->size - png->data_end;
    *size = png->data_at + FRAME + length + tail;
    unsigned char *out = wj_malloc(allocator, *size);
    if (!out)
        return NULL;
    unsigned char *chunk = out + png->data_at;
    memcpy(out, png->bytes, png->data_at);
    put32(chunk, (uint32_t)length);
    memcpy(chunk + 4, "IDAT", 4);
    memcpy(chunk + 8, data, length);
    put32(chunk + 8 + length, (uint32_t)f->crc32(0, chunk + 4, (uInt)length + 4));
    memcpy(chunk + FRAME + length, png->bytes + png->data_end, tail);
    return (char *)out;
}

static int recompress(struct png *png, const struct functions *f, const wikijs_allocator *allocator, char **out,
                      size_t *out_size)
{
    unsigned char *raw = wj_malloc(allocator, png->raw_size);
    if (!raw)
        return WIKIJS_E_NOMEM;
    int status = 0;
    uLongf raw_size = png->raw_size;
    int inflated = f->uncompress(raw, &raw_size, (const Bytef *)png->data.data, png->data.len);
    if (inflated == Z_OK && raw_size == png->raw_size) {
        ZopfliOptions options;
        f->init_options(&options);
        options.numiterations = raw_size >= FEW_ROUNDS_FROM ? 5 : 15;
        unsigned char *packed = NULL;
        size_t length = 0;
        f->compress(&options, ZOPFLI_FORMAT_ZLIB, raw, raw_size, &packed, &length);
        if (packed && length < INT_MAX && length + FRAME < png->data_end - png->data_at) {
            *out = write_file(png, f, allocator, packed, length, out_size);
            status = *out ? 0 : WIKIJS_E_NOMEM;
        }
        free(packed); /* check-style: allow BANNED it comes from Zopfli's own malloc */
    }
    wj_free(allocator, raw);
    return status;
}

int wj_png_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                    wikijs_error *err)
{
    struct functions f;
    if (!load_all(&f, err))
        return WIKIJS_E_CONFIG;
    struct png png = { .bytes = (const unsigned char *)bytes, .size = size };
    wj_buf_init(&png.data, allocator, WJ_IMAGE_MAX);
    int status = read_file(&png, &f) ? recompress(&png, &f, allocator, out, out_size) : 0;
    if (png.data.failed == WIKIJS_E_NOMEM)
        status = WIKIJS_E_NOMEM;
    wj_buf_free(&png.data);
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

#else
typedef int wj_no_png; /* a file may not be empty */
#endif
