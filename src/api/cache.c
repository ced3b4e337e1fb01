/* SPDX-License-Identifier: MIT */
/* What a program can do with the cache of its client; tags are those of the operation rows. */
#include <stdio.h>
#include <string.h>
#include <wikijs/cache.h>

#include "api/path.h"
#include "base/status.h"
#include "client/client.h"
#include "json/write.h"

static int tell(int status, wikijs_error *err)
{
    if (status == WIKIJS_E_STATE)
        return wj_error_set(err, status, "this client has no cache: option 'cache' turns it on");
    return status < 0 ? wj_error_set(err, status, "the cache's store failed") : 0;
}

static int drop(wikijs_client *client, const char *const *tags, size_t count, wikijs_error *err)
{
    int status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    status = tell(wj_cache_drop(client->shared, tags, count), err);
    wj_client_leave(client);
    return status;
}

int wikijs_cache_drop_tag(wikijs_client *client, const char *tag, wikijs_error *err)
{
    wj_error_clear(err);
    if (!tag || !*tag)
        return wj_error_set(err, WIKIJS_E_ARG, "no tag is given");
    return drop(client, &tag, 1, err);
}

int wikijs_cache_drop_page(wikijs_client *client, int64_t id, wikijs_error *err)
{
    char tag[32];
    wj_error_clear(err);
    if (id <= 0)
        return wj_error_set(err, WIKIJS_E_ARG, "page id %lld: ids begin with 1", (long long)id);
    snprintf(tag, sizeof tag, "page:%lld", (long long)id);
    const char *tags[] = { tag, "page:?" };
    return drop(client, tags, 2, err);
}

int wikijs_cache_drop_path(wikijs_client *client, const char *locale, const char *path, wikijs_error *err)
{
    struct wj_place place;
    wj_error_clear(err);
    if (!client || !path)
        return wj_error_set(err, WIKIJS_E_ARG, "client and path must be given");
    int status = wj_place_find(&place, locale, path, err);
    if (status < 0)
        return status;
    /* as it stands in a request */
    struct wj_buf text;
    wj_buf_init(&text, client->allocator, (size_t)6 * WJ_PATH_SIZE);
    wj_buf_printf(&text, "path:%s/", *place.locale ? place.locale : wj_client_locale(client));
    size_t quote = text.len;
    wj_json_string(&text, place.path, strlen(place.path));
    if (text.failed) {
        status = wj_error_set(err, text.failed, "out of memory");
    } else {
        memmove(text.data + quote, text.data + quote + 1, text.len - quote - 2);
        text.data[text.len - 2] = '\0';
        status = drop(client, (const char *const *)&text.data, 1, err);
    }
    wj_buf_free(&text);
    return status;
}

int wikijs_cache_clear(wikijs_client *client, wikijs_cache_scope scope, wikijs_error *err)
{
    wj_error_clear(err);
    int status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    status = tell(wj_cache_clear(client->shared, scope == WIKIJS_CACHE_ALL), err);
    wj_client_leave(client);
    return status;
}

int wikijs_cache_get_stats(wikijs_client *client, wikijs_cache_stats *stats, wikijs_error *err)
{
    wikijs_cache_stats now = { 0 };
    wj_error_clear(err);
    if (!stats || stats->struct_size < sizeof stats->struct_size)
        return wj_error_set(err, WIKIJS_E_ARG, "stats are not given, or their struct_size is not set");
    int status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    status = tell(wj_cache_stats(client->shared, &now), err);
    if (status == 0) {
        now.struct_size = stats->struct_size;
        memcpy(stats, &now, stats->struct_size < sizeof now ? stats->struct_size : sizeof now);
    }
    wj_client_leave(client);
    return status;
}
