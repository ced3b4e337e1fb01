/* SPDX-License-Identifier: MIT */
#include "policy/circuit.h"

#include <string.h>

static void change(struct wj_circuit *circuit, wikijs_breaker_state state)
{
    circuit->state = state;
    circuit->epoch++;
    circuit->probing = circuit->proved = 0;
}

static void open_it(struct wj_circuit *circuit, int64_t now_us)
{
    change(circuit, WIKIJS_BREAKER_OPEN);
    circuit->open_until_us = now_us + circuit->rules.recovery_us;
}

static void close_it(struct wj_circuit *circuit)
{
    change(circuit, WIKIJS_BREAKER_CLOSED);
    circuit->in_row = 0;
    memset(circuit->slices, 0, sizeof circuit->slices);
}

/* --- counting --- */

static int64_t number_of(const struct wj_circuit *circuit, int64_t now_us)
{
    return now_us / (circuit->rules.window_us / WJ_CIRCUIT_SLICES) + 1;
}

static struct wj_circuit_slice *slice_of(struct wj_circuit *circuit, int64_t now_us)
{
    int64_t number = number_of(circuit, now_us);
    struct wj_circuit_slice *slice = &circuit->slices[number % WJ_CIRCUIT_SLICES];
    if (slice->number != number)
        *slice = (struct wj_circuit_slice){ .number = number };
    return slice;
}

struct wj_circuit_slice wj_circuit_window(const struct wj_circuit *circuit, int64_t now_us)
{
    struct wj_circuit_slice sum = { .number = number_of(circuit, now_us) };
    for (int i = 0; i < WJ_CIRCUIT_SLICES; i++) {
        const struct wj_circuit_slice *slice = &circuit->slices[i];
        if (slice->number + WJ_CIRCUIT_SLICES <= sum.number)
            continue;
        sum.good += slice->good;
        sum.bad += slice->bad;
    }
    return sum;
}

static bool is_too_much(const struct wj_circuit *circuit, int64_t now_us)
{
    const struct wj_circuit_rules *rules = &circuit->rules;
    if (rules->failures && circuit->in_row >= rules->failures)
        return true;
    if (!rules->percent)
        return false;
    struct wj_circuit_slice sum = wj_circuit_window(circuit, now_us);
    int64_t all = sum.good + sum.bad;
    return all >= rules->min_requests && sum.bad * 100 >= rules->percent * all;
}

static void count(struct wj_circuit *circuit, int64_t now_us, bool good)
{
    struct wj_circuit_slice *slice = slice_of(circuit, now_us);
    if (good) {
        slice->good++;
        circuit->in_row = 0;
        return;
    }
    slice->bad++;
    if (now_us - circuit->last_failure_us > circuit->rules.window_us)
        circuit->in_row = 0;
    circuit->in_row++;
    circuit->last_failure_us = now_us;
    if (is_too_much(circuit, now_us))
        open_it(circuit, now_us);
}

static void judge_probe(struct wj_circuit *circuit, int64_t now_us, enum wj_circuit_result result)
{
    circuit->probing--;
    if (result == WJ_CIRCUIT_FAILURE) {
        circuit->last_failure_us = now_us;
        open_it(circuit, now_us);
    } else if (result == WJ_CIRCUIT_SUCCESS && ++circuit->proved >= circuit->rules.successes) {
        close_it(circuit);
    }
}

/* --- a request --- */

bool wj_circuit_enter(struct wj_circuit *circuit, int64_t now_us, uint64_t *epoch)
{
    if (circuit->state == WIKIJS_BREAKER_OPEN && now_us >= circuit->open_until_us)
        change(circuit, WIKIJS_BREAKER_HALF_OPEN);
    *epoch = circuit->epoch;
    if (circuit->state == WIKIJS_BREAKER_CLOSED)
        return true;
    if (circuit->state == WIKIJS_BREAKER_OPEN || circuit->probing >= circuit->rules.probes)
        return false;
    circuit->probing++;
    return true;
}

void wj_circuit_leave(struct wj_circuit *circuit, int64_t now_us, uint64_t epoch, enum wj_circuit_result result)
{
    if (epoch != circuit->epoch)
        return;
    if (circuit->state == WIKIJS_BREAKER_HALF_OPEN)
        judge_probe(circuit, now_us, result);
    else if (result != WJ_CIRCUIT_NOTHING)
        count(circuit, now_us, result == WJ_CIRCUIT_SUCCESS);
}

void wj_circuit_follow(struct wj_circuit *circuit, wikijs_breaker_state state, int64_t until_us)
{
    if (state == WIKIJS_BREAKER_CLOSED && circuit->state != WIKIJS_BREAKER_CLOSED)
        close_it(circuit);
    else if (state != circuit->state)
        change(circuit, state);
    if (state == WIKIJS_BREAKER_OPEN)
        circuit->open_until_us = until_us;
}
