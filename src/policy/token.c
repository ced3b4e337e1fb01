/* SPDX-License-Identifier: MIT */
/* What a JSON web token says about itself, read by a field table like any other JSON. Nothing of it is verified. */
#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"
#include "json/decode.h"
#include <string.h>
#include <wikijs/authentication.h>

enum { CLAIMS_MAX = 65536 };

struct claims {
    uint64_t present;
    int64_t api, grp, id, iat, exp;
    const char *email, *name;
    wikijs_strings permissions;
};

#define CLAIM(member) FIELD(struct claims, member, #member, NULL, 0, NULL, NULL)
static const struct wj_field claims_fields[] = { CLAIM(api), CLAIM(grp),   CLAIM(id),   CLAIM(iat),
                                                 CLAIM(exp), CLAIM(email), CLAIM(name), CLAIM(permissions) };
static const struct wikijs_model claims_model = MODEL(struct claims, "claims", claims_fields);

static void copy(char *out, size_t size, const char *text)
{
    if (text)
        wj_copy_line(out, size, text, strlen(text));
}

static void join(char *out, size_t size, wikijs_strings words)
{
    size_t at = 0;
    for (size_t i = 0; i < words.count; i++) {
        size_t length = strlen(words.items[i]);
        if (at + length + 2 > size)
            return;
        if (at)
            out[at++] = ' ';
        memcpy(out + at, words.items[i], length + 1);
        at += length;
    }
}

static void fill(wikijs_token_info *info, const struct claims *claims)
{
    info->is_api_key = claims->api != 0;
    info->api_key_id = claims->api;
    info->group_id = claims->grp;
    info->user_id = claims->id;
    info->issued_at = claims->iat * 1000;
    info->expires_at = claims->exp * 1000;
    copy(info->email, sizeof info->email, claims->email);
    copy(info->name, sizeof info->name, claims->name);
    join(info->permissions, sizeof info->permissions, claims->permissions);
}

static int decode(char *json, size_t length, wikijs_token_info *info)
{
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    struct wj_json_parser *parser = wj_json_parser_new(&wj_libc_allocator);
    struct claims claims = { 0 };
    int status = parser ? wj_json_decode(parser, json, length, &claims_model, &claims, &arena, NULL) : WIKIJS_E_NOMEM;
    if (status == 0)
        fill(info, &claims);
    wj_json_parser_free(parser);
    wj_arena_clear(&arena);
    return status == WIKIJS_E_NOMEM ? status : status < 0 ? WIKIJS_E_ARG : 0;
}

int wikijs_token_inspect(const char *token, wikijs_token_info *info)
{
    if (!token || !info || info->struct_size < sizeof info->struct_size)
        return WIKIJS_E_ARG;
    const char *payload = strchr(token, '.');
    const char *signature = payload ? strchr(payload + 1, '.') : NULL;
    if (!signature || (size_t)(signature - payload) > CLAIMS_MAX)
        return WIKIJS_E_ARG;
    size_t length = (size_t)(signature - ++payload);
    char *json = wj_calloc(&wj_libc_allocator, 1, length + 1 + WJ_BUF_PAD);
    if (!json)
        return WIKIJS_E_NOMEM;
    long decoded = wj_base64url_decode(payload, length, (unsigned char *)json);
    wikijs_token_info full = { .struct_size = info->struct_size };
    int status = decoded > 0 ? decode(json, (size_t)decoded, &full) : WIKIJS_E_ARG;
    if (status == 0)
        memcpy(info, &full, info->struct_size < sizeof full ? info->struct_size : sizeof full);
    wj_free(&wj_libc_allocator, json);
    return status;
}
