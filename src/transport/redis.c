/* SPDX-License-Identifier: MIT */
#include "transport/redis.h"

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"
#include <string.h>

#ifdef WIKIJS_WITH_REDIS

#include "base/clock.h"
#include "base/load.h"
#include "transport/resolve.h"
#include <errno.h>
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PIECE = 1 << 16, REPLY_MAX = 1 << 28, WORDS_MAX = 16 };

#define TEXT_OF(word) #word
#define LIBRARY(version) "libhiredis.so." TEXT_OF(version)
static const char library[] = LIBRARY(HIREDIS_SONAME);

static struct {
    redisReader *(*reader_new)(void);
    void (*reader_free)(redisReader *);
    int (*feed)(redisReader *, const char *, size_t);
    int (*next)(redisReader *, void **);
    int (*format)(char **, int, const char **, const size_t *);
    void (*free_command)(char *);
    void (*free_reply)(void *);
    bool loaded;
} hiredis;

static void load_all(void)
{
    hiredis.loaded = wj_load_function(&hiredis.reader_new, library, "redisReaderCreate") &&
                     wj_load_function(&hiredis.reader_free, library, "redisReaderFree") &&
                     wj_load_function(&hiredis.feed, library, "redisReaderFeed") &&
                     wj_load_function(&hiredis.next, library, "redisReaderGetReply") &&
                     wj_load_function(&hiredis.format, library, "redisFormatCommandArgv") &&
                     wj_load_function(&hiredis.free_command, library, "redisFreeCommand") &&
                     wj_load_function(&hiredis.free_reply, library, "freeReplyObject");
}

static int fail(char *why, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

static int fail(char *why, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, size, format, arguments);
    va_end(arguments);
    return WIKIJS_E_IO;
}

/* --- the socket --- */

/* 0; -1 with errno, ETIMEDOUT among them. */
static int wait_for(int fd, short events, int64_t until_us)
{
    struct pollfd watched = { .fd = fd, .events = events };
    for (;;) {
        int64_t left_us = until_us - wj_system_clock.monotonic_us(NULL);
        int ready = left_us > 0 ? poll(&watched, 1, (int)((left_us + 999) / 1000)) : 0;
        if (ready > 0)
            return 0;
        if (ready == 0)
            errno = ETIMEDOUT;
        if (ready == 0 || errno != EINTR)
            return -1;
    }
}

static int finish_connect(int fd, int64_t until_us)
{
    int failure = 0;
    socklen_t size = sizeof failure;
    if (wait_for(fd, POLLOUT, until_us) < 0 || getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &size) < 0)
        return -1;
    errno = failure;
    return failure ? -1 : 0;
}

static int open_socket(const struct sockaddr *address, socklen_t size, int64_t until_us)
{
    const int on = 1;
    int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, address, size) < 0 && (errno != EINPROGRESS || finish_connect(fd, until_us) < 0)) {
        int failure = errno;
        close(fd);
        errno = failure;
        return -1;
    }
    if (address->sa_family != AF_UNIX)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static int open_path(const struct wj_redis_address *address, int64_t until_us)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    _Static_assert(sizeof to.sun_path > sizeof address->socket, "every path that is read fits");
    memcpy(to.sun_path, address->socket, sizeof address->socket);
    return open_socket((const struct sockaddr *)&to, sizeof to, until_us);
}

static int open_host(const struct wj_redis_address *address, int64_t until_us)
{
    struct wj_addresses found;
    int status = wj_resolve(address->host, address->port, until_us, &found), fd = -1;
    errno = status == WIKIJS_E_TIMEOUT ? ETIMEDOUT : status == WIKIJS_E_NOMEM ? ENOMEM : EHOSTUNREACH;
    for (size_t i = 0; status == 0 && fd < 0 && i < found.count; i++)
        fd = open_socket((const struct sockaddr *)&found.items[i], found.sizes[i], until_us);
    return fd;
}

/* `more`: follows at once. */
static int send_all(int fd, const char *bytes, size_t length, bool more, int64_t until_us)
{
    while (length) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL | (more ? MSG_MORE : 0));
        if (sent < 0 && errno != EINTR &&
            ((errno != EAGAIN && errno != EWOULDBLOCK) || wait_for(fd, POLLOUT, until_us) < 0))
            return -1;
        bytes += sent > 0 ? sent : 0;
        length -= sent > 0 ? (size_t)sent : 0;
    }
    return 0;
}

/* --- commands --- */

static int send_command(struct wj_redis *redis, const wikijs_str *words, size_t count, bool more, int64_t until_us)
{
    const char *texts[WORDS_MAX];
    size_t lengths[WORDS_MAX];
    const char **at = texts;
    size_t *sizes = lengths;
    if (count > WORDS_MAX) {
        at = wj_malloc(&wj_libc_allocator, count * sizeof *at);
        sizes = wj_malloc(&wj_libc_allocator, count * sizeof *sizes);
    }
    char *command = NULL;
    int length = -1, status = -1;
    errno = ENOMEM;
    if (at && sizes) {
        for (size_t i = 0; i < count; i++) {
            at[i] = words[i].ptr ? words[i].ptr : "";
            sizes[i] = words[i].len;
        }
        length = hiredis.format(&command, (int)count, at, sizes);
    }
    if (length >= 0) {
        status = send_all(redis->fd, command, (size_t)length, more, until_us);
        int failure = errno;
        hiredis.free_command(command);
        errno = failure;
    }
    if (at != texts)
        wj_free(&wj_libc_allocator, (void *)at);
    if (sizes != lengths)
        wj_free(&wj_libc_allocator, sizes);
    return status;
}

static int read_more(struct wj_redis *redis, int64_t until_us, size_t *size)
{
    char bytes[PIECE];
    if (wait_for(redis->fd, POLLIN, until_us) < 0)
        return -1;
    ssize_t got = read(redis->fd, bytes, sizeof bytes);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    errno = got == 0 ? ECONNRESET : EMSGSIZE;
    *size += (size_t)got;
    if (got == 0 || *size > REPLY_MAX)
        return -1;
    errno = EPROTO;
    return hiredis.feed(redis->reader, bytes, (size_t)got) == REDIS_OK ? 0 : -1;
}

/* NULL with errno: EPROTO for what is no Redis. */
static redisReply *read_reply(struct wj_redis *redis, int64_t until_us)
{
    void *reply = NULL;
    size_t size = 0;
    for (;;) {
        if (hiredis.next(redis->reader, &reply) != REDIS_OK) {
            errno = EPROTO;
            return NULL;
        }
        if (reply)
            return reply;
        if (read_more(redis, until_us, &size) < 0)
            return NULL;
    }
}

static int fail_with_errno(char *why, size_t why_size)
{
    return fail(why, why_size, "%s", errno == EPROTO ? "what answers there is no Redis" : strerror(errno));
}

static int take_reply(struct wj_redis *redis, int64_t until_us, redisReply **reply, char *why, size_t why_size)
{
    *reply = read_reply(redis, until_us);
    return *reply ? 0 : fail_with_errno(why, why_size);
}

static bool is_error(const redisReply *reply)
{
    return reply && reply->type == REDIS_REPLY_ERROR;
}

static int refuse(const redisReply *reply, char *why, size_t why_size)
{
    wj_copy_line(why, why_size, reply->str, reply->len);
    return WIKIJS_E_IO;
}

static wikijs_str word(const char *text)
{
    return (wikijs_str){ text, strlen(text) };
}

static int greet(struct wj_redis *redis, const wikijs_str *words, size_t count, int64_t until_us, char *why,
                 size_t why_size)
{
    redisReply *reply = NULL;
    if (send_command(redis, words, count, false, until_us) < 0)
        return fail_with_errno(why, why_size);
    int status = take_reply(redis, until_us, &reply, why, why_size);
    if (status == 0 && is_error(reply))
        status = refuse(reply, why, why_size);
    if (reply)
        hiredis.free_reply(reply);
    return status;
}

static int log_in(struct wj_redis *redis, const struct wj_redis_address *address, int64_t until_us, char *why,
                  size_t why_size)
{
    int status = 0;
    if (address->password[0] && address->user[0])
        status = greet(redis, (wikijs_str[]){ word("AUTH"), word(address->user), word(address->password) }, 3, until_us,
                       why, why_size);
    else if (address->password[0])
        status = greet(redis, (wikijs_str[]){ word("AUTH"), word(address->password) }, 2, until_us, why, why_size);
    if (status == 0 && address->database) {
        char number[16];
        snprintf(number, sizeof number, "%d", address->database);
        status = greet(redis, (wikijs_str[]){ word("SELECT"), word(number) }, 2, until_us, why, why_size);
    }
    return status;
}

/* --- for others --- */

int wj_redis_connect(struct wj_redis *out, const struct wj_redis_address *address, int64_t until_us, char *why,
                     size_t why_size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load_all);
    *out = (struct wj_redis){ .fd = -1 };
    if (!hiredis.loaded)
        return fail(why, why_size, "%s is not there: install the package libhiredis%s", library,
                    library + sizeof "libhiredis.so." - 1);
    out->fd = address->socket[0] ? open_path(address, until_us) : open_host(address, until_us);
    if (out->fd < 0)
        return fail(why, why_size, "%s", strerror(errno));
    out->reader = hiredis.reader_new();
    int status = out->reader ? log_in(out, address, until_us, why, why_size) : fail(why, why_size, "out of memory");
    if (status < 0)
        wj_redis_close(out);
    return status;
}

void wj_redis_close(struct wj_redis *redis)
{
    if (redis->fd >= 0)
        close(redis->fd);
    if (redis->reader)
        hiredis.reader_free(redis->reader);
    *redis = (struct wj_redis){ .fd = -1 };
}

void wj_redis_script_init(struct wj_redis_script *script, const char *text)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    size_t size = 0;
    script->text = text;
    script->sha[0] = '\0';
    if (!EVP_Q_digest(NULL, "SHA1", NULL, text, strlen(text), hash, &size))
        return;
    for (size_t i = 0; i < size && i * 2 < sizeof script->sha - 1; i++)
        snprintf(script->sha + i * 2, 3, "%02x", hash[i]);
}

/* Redis forgets scripts when it is started anew: then it is told the text. */
static bool is_forgotten(const redisReply *reply)
{
    return is_error(reply) && strncmp(reply->str, "NOSCRIPT", 8) == 0;
}

/* Words that begin with the script, by its name or as it is. */
static int exchange(struct wj_redis *redis, const wikijs_str *words, size_t count, const struct wj_redis_job *job,
                    int64_t until_us, struct wj_redis_result *result, char *why, size_t why_size)
{
    const wikijs_str get[] = { word("GET"), job->keys[0] };
    if (send_command(redis, words, count, job->gets, until_us) < 0 ||
        (job->gets && send_command(redis, get, 2, false, until_us) < 0))
        return fail_with_errno(why, why_size);
    int status = take_reply(redis, until_us, &result->reply, why, why_size);
    bool goes_on = status == 0 && (!is_error(result->reply) || is_forgotten(result->reply));
    return goes_on && job->gets ? take_reply(redis, until_us, &result->got, why, why_size) : status;
}

static int run(struct wj_redis *redis, wikijs_str *words, size_t count, const struct wj_redis_job *job,
               int64_t until_us, struct wj_redis_result *result, char *why, size_t why_size)
{
    words[0] = word("EVALSHA");
    words[1] = word(job->script->sha);
    int status = exchange(redis, words, count, job, until_us, result, why, why_size);
    if (status == 0 && is_forgotten(result->reply)) {
        wj_redis_result_free(result);
        words[0] = word("EVAL");
        words[1] = word(job->script->text);
        status = exchange(redis, words, count, job, until_us, result, why, why_size);
    }
    if (status == 0 && is_error(result->reply))
        status = refuse(result->reply, why, why_size);
    else if (status == 0 && result->got && is_error(result->got))
        status = refuse(result->got, why, why_size);
    if (status < 0)
        wj_redis_result_free(result);
    return status;
}

int wj_redis_call(struct wj_redis *redis, const struct wj_redis_job *job, int64_t until_us,
                  struct wj_redis_result *result, char *why, size_t why_size)
{
    char number[24];
    wikijs_str few[WORDS_MAX], *words = few;
    size_t count = 3 + job->key_count + job->value_count;
    *result = (struct wj_redis_result){ 0 };
    if (count > WORDS_MAX)
        words = wj_malloc(&wj_libc_allocator, count * sizeof *words);
    if (!words)
        return fail(why, why_size, "out of memory");
    snprintf(number, sizeof number, "%zu", job->key_count);
    words[2] = word(number);
    memcpy(words + 3, job->keys, job->key_count * sizeof *words);
    if (job->value_count)
        memcpy(words + 3 + job->key_count, job->values, job->value_count * sizeof *words);
    int status = run(redis, words, count, job, until_us, result, why, why_size);
    if (words != few)
        wj_free(&wj_libc_allocator, words);
    return status;
}

void wj_redis_result_free(struct wj_redis_result *result)
{
    if (result->reply)
        hiredis.free_reply(result->reply);
    if (result->got)
        hiredis.free_reply(result->got);
    *result = (struct wj_redis_result){ 0 };
}

#endif
