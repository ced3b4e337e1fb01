/* SPDX-License-Identifier: MIT */
/*
 * JPEG as jpegtran does it: the same coefficients, coded anew with codes that fit them. All markers are kept:
 * orientation and colour profile change what is seen, and the rest is not ours to drop.
 */
#ifdef WIKIJS_WITH_OPTIMIZE

#include <string.h>
#include <turbojpeg.h>

#include "api/image.h"
#include "base/alloc.h"
#include "base/status.h"

static const char library[] = "libturbojpeg.so.0", package[] = "libturbojpeg0";

struct functions {
    tjhandle (*init)(void);
    int (*transform)(tjhandle, const unsigned char *, unsigned long, int, unsigned char **, unsigned long *,
                     tjtransform *, int);
    int (*destroy)(tjhandle);
    void (*free)(unsigned char *);
};

static bool load(void *function, const char *name, wikijs_error *err)
{
    return wj_image_load(function, library, package, name, err);
}

static bool load_all(struct functions *tj, wikijs_error *err)
{
    return load(&tj->init, "tjInitTransform", err) && load(&tj->transform, "tjTransform", err) &&
           load(&tj->destroy, "tjDestroy", err) && load(&tj->free, "tjFree", err);
}

/* Progressive coding is nearly always the smaller one, and every browser shows it. */
static unsigned char *transform(const struct functions *tj, const char *bytes, size_t size, unsigned long *length)
{
    tjtransform how = { .op = TJXOP_NONE, .options = TJXOPT_PROGRESSIVE };
    unsigned char *result = NULL;
    *length = 0;
    tjhandle handle = tj->init();
    int failed = !handle || tj->transform(handle, (const unsigned char *)bytes, (unsigned long)size, 1, &result, length,
                                          &how, TJFLAG_STOPONWARNING) < 0;
    if (handle)
        tj->destroy(handle);
    if (failed && result) {
        tj->free(result);
        result = NULL;
    }
    return result;
}

int wj_jpeg_optimize(const wikijs_allocator *allocator, const char *bytes, size_t size, char **out, size_t *out_size,
                     wikijs_error *err)
{
    struct functions tj;
    if (!load_all(&tj, err))
        return WIKIJS_E_CONFIG;
    unsigned long length;
    unsigned char *result = transform(&tj, bytes, size, &length);
    int status = 0;
    if (result && length > 0 && length < size) {
        *out = wj_malloc(allocator, length);
        if (*out) {
            memcpy(*out, result, length);
            *out_size = length;
        } else {
            status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
        }
    }
    if (result)
        tj.free(result);
    return status;
}

#else
typedef int wj_no_jpeg; /* a file may not be empty */
#endif
