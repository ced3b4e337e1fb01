/* SPDX-License-Identifier: MIT */
/*
 * The receiver of webhooks, fed with anything: lines of headers, an empty line, a body. What must hold:
 *   nobody without the secret is let in
 *   the same body with a signature is let in once, and known the second time
 *   handlers see the body as it came
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "webhook/receive.h"

#define SECRET "the secret that no input knows"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static int64_t fixed_ms(void *context)
{
    (void)context;
    return 1764410000000;
}

static uint64_t no_bits(void *context)
{
    (void)context;
    return 1;
}

static const struct wj_clock fixed = { .monotonic_us = fixed_ms, .wall_ms = fixed_ms, .random = no_bits };
static wikijs_str expected;
static unsigned handed_over;

static int take(const wikijs_webhook_received *received, void *payload)
{
    (void)payload;
    require(received->body.len == expected.len && memcmp(received->body.ptr, expected.ptr, expected.len) == 0);
    require(received->type && received->id && received->content_type);
    require(!received->event || (received->event->id && wikijs_event_about(received->event)));
    handed_over++;
    return 0;
}

/* One header a line, in this order; what is missing is no header. */
static char *read_headers(char *text, struct wj_webhook_request *request)
{
    const char **const headers[] = { &request->id,         &request->timestamp,
                                     &request->signature,  &request->hub_signature,
                                     &request->event_type, &request->content_type };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char *end = strchr(text, '\n');
        if (!end || end == text) {
            return end ? end + 1 : text;
        }
        *end = '\0';
        *headers[i] = strcmp(text, "-") == 0 ? NULL : text;
        text = end + 1;
    }
    return text;
}

static void deliver(struct wj_receiver *receiver, const struct wj_webhook_request *request, int wanted)
{
    wikijs_webhook_received received;
    require(wj_receiver_check(receiver, request, NULL) == wanted);
    if (wanted == 0 && wj_receiver_show(request, &received) == 0) {
        require(wj_receiver_hand_over(receiver, &received) == 0);
        wj_receiver_accept(receiver, &received);
        wikijs_event_free((wikijs_event *)(uintptr_t)received.event);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const secrets[] = { SECRET };
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    struct wj_arena memory;
    struct wj_receiver receiver;
    struct wj_webhook_request request = { 0 };
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE], *copy = malloc(size + 1);
    memcpy(copy, data, size);
    copy[size] = '\0';
    char *body = read_headers(copy, &request);
    request.body = expected = (wikijs_str){ body, size - (size_t)(body - copy) };
    options.secrets = (wikijs_strings){ secrets, 1 };
    options.allow_hub = 1;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    require(wj_receiver_init(&receiver, &options, &memory, &fixed, NULL) == 0);
    require(wj_receiver_on(&receiver, "*", take, NULL, NULL) == 0);
    handed_over = 0;
    deliver(&receiver, &request, WIKIJS_E_UNAUTHENTICATED);
    request.id = "signed";
    request.timestamp = "1764410000";
    request.signature = signature;
    require(wikijs_webhook_sign(SECRET, "signed", 1764410000, request.body, signature, NULL) == 0);
    deliver(&receiver, &request, 0);
    deliver(&receiver, &request, 1);
    require(handed_over == 1);
    wj_receiver_free(&receiver);
    wj_arena_clear(&memory);
    free(copy);
    return 0;
}
