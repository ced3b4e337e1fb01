/* SPDX-License-Identifier: MIT */
/* Signatures of webhooks, made and compared by libcrypto. */
#include "webhook/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/webhook.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/sized.h"
#include "base/status.h"
#include "base/text.h"

enum {
    KEY_MIN = 16,
    KEY_MAX = 512,
    NEW_KEY = 32,
    DIGEST_SIZE = 32,
    ID_MAX = 255,
    TOLERANCE_MS = 300000,
    BASE64_SIZE = 4 * ((DIGEST_SIZE + 2) / 3) /* of a digest, without NUL */
};

static const char secret_prefix[] = "whsec_", scheme[] = "v1,", hub_scheme[] = "sha256=";

struct key {
    unsigned char bytes[KEY_MAX];
    size_t size;
};

/* --- keys --- */

static bool decode_key(const char *text, size_t length, struct key *key)
{
    if (length == 0 || length % 4 != 0 || length / 4 * 3 > sizeof key->bytes)
        return false;
    int size = EVP_DecodeBlock(key->bytes, (const unsigned char *)text, (int)length);
    size_t padding = (text[length - 1] == '=') + (size_t)(text[length - 2] == '=');
    key->size = size < 0 ? 0 : (size_t)size - padding;
    return size > 0;
}

/* `as_text`: the prefix is a part of the key. */
static int read_key(const char *secret, bool as_text, struct key *key, wikijs_error *err)
{
    size_t length = secret ? strlen(secret) : 0;
    if (length == 0)
        return wj_error_set(err, WIKIJS_E_ARG, "no secret of a webhook is given");
    if (!as_text && strncmp(secret, secret_prefix, sizeof secret_prefix - 1) == 0) {
        if (!decode_key(secret + sizeof secret_prefix - 1, length - (sizeof secret_prefix - 1), key))
            return wj_error_set(err, WIKIJS_E_CONFIG,
                                "a secret of a webhook is malformed: what follows whsec_ must be Base64");
    } else if (length > sizeof key->bytes) {
        return wj_error_set(err, WIKIJS_E_CONFIG, "a secret of a webhook is longer than %d bytes", KEY_MAX);
    } else {
        memcpy(key->bytes, secret, length);
        key->size = length;
    }
    return key->size >= KEY_MIN
               ? 0
               : wj_error_set(err, WIKIJS_E_CONFIG, "a secret of a webhook has only %zu bytes: it needs %d", key->size,
                              KEY_MIN);
}

/* --- making --- */

struct part {
    const void *bytes;
    size_t size;
};

/* Looking it up takes as long as a signature; it is kept as long as the program runs. */
static EVP_MAC *hmac;

static void fetch_hmac(void)
{
    hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
}

static int digest_of(const struct key *key, const struct part *parts, size_t count, unsigned char digest[DIGEST_SIZE],
                     wikijs_error *err)
{
    size_t size = 0;
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fetch_hmac);
    EVP_MAC_CTX *context = hmac ? EVP_MAC_CTX_new(hmac) : NULL;
    char name[] = "SHA256";
    OSSL_PARAM how[] = { OSSL_PARAM_construct_utf8_string("digest", name, 0), OSSL_PARAM_construct_end() };
    bool good = context && EVP_MAC_init(context, key->bytes, key->size, how) == 1;
    for (size_t i = 0; good && i < count; i++)
        good = EVP_MAC_update(context, parts[i].bytes, parts[i].size) == 1;
    good = good && EVP_MAC_final(context, digest, &size, DIGEST_SIZE) == 1 && size == DIGEST_SIZE;
    EVP_MAC_CTX_free(context);
    return good ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "libcrypto has no memory for a signature, or no HMAC");
}

static int sign(const struct key *key, const char *id, const char *seconds, wikijs_str body,
                char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE], wikijs_error *err)
{
    unsigned char digest[DIGEST_SIZE] = { 0 };
    const struct part parts[] = {
        { id, strlen(id) }, { ".", 1 }, { seconds, strlen(seconds) }, { ".", 1 }, { body.ptr, body.len }
    };
    int status = digest_of(key, parts, sizeof parts / sizeof *parts, digest, err);
    if (status == 0) {
        memcpy(out, scheme, sizeof scheme - 1);
        EVP_EncodeBlock((unsigned char *)out + sizeof scheme - 1, digest, DIGEST_SIZE);
    }
    return status;
}

static int sign_hub(const struct key *key, wikijs_str body, char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE], wikijs_error *err)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[DIGEST_SIZE] = { 0 };
    int status = digest_of(key, &(struct part){ body.ptr, body.len }, 1, digest, err);
    if (status < 0)
        return status;
    memcpy(out, hub_scheme, sizeof hub_scheme - 1);
    char *at = out + sizeof hub_scheme - 1;
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        *at++ = digits[digest[i] >> 4];
        *at++ = digits[digest[i] & 15];
    }
    *at = '\0';
    return 0;
}

/* It stands in a header and before a dot in what is signed. */
static bool is_id(const char *id)
{
    size_t length = 0;
    while (id && id[length] > ' ' && id[length] < 127 && id[length] != '.')
        length++;
    return length > 0 && length <= ID_MAX && !id[length];
}

int wj_webhook_check_id(const char *id, wikijs_error *err)
{
    return is_id(id) ? 0
                     : wj_error_set(err, WIKIJS_E_ARG,
                                    "a delivery needs an id of 1 to %d printable characters without dots", ID_MAX);
}

int wikijs_webhook_sign(const char *secret, const char *id, int64_t seconds, wikijs_str body,
                        char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE], wikijs_error *err)
{
    wj_error_clear(err);
    if ((!body.ptr && body.len) || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no body, or no place for its signature, is given");
    struct key key = { 0 };
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)seconds);
    int status = wj_webhook_check_id(id, err);
    if (status == 0)
        status = read_key(secret, false, &key, err);
    if (status == 0)
        status = sign(&key, id, digits, body, out, err);
    wj_wipe(&key, sizeof key);
    return status;
}

int wikijs_webhook_sign_hub(const char *secret, wikijs_str body, char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE],
                            wikijs_error *err)
{
    wj_error_clear(err);
    if ((!body.ptr && body.len) || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no body, or no place for its signature, is given");
    struct key key = { 0 };
    int status = read_key(secret, true, &key, err);
    if (status == 0)
        status = sign_hub(&key, body, out, err);
    wj_wipe(&key, sizeof key);
    return status;
}

int wikijs_webhook_secret_new(char out[WIKIJS_WEBHOOK_SECRET_SIZE], wikijs_error *err)
{
    wj_error_clear(err);
    unsigned char bytes[NEW_KEY];
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for a secret is given");
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return wj_error_set(err, WIKIJS_E_IO, "the system gives no random bytes");
    memcpy(out, secret_prefix, sizeof secret_prefix - 1);
    EVP_EncodeBlock((unsigned char *)out + sizeof secret_prefix - 1, bytes, sizeof bytes);
    wj_wipe(bytes, sizeof bytes);
    return 0;
}

/* --- checking --- */

/* Whether a list of signatures with blanks between them has this one. All are compared, whatever the first ones say. */
static bool has_signature(const char *list, const char *wanted)
{
    size_t length = strlen(wanted);
    int found = 0;
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, " ");
        found |= size == length && CRYPTO_memcmp(at, wanted, length) == 0;
        at += size;
        at += strspn(at, " ");
    }
    return found;
}

static int check_time(const wikijs_webhook_delivery *delivery, const wikijs_webhook_verify_options *options,
                      wikijs_error *err)
{
    int64_t seconds, now = options->now ? options->now : wj_system_clock.wall_ms(wj_system_clock.context);
    int64_t tolerance = options->tolerance_ms ? options->tolerance_ms : TOLERANCE_MS;
    if (!wj_int_parse(delivery->timestamp, strlen(delivery->timestamp), &seconds) || seconds < 0 ||
        seconds > INT64_MAX / 1000)
        return wj_error_set(err, WIKIJS_E_UNAUTHENTICATED, "header webhook-timestamp is no number of seconds");
    int64_t age = now - seconds * 1000;
    if (age > tolerance || age < -tolerance)
        return wj_error_set(err, WIKIJS_E_UNAUTHENTICATED, "the delivery was signed %lld s %s",
                            (long long)((age < 0 ? -age : age) / 1000), age < 0 ? "in the future" : "ago");
    return 0;
}

/* Whether the signature that belongs to one secret is there. */
static int check_secret(const wikijs_webhook_delivery *delivery, const char *secret, bool hub, bool *fits,
                        wikijs_error *err)
{
    struct key key = { 0 };
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    int status = read_key(secret, hub, &key, err);
    if (status == 0)
        status = hub ? sign_hub(&key, delivery->body, signature, err)
                     : sign(&key, delivery->id, delivery->timestamp, delivery->body, signature, err);
    wj_wipe(&key, sizeof key);
    if (status == 0)
        *fits |= has_signature(hub ? delivery->hub_signature : delivery->signature, signature);
    return status;
}

static int check_headers(const wikijs_webhook_delivery *delivery, bool hub, wikijs_error *err)
{
    const char *missing = NULL;
    if (!hub)
        missing = !delivery->signature   ? "webhook-signature"
                  : !delivery->timestamp ? "webhook-timestamp"
                  : !is_id(delivery->id) ? "webhook-id"
                                         : NULL;
    return missing ? wj_error_set(err, WIKIJS_E_UNAUTHENTICATED, "header %s is missing or malformed", missing) : 0;
}

int wikijs_webhook_verify(const wikijs_webhook_delivery *delivery, const wikijs_webhook_verify_options *options,
                          wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_webhook_delivery given = WIKIJS_WEBHOOK_DELIVERY_INIT;
    wikijs_webhook_verify_options how = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    int status = wj_sized_take(&given, sizeof given, delivery, err);
    if (status == 0)
        status = wj_sized_take(&how, sizeof how, options, err);
    if (status < 0)
        return status;
    if (how.tolerance_ms < 0 || how.now < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "a time is negative");
    if (!how.secrets.count || (!given.body.ptr && given.body.len))
        return wj_error_set(err, WIKIJS_E_ARG, "no secret of a webhook, or no body, is given");
    bool hub = how.allow_hub && given.hub_signature && !given.signature, fits = false;
    status = check_headers(&given, hub, err);
    if (status == 0 && !hub)
        status = check_time(&given, &how, err);
    for (size_t i = 0; status == 0 && i < how.secrets.count; i++)
        status = check_secret(&given, how.secrets.items[i], hub, &fits, err);
    return status < 0 || fits
               ? status
               : wj_error_set(err, WIKIJS_E_UNAUTHENTICATED, "no signature of the delivery fits the secret");
}
