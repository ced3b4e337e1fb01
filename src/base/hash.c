/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <openssl/evp.h>
#include <string.h>
#include <wikijs/error.h>

/* --- SipHash, as its authors describe it: https://www.aumasson.jp/siphash/ --- */

struct sip {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotate(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    s->v0 += s->v1;
    s->v2 += s->v3;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v1;
    s->v0 += s->v3;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 = rotate(s->v2, 32);
}

static inline uint64_t load(const unsigned char *at)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t)at[i] << 8 * i;
    return word;
}

static void store(uint8_t *out, uint64_t word)
{
    for (unsigned i = 0; i < 8; i++)
        out[i] = (uint8_t)(word >> 8 * i);
}

static inline void absorb(struct sip *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    sip_round(s);
    s->v0 ^= word;
}

static uint64_t squeeze(struct sip *s)
{
    for (int i = 0; i < 4; i++)
        sip_round(s);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

void wj_siphash(const uint8_t key[WJ_HASH_SIZE], const void *bytes, size_t length, uint8_t out[WJ_HASH_SIZE])
{
    uint64_t k0 = load(key), k1 = load(key + 8);
    struct sip s = { k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
                     k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573) };
    const unsigned char *at = bytes, *end = at + (length & ~(size_t)7);
    for (; at < end; at += 8)
        absorb(&s, load(at));
    uint64_t last = (uint64_t)length << 56;
    for (unsigned i = 0; i < (length & 7); i++)
        last |= (uint64_t)at[i] << 8 * i;
    absorb(&s, last);
    s.v2 ^= 0xee;
    store(out, squeeze(&s));
    s.v1 ^= 0xdd;
    store(out + 8, squeeze(&s));
}

/* --- secrets --- */

int wj_hash_secret(const char *secret, size_t length, const char *salt, size_t salt_length, int rounds,
                   uint8_t out[WJ_HASH_SIZE])
{
    if (length > INT32_MAX || salt_length > INT32_MAX)
        return WIKIJS_E_NOMEM;
    int done = PKCS5_PBKDF2_HMAC(secret, (int)length, (const unsigned char *)salt, (int)salt_length, rounds,
                                 EVP_sha256(), WJ_HASH_SIZE, out);
    return done == 1 ? 0 : WIKIJS_E_NOMEM;
}
