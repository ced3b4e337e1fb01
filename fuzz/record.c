/* SPDX-License-Identifier: MIT */
/*
 * A record of the cache, as it comes back from a file or another server. What must hold:
 *   bytes with a wrong sum, cut off, or kept under another key are none
 *   bytes with the right sum are refused, or everything that is found in them lies within them
 *   an answer that was written is read again as it was
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "cache/record.h"

enum { SUM = 8, TAGS_MAX = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const wikijs_cache_key key = { .tenant = "a tenant", .id = "an answer" };
static const wikijs_cache_key other = { .tenant = "a tenant", .id = "another" };

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* As somebody would who knows how the sum is made. */
static void seal(char *bytes, size_t size)
{
    uint8_t mixed[WJ_HASH_SIZE], sum[WJ_HASH_SIZE];
    wj_siphash(key.tenant, key.id, sizeof key.id, mixed);
    wj_siphash(mixed, bytes + SUM, size - SUM, sum);
    memcpy(bytes, sum, SUM);
}

static void check_bounds(const struct wj_record *record, const char *bytes, size_t size)
{
    const char *tags = record->tags;
    require(tags == bytes + WJ_RECORD_HEAD && record->tag_count <= WJ_RECORD_TAGS_MAX);
    require(record->body == tags + record->tag_count * 8 && record->body + record->length == bytes + size);
}

static void read_sealed(const uint8_t *data, size_t size)
{
    struct wj_record record;
    char *bytes = malloc(size + 1);
    require(bytes != NULL);
    if (size)
        memcpy(bytes, data, size);
    if (wj_record_read(&record, &key, bytes, size))
        check_bounds(&record, bytes, size);
    if (size >= SUM) {
        seal(bytes, size);
        if (wj_record_read(&record, &key, bytes, size)) {
            check_bounds(&record, bytes, size);
            require(!wj_record_read(&record, &other, bytes, size));
            require(!wj_record_read(&record, &key, bytes, size - 1));
        }
    }
    free(bytes);
}

/* The answer is the input; its first bytes say how many tags it has, and which byte is damaged. */
static void write_and_read(const uint8_t *data, size_t size)
{
    static const char *const tags[TAGS_MAX] = { "page:1", "pages", "tree" };
    struct wj_record record;
    const wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                       .bytes = (const char *)data,
                                       .length = size,
                                       .tags = tags,
                                       .tag_count = size ? data[0] % (TAGS_MAX + 1U) : 0,
                                       .stored_at = 1,
                                       .fresh_until = INT64_MAX,
                                       .keep_until = INT64_MIN };
    size_t whole = wj_record_size(&entry);
    char *bytes = malloc(whole);
    require(whole >= WJ_RECORD_HEAD && bytes);
    wj_record_write(bytes, &key, &entry, UINT64_MAX);
    require(wj_record_read(&record, &key, bytes, whole));
    check_bounds(&record, bytes, whole);
    require(record.length == size && (!size || memcmp(record.body, data, size) == 0));
    require(record.tag_count == entry.tag_count && record.ticket == UINT64_MAX && record.stored_at == 1 &&
            record.fresh_until == INT64_MAX && record.keep_until == INT64_MIN);
    size_t at = size > 1 ? (data[1] + 256U * data[0]) % whole : 0;
    bytes[at] = (char)(bytes[at] ^ 1);
    require(!wj_record_read(&record, &key, bytes, whole));
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_sealed(data, size);
    write_and_read(data, size);
    return 0;
}
