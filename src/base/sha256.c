/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <openssl/evp.h>
#include <wikijs/error.h>

/* struct wj_sha256 is libcrypto's context under another name. */
static EVP_MD_CTX *context_of(struct wj_sha256 *hash)
{
    return (EVP_MD_CTX *)hash;
}

struct wj_sha256 *wj_sha256_new(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(context);
        context = NULL;
    }
    return (struct wj_sha256 *)context;
}

int wj_sha256_add(struct wj_sha256 *hash, const void *bytes, size_t length)
{
    return EVP_DigestUpdate(context_of(hash), bytes, length) == 1 ? 0 : WIKIJS_E_NOMEM;
}

int wj_sha256_end(struct wj_sha256 *hash, char out[WJ_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    out[0] = '\0';
    if (EVP_DigestFinal_ex(context_of(hash), digest, &size) != 1 || size != (WJ_SHA256_HEX - 1) / 2)
        return WIKIJS_E_NOMEM;
    for (unsigned i = 0; i < size; i++) {
        *out++ = digits[digest[i] >> 4];
        *out++ = digits[digest[i] & 15];
    }
    *out = '\0';
    return 0;
}

void wj_sha256_free(struct wj_sha256 *hash)
{
    EVP_MD_CTX_free(context_of(hash));
}

int wj_sha256_hex(const void *bytes, size_t length, char out[WJ_SHA256_HEX])
{
    struct wj_sha256 *hash = wj_sha256_new();
    out[0] = '\0';
    int status = hash ? wj_sha256_add(hash, bytes, length) : WIKIJS_E_NOMEM;
    if (status == 0)
        status = wj_sha256_end(hash, out);
    wj_sha256_free(hash);
    return status;
}
