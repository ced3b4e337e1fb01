/* SPDX-License-Identifier: MIT */
/* Small pictures, made by the libraries that others make theirs with, and read back to compare their pixels. */
#ifndef TEST_IMAGES_H
#define TEST_IMAGES_H

#include <stddef.h>

enum {
    IMAGE_WIDTH = 160,
    IMAGE_HEIGHT = 120,
    IMAGE_RGB = 3,
    IMAGE_PIXELS = IMAGE_WIDTH * IMAGE_HEIGHT * IMAGE_RGB,
    IMAGE_ROWS = (1 + IMAGE_WIDTH * IMAGE_RGB) * IMAGE_HEIGHT /* as PNG has them */
};

/* A baseline JPEG with an Exif marker; free it. */
char *image_make_jpeg(size_t *size);
/* Its IMAGE_PIXELS bytes; free them. */
unsigned char *image_decode_jpeg(const void *bytes, size_t size);
/*
 * A PNG with two IDAT chunks, and a text between others that nobody may lose. `extra`: one chunk more before the image;
 * NULL: none. Its IMAGE_ROWS bytes are put into `rows`. Free it.
 */
unsigned char *image_make_png(unsigned char *rows, const char *extra, size_t *size);
/* The same bytes of another file; free them. */
unsigned char *image_png_rows(const void *bytes, size_t size);

#endif
