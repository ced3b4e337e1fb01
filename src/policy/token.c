/* SPDX-License-Identifier: MIT */
/* What a JSON web token says of itself. Only the server can verify it; here it is only read. */
#include <string.h>
#include <wikijs/authentication.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "json/decode.h"

enum { MAX_CLAIMS = 64 * 1024 };

struct claims {
    uint64_t present;
    int64_t api;      /* id of an API key */
    int64_t grp;      /* its group */
    int64_t id;       /* of the user who logged in */
    int64_t iat, exp; /* seconds */
    const char *email, *name;
    wikijs_strings permissions;
};

/* clang-format off */
static const struct wj_field claim_fields[] = {
    FIELD(struct claims, api,         "api",         NULL, 0, NULL, NULL),
    FIELD(struct claims, grp,         "grp",         NULL, 0, NULL, NULL),
    FIELD(struct claims, id,          "id",          NULL, 0, NULL, NULL),
    FIELD(struct claims, iat,         "iat",         NULL, 0, NULL, NULL),
    FIELD(struct claims, exp,         "exp",         NULL, 0, NULL, NULL),
    FIELD(struct claims, email,       "email",       NULL, 0, NULL, NULL),
    FIELD(struct claims, name,        "name",        NULL, 0, NULL, NULL),
    FIELD(struct claims, permissions, "permissions", NULL, 0, NULL, NULL),
};
/* clang-format on */
static const struct wikijs_model claims_model = MODEL(struct claims, "claims", claim_fields);

/* The second of the three parts of a token, decoded; NULL when it is none. The length goes to *length. */
static char *decode_payload(struct wj_arena *arena, const char *token, size_t *length)
{
    const char *first = strchr(token, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;
    if (!second || strchr(second + 1, '.') || first == token || !second[1])
        return NULL;
    size_t encoded = (size_t)(second - first - 1);
    if (encoded == 0 || encoded > MAX_CLAIMS)
        return NULL;
    unsigned char *text = wj_arena_zalloc(arena, encoded + WJ_BUF_PAD + 1);
    long decoded = text ? wj_base64url_decode(first + 1, encoded, text) : -1;
    if (decoded <= 0)
        return NULL;
    *length = (size_t)decoded;
    memset(text + decoded, 0, WJ_BUF_PAD);
    return (char *)text;
}

static int64_t in_ms(int64_t seconds)
{
    return seconds > 0 && seconds < INT64_MAX / 1000 ? seconds * 1000 : 0;
}

static void copy_text(char *out, size_t size, const char *text)
{
    if (text)
        wj_copy_line(out, size, text, strlen(text));
}

static void copy_permissions(char *out, size_t size, wikijs_strings permissions)
{
    size_t used = 0;
    for (size_t i = 0; i < permissions.count; i++) {
        const char *name = permissions.items[i];
        if (used + strlen(name) + 2 > size) { /* only whole names */
            continue;
        }
        if (used > 0)
            out[used++] = ' ';
        wj_copy_line(out + used, size - used, name, strlen(name));
        used += strlen(out + used);
    }
}

static void fill(wikijs_token_info *info, const struct claims *claims)
{
    info->is_api_key = claims->api > 0;
    info->api_key_id = claims->api;
    info->group_id = claims->grp;
    info->user_id = info->is_api_key ? 0 : claims->id;
    info->issued_at = in_ms(claims->iat);
    info->expires_at = in_ms(claims->exp);
    copy_text(info->email, sizeof info->email, claims->email);
    copy_text(info->name, sizeof info->name, claims->name);
    copy_permissions(info->permissions, sizeof info->permissions, claims->permissions);
}

static bool read_claims(struct wj_arena *arena, const char *token, struct claims *claims)
{
    size_t length = 0;
    char *text = decode_payload(arena, token, &length);
    struct wj_json_parser *parser = text ? wj_json_parser_new(&wj_libc_allocator) : NULL;
    if (!parser)
        return false;
    struct wj_json_error error;
    int status = wj_json_decode(parser, text, length, &claims_model, claims, arena, &error);
    wj_json_parser_free(parser);
    return status == 0;
}

int wikijs_token_inspect(const char *token, wikijs_token_info *info)
{
    if (!token || !info || info->struct_size < sizeof info->struct_size)
        return WIKIJS_E_ARG;
    wikijs_token_info full = { .struct_size = info->struct_size };
    struct claims claims = { 0 };
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 4 * MAX_CLAIMS);
    bool good = read_claims(&arena, token, &claims);
    if (good) {
        fill(&full, &claims);
        memcpy(info, &full, info->struct_size < sizeof full ? info->struct_size : sizeof full);
    }
    wj_arena_clear(&arena);
    return good ? 0 : WIKIJS_E_ARG;
}
