/* SPDX-License-Identifier: MIT */
/*
 * A connection to a Redis: hiredis makes its commands and reads its replies, and is opened when the first connection is
 * made; the socket is our own, so that nothing lasts longer than it may, look-up of the name included.
 *
 *     wj_redis_address_read(&address, "redis://:secret@cache.example.com/2", err);
 *     wj_redis_connect(&redis, &address, until_us, why, sizeof why);
 *     wj_redis_call(&redis, &job, until_us, &result, why, sizeof why);
 *     wj_redis_result_free(&result);
 *     wj_redis_close(&redis);
 *
 * A connection belongs to one thread at a time. After a failure it is of no use any more: close it.
 */
#ifndef WJ_TRANSPORT_REDIS_H
#define WJ_TRANSPORT_REDIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/error.h>
#include <wikijs/types.h>

struct wj_redis_address {
    char host[256], port[8]; /* or */
    char socket[104];        /* its path */
    char user[128], password[512];
    int database;
    char text[320]; /* for messages: without the password */
};

/*
 * Read a text such as "redis://[[user]:password@]host[:port][/database]", or "unix://[[user]:password@]/path[?db=database]". Reserved characters of
 * a password are written %XX. 0; WIKIJS_E_CONFIG with what is wrong; WIKIJS_E_NOMEM.
 */
int wj_redis_address_read(struct wj_redis_address *out, const char *option, const char *text, wikijs_error *err);

struct wj_redis {
    int fd; /* -1: not connected */
    void *reader;
};

/* A script that Redis runs as one step. */
struct wj_redis_script {
    const char *text;
    char sha[41];
};

struct redisReply; /* of hiredis */

void wj_redis_script_init(struct wj_redis_script *script, const char *text);

/* Connect, log in, choose the database. 0; WIKIJS_E_IO with one line in `why`; WIKIJS_E_CONFIG: there is no hiredis. */
int wj_redis_connect(struct wj_redis *out, const struct wj_redis_address *address, int64_t until_us, char *why,
                     size_t why_size);
void wj_redis_close(struct wj_redis *redis);

/* A script with its keys and values. */
struct wj_redis_job {
    const struct wj_redis_script *script;
    const wikijs_str *keys, *values;
    size_t key_count, value_count;
    bool gets; /* also what is under the first key, in the same round trip, right after the script */
};

/* What came back: no errors. Free both. */
struct wj_redis_result {
    struct redisReply *reply, *got; /* got: NULL unless the job gets */
};

/* Run a job. 0; WIKIJS_E_IO with one line in `why`, and the connection is of no use. */
int wj_redis_call(struct wj_redis *redis, const struct wj_redis_job *job, int64_t until_us,
                  struct wj_redis_result *result, char *why, size_t why_size);
void wj_redis_result_free(struct wj_redis_result *result); /* nothing in it is fine */

#endif
