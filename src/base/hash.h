/* SPDX-License-Identifier: MIT */
/*
 * Hashes. SipHash-2-4 with 128 bits is quick on short texts, and nobody who lacks the key can make two texts meet; it does
 * not hide its key's owner from guesses, so keys are made by wj_hash_secret().
 */
#ifndef WJ_BASE_HASH_H
#define WJ_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { WJ_HASH_SIZE = 16 };

void wj_siphash(const uint8_t key[WJ_HASH_SIZE], const void *bytes, size_t length, uint8_t out[WJ_HASH_SIZE]);

/* A hash of a secret: the more rounds, the slower, so that passwords cannot be guessed from it. 0 or WIKIJS_E_NOMEM. */
int wj_hash_secret(const char *secret, size_t length, const char *salt, size_t salt_length, int rounds,
                   uint8_t out[WJ_HASH_SIZE]);

#endif
