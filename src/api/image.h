/* SPDX-License-Identifier: MIT */
/*
 * Images made smaller without changing a pixel. The libraries that do it are loaded when the first image comes, so a
 * program that never uses this pays nothing for them when it starts.
 */
#ifndef WJ_API_IMAGE_H
#define WJ_API_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <wikijs/error.h>
#include <wikijs/sys/alloc.h>

enum { WJ_IMAGE_MAX = 64 << 20, WJ_IMAGE_MAGIC = 8 };

/* Whether these first bytes are those of a JPEG or PNG file. */
bool wj_image_is_known(const char *bytes, size_t size);
/*
 * A smaller file of the same picture, to be freed by wj_free; *out NULL: there is none, send the original. 0 or a
 * status: WIKIJS_E_CONFIG when the library that it needs is not there, WIKIJS_E_NOMEM.
 */
int wj_image_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                      wikijs_error *err);

/* One file for each format; the same rules. */
int wj_jpeg_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                     wikijs_error *err);
int wj_png_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                    wikijs_error *err);
/* wj_load_function, with an error that names the package. */
bool wj_image_load(void *function, const char *library, const char *package, const char *name, wikijs_error *err);

#endif
