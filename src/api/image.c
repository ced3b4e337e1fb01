/* SPDX-License-Identifier: MIT */
#include "api/image.h"

#include <string.h>

#include "base/load.h"
#include "base/status.h"

static const char png_magic[] = "\x89PNG\r\n\x1a\n";
static const char jpeg_magic[] = "\xff\xd8\xff";

static bool starts_with(const char *bytes, size_t size, const char *magic)
{
    return size >= strlen(magic) && memcmp(bytes, magic, strlen(magic)) == 0;
}

bool wj_image_is_known(const char *bytes, size_t size)
{
    return starts_with(bytes, size, png_magic) || starts_with(bytes, size, jpeg_magic);
}

#ifdef WIKIJS_WITH_OPTIMIZE

bool wj_image_load(void *function, const char *library, const char *package, const char *name, wikijs_error *err)
{
    if (wj_load_function(function, library, name))
        return true;
    wj_error_set(err, WIKIJS_E_CONFIG, "making images smaller needs %s: install the package %s", library, package);
    return false;
}

int wj_image_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                      wikijs_error *err)
{
    *out = NULL;
    *out_size = 0;
    if (size > WJ_IMAGE_MAX || !wj_image_is_known(bytes, size))
        return 0;
    return starts_with(bytes, size, png_magic) ? wj_png_optimize(allocator, bytes, size, out, out_size, err)
                                               : wj_jpeg_optimize(allocator, bytes, size, out, out_size, err);
}

#else

int wj_image_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                      wikijs_error *err)
{
    (void)allocator;
    (void)bytes;
    (void)size;
    *out = NULL;
    *out_size = 0;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this library was built without the making of smaller images");
}

#endif
