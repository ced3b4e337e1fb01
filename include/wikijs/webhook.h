/* SPDX-License-Identifier: MIT */
/**
 * @file webhook.h
 * Deliveries of webhooks: making and checking their signatures. wikijs/webhook_server.h receives them.
 *
 *     char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
 *     wikijs_webhook_sign(secret, id, seconds, body, signature, &err);     // of header webhook-signature
 *
 *     wikijs_webhook_delivery delivery = WIKIJS_WEBHOOK_DELIVERY_INIT;     // what came in
 *     delivery.id = id_header, delivery.timestamp = timestamp_header, delivery.signature = signature_header;
 *     delivery.body = body;
 *     status = wikijs_webhook_verify(&delivery, &options, &err);
 *
 * The scheme is that of Standard Webhooks: HMAC-SHA256 over "ID.TIMESTAMP.BODY", in Base64 behind "v1,". A secret is
 * "whsec_" and its bytes in Base64, as wikijs_webhook_secret_new() makes it, or any text of at least 16 bytes.
 * Functions of this header need no client and may be called from any thread.
 */
#ifndef WIKIJS_WEBHOOK_H
#define WIKIJS_WEBHOOK_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Room for what wikijs_webhook_sign() and wikijs_webhook_sign_hub() write, with its NUL. */
#define WIKIJS_WEBHOOK_SIGNATURE_SIZE 72
/** Room for what wikijs_webhook_secret_new() writes, with its NUL. */
#define WIKIJS_WEBHOOK_SECRET_SIZE 51

/** What came in. All of it is lent. */
typedef struct wikijs_webhook_delivery {
    size_t struct_size;
    const char *id;            /* header webhook-id */
    const char *timestamp;     /* header webhook-timestamp: Unix seconds in decimal digits */
    const char *signature;     /* header webhook-signature: one or several, with blanks between them */
    const char *hub_signature; /* header X-Hub-Signature-256, as GitHub sends it; NULL: there is none */
    wikijs_str body;           /* exactly the bytes that came */
} wikijs_webhook_delivery;

#define WIKIJS_WEBHOOK_DELIVERY_INIT                   \
    {                                                  \
        .struct_size = sizeof(wikijs_webhook_delivery) \
    }

/** How deliveries are checked. */
typedef struct wikijs_webhook_verify_options {
    size_t struct_size;
    wikijs_strings secrets; /* any of them will do, so that they can be changed without a gap; at least one */
    int64_t tolerance_ms;   /* how far the timestamp may be from now, either way; 0: 300,000 (five minutes) */
    int64_t now;            /* Unix ms; 0: by the clock */
    uint8_t allow_hub; /* 1: X-Hub-Signature-256 will do where there is no webhook-signature. It covers neither time
                                nor id, so that a delivery which was listened to can be sent again at any time */
} wikijs_webhook_verify_options;

#define WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT                   \
    {                                                        \
        .struct_size = sizeof(wikijs_webhook_verify_options) \
    }

/**
 * Check that a delivery was made by somebody who knows a secret, and not too long ago. Takes the same time whatever the
 * signature is. Whether the id was seen before is not its business.
 *
 * @param delivery  what came in
 * @param options   how to check
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAUTHENTICATED a header is missing or malformed, no signature fits, or the timestamp is too far from
 *         now; WIKIJS_E_CONFIG a secret is too short or malformed; WIKIJS_E_ARG no secret is given
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_verify(const wikijs_webhook_delivery *delivery,
                                                      const wikijs_webhook_verify_options *options, wikijs_error *err);

/**
 * The signature of a delivery, for its header webhook-signature.
 *
 * @param secret   secret
 * @param id       for header webhook-id: 1 to 255 printable ASCII characters other than a dot
 * @param seconds  for header webhook-timestamp: Unix seconds
 * @param body     the bytes that are sent
 * @param out      receives "v1,..." and a NUL
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFIG the secret is too short or malformed; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_sign(const char *secret, const char *id, int64_t seconds,
                                                    wikijs_str body, char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE],
                                                    wikijs_error *err);

/**
 * The signature of a body as GitHub makes it, for header X-Hub-Signature-256.
 *
 * @param secret  secret; the text itself is the key, also behind "whsec_"
 * @param body    the bytes that are sent
 * @param out     receives "sha256=..." and a NUL
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFIG the secret is too short; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_sign_hub(const char *secret, wikijs_str body,
                                                        char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE], wikijs_error *err);

/**
 * Make a new secret of 32 random bytes.
 *
 * @param out  receives "whsec_..." and a NUL
 * @param err  receives details on failure; may be NULL
 * @return 0; WIKIJS_E_IO there is no randomness
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_secret_new(char out[WIKIJS_WEBHOOK_SECRET_SIZE], wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
