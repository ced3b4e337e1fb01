/* SPDX-License-Identifier: MIT */
#include "cache/record.h"

#include "base/hash.h"
#include "cache/marks.h"
#include <string.h>
#include <wikijs/error.h>

enum { AT_MAGIC = 8, AT_TAG_COUNT = 12, AT_TICKET = 16, AT_STORED = 24, AT_FRESH = 32, AT_KEEP = 40, TAG_SIZE = 8 };

static const char magic[] = { 'w', 'j', 'a', '1' };

static void put(char *out, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (char)(number >> 8 * i & 0xff);
}

static uint64_t take(const char *bytes, int count)
{
    uint64_t number = 0;
    for (int i = 0; i < count; i++)
        number |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return number;
}

static uint64_t sum_of(const wikijs_cache_key *key, const char *bytes, size_t size)
{
    uint8_t mixed[WJ_HASH_SIZE], sum[WJ_HASH_SIZE];
    wj_siphash(key->tenant, key->id, sizeof key->id, mixed);
    wj_siphash(mixed, bytes + AT_MAGIC, size - AT_MAGIC, sum);
    return take((const char *)sum, 8);
}

size_t wj_record_size(const wikijs_cache_entry *entry)
{
    size_t size = WJ_RECORD_HEAD + entry->tag_count * TAG_SIZE + entry->length;
    return entry->tag_count > WJ_RECORD_TAGS_MAX || size < entry->length ? 0 : size;
}

void wj_record_write(char *out, const wikijs_cache_key *key, const wikijs_cache_entry *entry, uint64_t ticket)
{
    memcpy(out + AT_MAGIC, magic, sizeof magic);
    put(out + AT_TAG_COUNT, entry->tag_count, 4);
    put(out + AT_TICKET, ticket, 8);
    put(out + AT_STORED, (uint64_t)entry->stored_at, 8);
    put(out + AT_FRESH, (uint64_t)entry->fresh_until, 8);
    put(out + AT_KEEP, (uint64_t)entry->keep_until, 8);
    char *at = out + WJ_RECORD_HEAD;
    for (size_t i = 0; i < entry->tag_count; i++, at += TAG_SIZE) {
        uint64_t tag = wj_marks_tag(key->tenant, entry->tags[i]);
        memcpy(at, &tag, TAG_SIZE);
    }
    if (entry->length)
        memcpy(at, entry->bytes, entry->length);
    put(out, sum_of(key, out, wj_record_size(entry)), 8);
}

bool wj_record_read(struct wj_record *record, const wikijs_cache_key *key, const char *bytes, size_t size)
{
    if (!bytes || size < WJ_RECORD_HEAD || memcmp(bytes + AT_MAGIC, magic, sizeof magic) != 0)
        return false;
    uint64_t tag_count = take(bytes + AT_TAG_COUNT, 4);
    if (tag_count > WJ_RECORD_TAGS_MAX || tag_count * TAG_SIZE > size - WJ_RECORD_HEAD ||
        take(bytes, 8) != sum_of(key, bytes, size))
        return false;
    size_t head = WJ_RECORD_HEAD + (size_t)tag_count * TAG_SIZE;
    *record = (struct wj_record){ .ticket = take(bytes + AT_TICKET, 8),
                                  .stored_at = (int64_t)take(bytes + AT_STORED, 8),
                                  .fresh_until = (int64_t)take(bytes + AT_FRESH, 8),
                                  .keep_until = (int64_t)take(bytes + AT_KEEP, 8),
                                  .tags = bytes + WJ_RECORD_HEAD,
                                  .tag_count = (size_t)tag_count,
                                  .body = bytes + head,
                                  .length = size - head };
    return true;
}

int wj_record_give(const struct wj_record *record, wikijs_cache_found *found)
{
    void *room = found->reserve(record->length, found->payload);
    if (!room)
        return WIKIJS_E_NOMEM;
    if (record->length)
        memcpy(room, record->body, record->length);
    found->length = record->length;
    found->stored_at = record->stored_at;
    found->fresh_until = record->fresh_until;
    return 0;
}
