/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <openssl/evp.h>
#include <wikijs/error.h>

int wj_sha256_hex(const void *bytes, size_t length, char out[WJ_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    out[0] = '\0';
    if (EVP_Digest(bytes, length, digest, &size, EVP_sha256(), NULL) != 1 || size != (WJ_SHA256_HEX - 1) / 2)
        return WIKIJS_E_NOMEM;
    for (unsigned i = 0; i < size; i++) {
        *out++ = digits[digest[i] >> 4];
        *out++ = digits[digest[i] & 15];
    }
    *out = '\0';
    return 0;
}
