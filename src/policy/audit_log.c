/* SPDX-License-Identifier: MIT */
/* Opening, taking turns, finding the end, adding a line. */
#include "policy/audit_log.h"

#include "base/buf.h"
#include "base/status.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    WINDOW = 4 * WJ_AUDIT_LINE_MAX, /* in which the last good line is looked for */
    LINE_ROOM = 2 * WJ_AUDIT_LINE_MAX,
    PENDING_MAX = 1 << 20, /* bytes of lines that wait for a disk with room */
    LOCK_WAIT_MS = 2000,
    OPEN_TRIES = 10
};

struct wj_audit_log {
    pthread_mutex_t lock;
    wikijs_allocator allocator;
    const struct wj_clock *clock;
    char *path, *head_path;
    bool fsync;
    int fd, head_fd;
    unsigned reserved;         /* lines that were promised room */
    int64_t end;               /* of the file as this process left it; -1: not known */
    struct wj_audit_link last; /* of the line before `end` */
    struct wj_buf line;        /* that is being written; kept, as `window`, so that a promised line needs no memory */
    char *window;              /* the end of a file, WINDOW + 1 bytes; NULL: nothing was promised yet */
    struct wj_buf pending;     /* members of lines, each with a newline */
};

const struct wj_audit_link wj_audit_start = { 0, "0000000000000000000000000000000000000000000000000000000000000000" };

/* --- reading --- */

static bool is_hash(const char *text)
{
    return strspn(text, "0123456789abcdef") >= WJ_SHA256_HEX - 1;
}

bool wj_audit_line_read(const char *line, size_t length, struct wj_audit_link *before)
{
    static const char seq[] = "{\"seq\":", prev[] = ",\"prev\":\"";
    const char *end = line + length, *at = line + sizeof seq - 1;
    if (length < sizeof seq || memcmp(line, seq, sizeof seq - 1) != 0 || end[-1] != '}')
        return false;
    size_t digits = 0;
    while (at + digits < end && at[digits] >= '0' && at[digits] <= '9')
        digits++;
    int64_t number;
    if (!wj_int_parse(at, digits, &number) || number < 1)
        return false;
    at += digits;
    if ((size_t)(end - at) < sizeof prev - 1 + WJ_SHA256_HEX - 1 + 2 || memcmp(at, prev, sizeof prev - 1) != 0)
        return false;
    at += sizeof prev - 1;
    memcpy(before->hash, at, WJ_SHA256_HEX - 1);
    before->hash[WJ_SHA256_HEX - 1] = '\0';
    before->seq = (uint64_t)number - 1;
    return is_hash(before->hash) && at[WJ_SHA256_HEX - 1] == '"';
}

bool wj_audit_head_read(const char *text, size_t length, struct wj_audit_link *last)
{
    int64_t number;
    if (length != WJ_AUDIT_HEAD_SIZE || text[20] != ' ' || text[85] != '\n' || !wj_int_parse(text, 20, &number))
        return false;
    last->seq = (uint64_t)number;
    memcpy(last->hash, text + 21, WJ_SHA256_HEX - 1);
    last->hash[WJ_SHA256_HEX - 1] = '\0';
    return is_hash(last->hash);
}

/* --- making --- */

struct wj_audit_log *wj_audit_log_new(const char *path, bool fsync, const struct wj_clock *clock,
                                      const wikijs_allocator *allocator)
{
    struct wj_audit_log *log = wj_calloc(allocator, 1, sizeof *log);
    if (!log)
        return NULL;
    log->allocator = *allocator;
    log->clock = clock;
    log->fsync = fsync;
    log->fd = log->head_fd = -1;
    log->end = -1;
    pthread_mutex_init(&log->lock, NULL);
    wj_buf_init(&log->line, &log->allocator, LINE_ROOM);
    wj_buf_init(&log->pending, &log->allocator, PENDING_MAX);
    size_t size = strlen(path) + sizeof ".head";
    log->path = wj_strdup(allocator, path);
    log->head_path = wj_malloc(allocator, size);
    if (log->head_path)
        snprintf(log->head_path, size, "%s.head", path);
    if (log->path && log->head_path)
        return log;
    wj_audit_log_free(log);
    return NULL;
}

const char *wj_audit_log_path(const struct wj_audit_log *log)
{
    return log->path;
}

static void close_log(struct wj_audit_log *log)
{
    if (log->fd >= 0)
        close(log->fd);
    log->fd = -1;
    log->end = -1;
}

static void close_head(struct wj_audit_log *log)
{
    if (log->head_fd >= 0)
        close(log->head_fd);
    log->head_fd = -1;
}

static int fail(const struct wj_audit_log *log, wikijs_error *err, const char *what)
{
    int failure = errno;
    return wj_error_set(err, WIKIJS_E_IO, "audit log '%s': %s%s", log->path, what, strerror(failure));
}

/* --- the right file, and its turn --- */

/* Of the files that are open, whether they still have their names: a log may have been renamed, for rotation. */
static bool has_name(int fd, const char *path)
{
    struct stat open_one, named;
    return fd >= 0 && fstat(fd, &open_one) == 0 && stat(path, &named) == 0 && open_one.st_dev == named.st_dev &&
           open_one.st_ino == named.st_ino;
}

static bool is_current(const struct wj_audit_log *log)
{
    return has_name(log->fd, log->path);
}

/* A new file is found after a power failure only when its folder is on the disk, too. */
static int sync_name(struct wj_audit_log *log, wikijs_error *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(log->path, '/');
    int length = slash ? (int)(slash - log->path) + 1 : 1;
    snprintf(folder, sizeof folder, "%.*s", length, slash ? log->path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return 0; /* it may be written, but not read: the lines themselves are all that can be made sure of */
    int status = fsync(fd) < 0 && errno != EINVAL ? fail(log, err, "its folder: ")
                                                  : 0; /* EINVAL: it has no such thing */
    close(fd);
    if (status < 0)
        close_log(log);
    return status;
}

static int open_log(struct wj_audit_log *log, wikijs_error *err)
{
    close_log(log);
    log->fd = open(log->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    struct stat about;
    if (log->fd < 0 || fstat(log->fd, &about) < 0)
        return fail(log, err, "");
    if (!S_ISREG(about.st_mode)) {
        close_log(log);
        return wj_error_set(err, WIKIJS_E_CONFIG, "audit log '%s': this is no file", log->path);
    }
    return log->fsync && about.st_size == 0 ? sync_name(log, err) : 0;
}

static void open_head(struct wj_audit_log *log)
{
    close_head(log);
    log->head_fd = open(log->head_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600); /* without it goes, too */
}

/* Others hold it for one write; who holds it longer is stopped or broken. */
static bool lock_file(int fd)
{
    static const struct timespec pause = { .tv_nsec = 1000000 };
    for (int i = 0; i < LOCK_WAIT_MS; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return false;
        nanosleep(&pause, NULL);
    }
    return false;
}

static void finish(const struct wj_audit_log *log)
{
    if (log->fd >= 0)
        flock(log->fd, LOCK_UN);
    if (log->head_fd >= 0)
        flock(log->head_fd, LOCK_UN);
}

/*
 * The head's lock comes first: it is the same for all while the log is renamed and begun anew, so nobody begins the new
 * file before the last line of the old one stands in the head. Who has no head has at least the log's own.
 */
static int try_turn(struct wj_audit_log *log, wikijs_error *err)
{
    if (!has_name(log->head_fd, log->head_path))
        open_head(log);
    if (log->head_fd >= 0 && !lock_file(log->head_fd))
        return fail(log, err, "another process holds it: ");
    int status = is_current(log) ? 0 : open_log(log, err);
    if (status == 0 && !lock_file(log->fd))
        status = fail(log, err, "another process holds it: ");
    return status;
}

static int begin(struct wj_audit_log *log, wikijs_error *err)
{
    for (int i = 0; i < OPEN_TRIES; i++) {
        int status = try_turn(log, err);
        if (status == 0 && is_current(log) && (log->head_fd < 0 || has_name(log->head_fd, log->head_path)))
            return 0;
        finish(log);
        if (status < 0)
            return status;
    }
    return wj_error_set(err, WIKIJS_E_IO, "audit log '%s': it is renamed again and again", log->path);
}

/* --- writing, under the lock of the file --- */

static bool read_head(const struct wj_audit_log *log, struct wj_audit_link *last)
{
    char text[WJ_AUDIT_HEAD_SIZE + 1];
    struct wj_audit_link head;
    ssize_t length = log->head_fd < 0 ? -1 : pread(log->head_fd, text, sizeof text, 0);
    if (length <= 0 || !wj_audit_head_read(text, (size_t)length, &head))
        return false;
    *last = head;
    return true;
}

static void write_head(const struct wj_audit_log *log)
{
    char text[WJ_AUDIT_HEAD_SIZE + 1];
    snprintf(text, sizeof text, "%020llu %s\n", (unsigned long long)log->last.seq, log->last.hash);
    if (log->head_fd >= 0 && pwrite(log->head_fd, text, WJ_AUDIT_HEAD_SIZE, 0) != WJ_AUDIT_HEAD_SIZE)
        return; /* it is behind then, which those who read it reckon with */
}

/* `text` is one line with its newline, perhaps behind the end of a torn one. */
static int write_whole(struct wj_audit_log *log, int64_t size, const char *text, size_t length, wikijs_error *err)
{
    ssize_t written = write(log->fd, text, length);
    if (written == (ssize_t)length) {
        log->end = size + (int64_t)length;
        return 0;
    }
    if (written >= 0)
        errno = ENOSPC;
    int status = fail(log, err, "");
    log->end = -1;
    if (written > 0 && ftruncate(log->fd, size) < 0)
        wj_error_context(err, "half a line was written"); /* the next one closes it */
    return status;
}

static int write_line(struct wj_audit_log *log, int64_t size, const char *before, const char *members, size_t length,
                      wikijs_error *err)
{
    struct wj_buf *line = &log->line;
    wj_buf_clear(line);
    wj_buf_str(line, before);
    size_t start = line->len;
    struct wj_audit_link next = { .seq = log->last.seq + 1 };
    wj_buf_printf(line, "{\"seq\":%" PRIu64 ",\"prev\":\"%s\",", next.seq, log->last.hash);
    wj_buf_append(line, members, length);
    wj_buf_str(line, "}\n");
    int status = line->failed ? line->failed : wj_sha256_hex(line->data + start, line->len - start - 1, next.hash);
    if (status < 0)
        wj_error_set(err, status, "audit log '%s': %s", log->path, wikijs_status_text(status));
    else
        status = write_whole(log, size, line->data, line->len, err);
    if (status == 0) {
        log->last = next;
        write_head(log);
    }
    return status;
}

static int write_event(struct wj_audit_log *log, int64_t size, const char *before, const char *event,
                       const char *details, wikijs_error *err)
{
    char time[25], members[512];
    wj_time_format(log->clock->wall_ms(log->clock->context), time);
    int length = snprintf(members, sizeof members, "\"time\":\"%s\",\"event\":\"%s\",%s", time, event, details);
    return write_line(log, size, before, members, (size_t)length, err);
}

/* --- finding the end, under the lock of the file --- */

/* What stands behind the last good line: the rest of a line that was being written during a crash. */
static int close_torn(struct wj_audit_log *log, int64_t size, char *torn, size_t length, wikijs_error *err)
{
    bool ended = torn[length - 1] == '\n';
    torn[length] = '\n'; /* there is room for it */
    size_t whole = length + !ended;
    char hash[WJ_SHA256_HEX], details[160];
    if (wj_sha256_hex(torn, whole, hash) < 0)
        return wj_error_set(err, WIKIJS_E_NOMEM, "audit log '%s': out of memory", log->path);
    snprintf(details, sizeof details, "\"torn_bytes\":%zu,\"torn_sha256\":\"%s\"", whole, hash);
    return write_event(log, size, ended ? "" : "\n", "recovered", details, err);
}

/* The last line that is one of ours; returns what follows it, or NULL when there is none. */
static char *find_last_line(char *text, size_t length, struct wj_audit_link *last)
{
    for (char *end = memrchr(text, '\n', length); end; end = memrchr(text, '\n', (size_t)(end - text))) {
        char *start = memrchr(text, '\n', (size_t)(end - text));
        start = start ? start + 1 : text;
        struct wj_audit_link before;
        if (wj_audit_line_read(start, (size_t)(end - start), &before)) {
            last->seq = before.seq + 1;
            return wj_sha256_hex(start, (size_t)(end - start), last->hash) == 0 ? end + 1 : NULL;
        }
    }
    return NULL;
}

/* The beginning of a first line, as far as it was written. */
static bool may_be_torn_start(const char *text, size_t length)
{
    static const char start[] = "{\"seq\":";
    size_t shorter = length < sizeof start - 1 ? length : sizeof start - 1;
    return memcmp(text, start, shorter) == 0 && !memchr(text, '\n', length);
}

/* Lines that the head knows of are gone, or others. It is not for this process to hide that. */
static int tell_mismatch(struct wj_audit_log *log, const struct wj_audit_link *head, const struct wj_audit_link *found,
                         wikijs_error *err)
{
    bool missing = head->seq > found->seq;
    bool differs = head->seq == found->seq && strcmp(head->hash, found->hash) != 0;
    if (!missing && !differs)
        return 0;
    char details[160];
    snprintf(details, sizeof details, "\"expected_seq\":%llu,\"expected_sha256\":\"%s\"", (unsigned long long)head->seq,
             head->hash);
    return write_event(log, log->end, "", "mismatch", details, err);
}

static int read_end(struct wj_audit_log *log, int64_t size, char *text, wikijs_error *err)
{
    int64_t from = size > WINDOW ? size - WINDOW : 0;
    ssize_t length = pread(log->fd, text, WINDOW, from);
    if (length <= 0)
        return fail(log, err, "");
    struct wj_audit_link head;
    bool has_head = read_head(log, &head);
    char *rest = find_last_line(text, (size_t)length, &log->last);
    if (!rest && (from > 0 || !may_be_torn_start(text, (size_t)length)))
        return wj_error_set(err, WIKIJS_E_CONFIG, "audit log '%s': the file holds something else", log->path);
    if (!rest) {
        log->last = has_head ? head : wj_audit_start;
        return close_torn(log, size, text, (size_t)length, err);
    }
    struct wj_audit_link found = log->last;
    log->end = size;
    int status = 0;
    if (rest < text + length)
        status = close_torn(log, size, rest, (size_t)(text + length - rest), err);
    return status == 0 && has_head ? tell_mismatch(log, &head, &found, err) : status;
}

/* What a line takes, also behind the rest of a torn one. */
static int make_room(struct wj_audit_log *log, wikijs_error *err)
{
    if (!log->window)
        log->window = wj_malloc(&log->allocator, WINDOW + 1);
    wj_buf_clear(&log->line);
    if (log->window && wj_buf_reserve(&log->line, LINE_ROOM) == 0)
        return 0;
    return wj_error_set(err, WIKIJS_E_NOMEM, "audit log '%s': out of memory", log->path);
}

static int find_end(struct wj_audit_log *log, wikijs_error *err)
{
    struct stat about;
    if (fstat(log->fd, &about) < 0)
        return fail(log, err, "");
    if (about.st_size == log->end)
        return 0;
    log->end = about.st_size;
    if (about.st_size == 0) { /* new: goes on where the one before it ended */
        if (!read_head(log, &log->last) && log->last.seq == 0)
            log->last = wj_audit_start;
        return 0;
    }
    int status = make_room(log, err);
    if (status == 0)
        status = read_end(log, about.st_size, log->window, err);
    if (status < 0)
        log->end = -1;
    return status;
}

/* --- adding --- */

static int add_line(struct wj_audit_log *log, const char *members, size_t length, wikijs_error *err)
{
    int status = find_end(log, err);
    return status < 0 ? status : write_line(log, log->end, "", members, length, err);
}

static int add_pending(struct wj_audit_log *log, wikijs_error *err)
{
    struct wj_buf *pending = &log->pending;
    size_t done = 0;
    int status = 0;
    while (status == 0 && done < pending->len) {
        size_t length = strcspn(pending->data + done, "\n");
        status = add_line(log, pending->data + done, length, err);
        if (status == 0)
            done += length + 1;
    }
    if (done) {
        pending->len -= done;
        memmove(pending->data, pending->data + done, pending->len + 1);
    }
    return status;
}

static int flush_to_disk(const struct wj_audit_log *log, wikijs_error *err)
{
    return log->fsync && fdatasync(log->fd) < 0 ? fail(log, err, "") : 0;
}

static int flush(struct wj_audit_log *log, wikijs_error *err)
{
    int status = log->pending.len ? begin(log, err) : 0;
    if (status == 0 && log->pending.len) {
        status = add_pending(log, err);
        finish(log);
        status = status < 0 ? status : flush_to_disk(log, err);
    }
    return status;
}

static bool has_room(const struct wj_audit_log *log, wikijs_error *err)
{
    struct stat about;
    struct rlimit limit;
    off_t room = (off_t)(log->reserved + 1) * WJ_AUDIT_LINE_MAX;
    if (fstat(log->fd, &about) < 0)
        return fail(log, err, "") == 0;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        (rlim_t)(about.st_size + room) > limit.rlim_cur)
        errno = EFBIG;
    else if (fallocate(log->fd, FALLOC_FL_KEEP_SIZE, about.st_size, room) == 0 || errno == EOPNOTSUPP ||
             errno == ENOSYS)
        return true;
    fail(log, err, "");
    return false;
}

int wj_audit_log_reserve(struct wj_audit_log *log, wikijs_error *err)
{
    pthread_mutex_lock(&log->lock);
    int status = make_room(log, err);
    if (status == 0)
        status = flush(log, err);
    if (status == 0 && !is_current(log))
        status = open_log(log, err);
    if (status == 0 && log->end < 0) { /* is it an audit log at all? */
        status = begin(log, err);
        if (status == 0) {
            status = find_end(log, err);
            finish(log);
        }
    }
    if (status == 0 && !has_room(log, err))
        status = WIKIJS_E_IO;
    log->reserved += status == 0;
    pthread_mutex_unlock(&log->lock);
    return status;
}

void wj_audit_log_unreserve(struct wj_audit_log *log)
{
    pthread_mutex_lock(&log->lock);
    log->reserved--;
    pthread_mutex_unlock(&log->lock);
}

static void keep(struct wj_audit_log *log, const char *members, size_t length)
{
    /* All of it or nothing: half a line would run into the next one. */
    if (wj_buf_reserve(&log->pending, log->pending.len + length + 1) == 0) {
        wj_buf_append(&log->pending, members, length);
        wj_buf_char(&log->pending, '\n');
    }
    log->pending.failed = 0;
}

int wj_audit_log_add(struct wj_audit_log *log, const char *members, size_t length, bool reserved, wikijs_error *err)
{
    pthread_mutex_lock(&log->lock);
    int status = begin(log, err);
    if (status == 0) {
        status = add_pending(log, err);
        if (status == 0)
            status = add_line(log, members, length, err);
        finish(log);
    }
    if (status < 0)
        keep(log, members, length);
    else
        status = flush_to_disk(log, err);
    log->reserved -= reserved;
    pthread_mutex_unlock(&log->lock);
    return status;
}

void wj_audit_log_free(struct wj_audit_log *log)
{
    if (!log)
        return;
    if (log->path && log->head_path)
        flush(log, NULL);
    close_log(log);
    close_head(log);
    wj_buf_free(&log->line);
    wj_buf_free(&log->pending);
    pthread_mutex_destroy(&log->lock);
    wikijs_allocator allocator = log->allocator;
    wj_free(&allocator, log->window);
    wj_free(&allocator, log->path);
    wj_free(&allocator, log->head_path);
    wj_free(&allocator, log);
}
