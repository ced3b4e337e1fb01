/* SPDX-License-Identifier: MIT */
#include "webhook/target.h"

#include "base/sized.h"
#include "base/status.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <wikijs/version.h>
#include <wikijs/webhook.h>

enum {
    USUAL_IN_FLIGHT = 4,
    USUAL_TIMEOUT_MS = 10000,
    USUAL_FIRST_RETRY_MS = 5000,
    USUAL_RETRY_FOR_MS = 3 * 24 * 3600 * 1000, /* three days */
    USUAL_BREAKER_FAILURES = 5,
    USUAL_BREAKER_PAUSE_MS = 30000,
    LONGEST_PAUSE_MS = 10 * 60 * 1000,
    LONGEST_RETRY_MS = 6 * 3600 * 1000,
    ANSWER_MAX = 64 << 10
};

static const struct wj_op op_deliver = { .namespace_ = "webhooks",
                                         .field = "deliver",
                                         .name = "webhooks.deliver",
                                         .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT | WJ_OP_HTTP | WJ_OP_NO_AUTH,
                                         .since = "0.1" };

/* --- making --- */

static int no_memory(wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* One signature is made of each, so that a bad secret is found at once. */
static int read_secrets(struct wj_target *target, wikijs_strings given, wikijs_error *err)
{
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    if (given.count > WJ_TARGET_SECRETS_MAX)
        return wj_error_set(err, WIKIJS_E_CONFIG, "more than %d secrets are given", WJ_TARGET_SECRETS_MAX);
    for (size_t i = 0; i < given.count; i++) {
        int status = wikijs_webhook_sign(given.items[i], "check", 0, (wikijs_str){ "", 0 }, signature, err);
        if (status < 0)
            return status;
        target->secrets[i] = wj_arena_strdup(&target->memory, given.items[i]);
        if (!target->secrets[i])
            return no_memory(err);
        target->secret_count++;
    }
    return 0;
}

static bool is_header(const char *line, const char *colon)
{
    static const char letters[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return colon > line && strspn(line, letters) == (size_t)(colon - line) && !strpbrk(colon, "\r\n");
}

static int read_headers(struct wj_target *target, wikijs_strings given, wikijs_error *err)
{
    for (size_t i = 0; i < given.count; i++) {
        const char *line = given.items[i] ? given.items[i] : "", *colon = strchr(line, ':');
        if (!colon || !is_header(line, colon))
            return wj_error_set(err, WIKIJS_E_CONFIG, "a header line is 'Name: value', not '%.60s'",
                                colon ? "one with other letters" : line);
        struct wj_header *header = wj_arena_alloc(&target->memory, sizeof *header);
        if (!header)
            return no_memory(err);
        *header = (struct wj_header){
            .next = target->headers,
            .name = wj_arena_strndup(&target->memory, line, (size_t)(colon - line)),
            .value = wj_arena_strdup(&target->memory, colon + 1 + strspn(colon + 1, " \t")),
        };
        if (!header->name || !header->value)
            return no_memory(err);
        target->headers = header;
    }
    return 0;
}

static int64_t or_usual(int64_t given, int64_t usual)
{
    return given ? given : usual;
}

static int read_numbers(struct wj_target *target, const wikijs_webhook_target *given, wikijs_error *err)
{
    const int64_t all[] = { given->max_in_flight, given->timeout_ms,       given->first_retry_ms,
                            given->retry_for_ms,  given->breaker_failures, given->breaker_pause_ms };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] < 0)
            return wj_error_set(err, WIKIJS_E_ARG, "a time or number is negative");
    if (given->max_in_flight > WJ_TARGET_IN_FLIGHT_MAX)
        return wj_error_set(err, WIKIJS_E_ARG, "at most %d requests can be under way", WJ_TARGET_IN_FLIGHT_MAX);
    target->max_in_flight = or_usual(given->max_in_flight, USUAL_IN_FLIGHT);
    target->timeout_ms = or_usual(given->timeout_ms, USUAL_TIMEOUT_MS);
    target->first_retry_ms = or_usual(given->first_retry_ms, USUAL_FIRST_RETRY_MS);
    target->retry_for_ms = or_usual(given->retry_for_ms, USUAL_RETRY_FOR_MS);
    target->breaker_failures = or_usual(given->breaker_failures, USUAL_BREAKER_FAILURES);
    target->breaker_pause_ms = or_usual(given->breaker_pause_ms, USUAL_BREAKER_PAUSE_MS);
    target->github = given->github != 0;
    return 0;
}

static bool is_web_address(const char *url)
{
    return url && (strncasecmp(url, "https://", 8) == 0 || strncasecmp(url, "http://", 7) == 0);
}

static int fill(struct wj_target *target, const wikijs_webhook_target *given, wikijs_error *err)
{
    const struct wj_event_filter filter = {
        .types = given->events, .path = given->path, .locale = given->locale, .tag = given->tag
    };
    if (!given->name || !*given->name)
        return wj_error_set(err, WIKIJS_E_ARG, "it has no name");
    if (!is_web_address(given->url))
        return wj_error_set(err, WIKIJS_E_CONFIG, "its address does not begin with https:// or http://");
    target->name = wj_arena_strdup(&target->memory, given->name);
    target->url = wj_arena_strdup(&target->memory, given->url);
    if (!target->name || !target->url)
        return no_memory(err);
    int status = wj_transport_check_address(given->url);
    if (status < 0)
        return status == WIKIJS_E_NOMEM ? no_memory(err) : wj_error_set(err, status, "its address cannot be used");
    status = read_numbers(target, given, err);
    if (status == 0)
        status = wj_event_filter_copy(&target->filter, &filter, &target->memory, err);
    if (status == 0)
        status = read_secrets(target, given->secrets, err);
    if (status == 0)
        status = read_headers(target, given->headers, err);
    if (status == 0 && given->rate) {
        status = wj_rates_read(&target->rates, given->rate, target->allocator, err);
        if (status == WIKIJS_E_CONFIG)
            wj_error_context(err, "its rate");
    }
    return status;
}

int wj_target_new(struct wj_target **out, const wikijs_webhook_target *given, const wikijs_allocator *allocator,
                  wikijs_error *err)
{
    wikijs_webhook_target taken = WIKIJS_WEBHOOK_TARGET_INIT;
    int status = wj_sized_take(&taken, sizeof taken, given, err);
    if (status < 0)
        return status;
    struct wj_target *target = wj_calloc(allocator, 1, sizeof *target);
    if (!target)
        return no_memory(err);
    target->allocator = allocator;
    wj_arena_init(&target->memory, allocator, 0);
    target->memory.secret = true; /* headers may hold some */
    status = fill(target, &taken, err);
    if (status < 0) {
        wj_error_context(err, "webhook '%s'", taken.name ? taken.name : "");
        wj_target_free(target);
    } else {
        *out = target;
    }
    return status;
}

int wikijs_webhook_target_check(const wikijs_webhook_target *target, wikijs_error *err)
{
    struct wj_target *made = NULL;
    wj_error_clear(err);
    int status = wj_target_new(&made, target, &wj_libc_allocator, err);
    wj_target_free(made);
    return status;
}

void wj_target_free(struct wj_target *target)
{
    if (!target)
        return;
    wj_rates_free(&target->rates, target->allocator);
    wj_arena_clear(&target->memory);
    wj_free(target->allocator, target);
}

int wj_target_attach(struct wj_target *target, struct wikijs_client *client, struct wj_outbox *outbox,
                     wikijs_error *err)
{
    const wikijs_client_options *options = &client->config->options;
    char agent[256];
    snprintf(agent, sizeof agent, "%.200s%slibwikijs/%s", options->user_agent ? options->user_agent : "",
             options->user_agent ? " " : "", WIKIJS_VERSION);
    const char *kept_agent = wj_arena_strdup(&target->memory, agent);
    if (!kept_agent)
        return no_memory(err);
    const struct wj_transport_options transport = {
        .base_url = target->url,
        .user_agent = kept_agent,
        .proxy = options->proxy,
        .ca_file = options->ca_file,
        .ca_path = options->ca_path,
        .client_cert_file = options->client_cert_file,
        .client_key_file = options->client_key_file,
        .tls_insecure = options->tls_insecure,
        .connect_timeout_ms = options->connect_timeout_ms,
        .stall_timeout_ms = options->stall_timeout_ms,
        .idle_timeout_ms = options->idle_timeout_ms,
        .max_connections = target->max_in_flight,
    };
    target->client = client;
    target->outbox = outbox;
    int status = wj_transport_new(&target->transport, &transport, client->shared, client->loop, target->allocator);
    if (status < 0)
        return no_memory(err);
    target->chain.policies[0] = (struct wj_policy){ .ops = &wj_transport_policy, .state = target->transport };
    target->chain.count = 1;
    return 0;
}

void wj_target_detach(struct wj_target *target)
{
    wj_transport_free(target->transport);
    target->transport = NULL;
}

/* --- what became of a request --- */

static int64_t now_ms(const struct wj_target *target)
{
    return target->client->clock->wall_ms(target->client->clock->context);
}

/* Three times as long each time, give or take a fifth, so that many do not come back together. */
static int64_t pause_after(const struct wj_target *target, int64_t attempts)
{
    int64_t pause = target->first_retry_ms;
    while (--attempts > 0 && pause < LONGEST_RETRY_MS)
        pause *= 3;
    if (pause > LONGEST_RETRY_MS)
        pause = LONGEST_RETRY_MS;
    const struct wj_clock *clock = target->client->clock;
    int64_t fifth = pause / 5;
    return pause - fifth + (int64_t)(clock->random(clock->context) % (uint64_t)(2 * fifth + 1));
}

/* The target itself fails, not this delivery. */
static bool blames_target(int http_status)
{
    return http_status == 0 || http_status >= 500 || http_status == 429 || http_status == 408;
}

static void work_breaker(struct wj_target *target, bool good, int http_status, int64_t now)
{
    if (good) {
        target->failures = target->pauses = 0;
        target->paused_until = 0;
        return;
    }
    bool was_under_way = target->paused_until > now; /* when the breaker opened: that says nothing new */
    if (was_under_way || !blames_target(http_status) || ++target->failures < target->breaker_failures)
        return;
    int64_t pause = target->breaker_pause_ms;
    for (int64_t i = 0; i < target->pauses && pause < LONGEST_PAUSE_MS; i++)
        pause *= 2;
    target->pauses++;
    target->paused_until = now + (pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS);
}

/* "410 Gone": the receiver wants no more of this. */
static wikijs_delivery_state state_after_failure(const struct wj_target *target, const struct wj_sending *sending,
                                                 int http_status, int64_t next_at)
{
    bool too_late = next_at - sending->created_at > target->retry_for_ms;
    return http_status == 410 || too_late ? WIKIJS_DELIVERY_DEAD : WIKIJS_DELIVERY_WAITING;
}

static void note_failure(struct wj_target *target, const struct wikijs_call *call, struct wj_attempt *attempt,
                         const struct wj_sending *sending)
{
    int http_status = call->response.status;
    int64_t pause = pause_after(target, sending->attempts + 1), asked = -1;
    if (call->response.retry_after)
        asked = wj_retry_after_ms(call->response.retry_after, attempt->now);
    attempt->next_at = attempt->now + (asked > pause ? asked : pause);
    attempt->state = state_after_failure(target, sending, http_status, attempt->next_at);
    target->failed++;
    target->dead += attempt->state == WIKIJS_DELIVERY_DEAD;
    if (http_status)
        wj_error_set(&target->error, WIKIJS_E_HTTP, "answered with HTTP %d", http_status);
    else
        target->error = call->error;
    target->error.http_status = http_status;
    attempt->message = target->error.message;
    if (attempt->state == WIKIJS_DELIVERY_DEAD)
        wj_error_context(&target->error, "delivery %lld is given up", (long long)attempt->id);
}

static void on_answer(wikijs_call *call, void *payload)
{
    struct wj_sending *sending = payload;
    struct wj_target *target = sending->target;
    int http_status = call->response.status;
    struct wj_attempt attempt = {
        .id = sending->delivery, .state = WIKIJS_DELIVERY_DONE, .now = now_ms(target), .http_status = http_status
    };
    bool good = http_status >= 200 && http_status < 300; /* whatever its body is like */
    wikijs_error err;
    if (good)
        target->delivered++;
    else
        note_failure(target, call, &attempt, sending);
    work_breaker(target, good, http_status, attempt.now);
    sending->call = NULL;
    target->in_flight--;
    target->wake_at = 0;
    wikijs_call_unref(call);
    int status = wj_outbox_note(target->outbox, &attempt, &err);
    if (status < 0) {
        target->status = status;
        target->error = err;
    }
}

/* --- sending --- */

static bool add_header(struct wikijs_call *call, const char *name, const char *value)
{
    struct wj_header *header = wj_call_alloc(call, sizeof *header);
    char *copy = header ? wj_arena_strdup(&call->memory, value) : NULL;
    if (!copy)
        return false;
    *header = (struct wj_header){ .next = call->request.headers, .name = name, .value = copy };
    call->request.headers = header;
    return true;
}

static bool add_signatures(const struct wj_target *target, struct wikijs_call *call, const struct wj_parcel_out *parcel,
                           int64_t seconds)
{
    char all[WJ_TARGET_SECRETS_MAX * WIKIJS_WEBHOOK_SIGNATURE_SIZE] = "", one[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < target->secret_count; i++) {
        if (wikijs_webhook_sign(target->secrets[i], parcel->message_id, seconds, parcel->body, one, NULL) < 0)
            return false;
        length += (size_t)snprintf(all + length, sizeof all - length, "%s%s", i ? " " : "", one);
    }
    if (length > 0 && !add_header(call, "webhook-signature", all))
        return false;
    return !target->github || target->secret_count == 0 ||
           (wikijs_webhook_sign_hub(target->secrets[0], parcel->body, one, NULL) == 0 &&
            add_header(call, "X-Hub-Signature-256", one));
}

static bool write_request(const struct wj_target *target, struct wikijs_call *call, const struct wj_parcel_out *parcel)
{
    char timestamp[24];
    int64_t seconds = now_ms(target) / 1000;
    snprintf(timestamp, sizeof timestamp, "%lld", (long long)seconds);
    call->request.method = "POST";
    call->request.path = "";
    bool good = wj_buf_append(&call->request.body, parcel->body.ptr, parcel->body.len) == 0 &&
                add_header(call, "webhook-id", parcel->message_id) &&
                add_header(call, "webhook-timestamp", timestamp) && add_header(call, "webhook-event", parcel->type) &&
                add_signatures(target, call, parcel, seconds);
    for (const struct wj_header *header = target->headers; good && header; header = header->next)
        good = add_header(call, header->name, header->value);
    return good;
}

static struct wj_sending *free_place(struct wj_target *target)
{
    for (int64_t i = 0; i < target->max_in_flight; i++)
        if (!target->sendings[i].call)
            return &target->sendings[i];
    return NULL;
}

struct wikijs_call *wj_target_call(const struct wj_target *target, const struct wj_parcel_out *parcel)
{
    struct wikijs_client *client = target->client;
    struct wikijs_call *call = wj_call_new(&client->calls, client, client->allocator, &op_deliver, ANSWER_MAX);
    if (!call || !write_request(target, call, parcel)) {
        wikijs_call_unref(call);
        return NULL;
    }
    call->chain = &target->chain;
    call->timeout_ms = target->timeout_ms;
    return call;
}

static int send(struct wj_target *target, const struct wj_parcel_out *parcel, wikijs_error *err)
{
    struct wj_sending *place = free_place(target);
    struct wikijs_call *call = wj_target_call(target, parcel);
    if (!call)
        return no_memory(err);
    call->done = on_answer;
    *place = (struct wj_sending){ .target = target,
                                  .call = call,
                                  .delivery = parcel->id,
                                  .attempts = parcel->attempts,
                                  .created_at = parcel->created_at };
    call->payload = place;
    target->in_flight++;
    wj_call_start(call);
    return 0;
}

static bool is_under_way(const struct wj_target *target, int64_t delivery)
{
    for (int64_t i = 0; i < target->max_in_flight; i++)
        if (target->sendings[i].call && target->sendings[i].delivery == delivery)
            return true;
    return false;
}

/* Until when the rate keeps the next request; 0: it does not. */
static int64_t rate_keeps_until(struct wj_target *target, int64_t now)
{
    const struct wj_clock *clock = target->client->clock;
    int64_t now_ns = clock->monotonic_us(clock->context) * 1000, ready = 0;
    for (size_t i = 0; i < target->rates.count; i++) {
        int64_t at = wj_rate_ready(&target->rates.rates[i], 0, 1);
        ready = at > ready ? at : ready;
    }
    if (ready > now_ns)
        return now + (ready - now_ns) / 1000000 + 1;
    for (size_t i = 0; i < target->rates.count; i++)
        wj_rate_take(&target->rates.rates[i], now_ns, 1);
    return 0;
}

/* Start what there is room for: how many were started, or negative. */
static int start_ready(struct wj_target *target, int64_t room, int64_t now, wikijs_error *err)
{
    struct wj_arena memory;
    struct wj_parcel_out parcel;
    int more, started = 0;
    wj_arena_init(&memory, target->allocator, 0);
    target->wake_at = 0;
    target->held_by_rate = false;
    wj_outbox_ready(target->outbox, target->name, now, room + target->in_flight);
    while ((more = wj_outbox_ready_next(target->outbox, &memory, &parcel, err)) > 0 && started < room) {
        if (is_under_way(target, parcel.id))
            continue;
        target->wake_at = rate_keeps_until(target, now);
        target->held_by_rate = target->wake_at > 0;
        if (target->held_by_rate)
            break;
        more = send(target, &parcel, err);
        if (more < 0)
            break;
        started++;
        wj_arena_clear(&memory);
    }
    wj_outbox_ready_end(target->outbox);
    wj_arena_clear(&memory);
    return more < 0 ? more : started;
}

/*
 * When there may be something to send again. What could be sent now and was not waits for one that is under way, which calls
 * here by itself when it has ended, or for one that has to wait.
 */
static int find_wake(struct wj_target *target, int64_t now, wikijs_error *err)
{
    return target->wake_at > 0 ? 0 : wj_outbox_next_at(target->outbox, target->name, now, &target->wake_at, err);
}

int wj_target_pump(struct wj_target *target, wikijs_error *err)
{
    int64_t now = now_ms(target);
    if (target->status < 0) {
        int status = target->status;
        if (err)
            *err = target->error;
        target->status = target->error.code = 0;
        return status;
    }
    if (target->wake_at < 0 || target->wake_at > now)
        return 0;
    if (target->paused_until > now) {
        target->wake_at = target->paused_until;
        return 0;
    }
    /* After a pause one request tells whether it is over. */
    int64_t room = (target->pauses > 0 ? 1 : target->max_in_flight) - target->in_flight;
    int started = room > 0 ? start_ready(target, room, now, err) : 0;
    if (started < 0)
        return started;
    return find_wake(target, now, err);
}
