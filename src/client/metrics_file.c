/* SPDX-License-Identifier: MIT */
/* The numbers in a file: written beside and renamed; added to what an earlier run left, under a lock. */
#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"
#include "client/metrics.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 16 << 20, NAME_SIZE = 4096 };

static int fail(wikijs_error *err, const char *path)
{
    return wj_error_set(err, WIKIJS_E_IO, "%s: %s", path, strerror(errno));
}

static bool write_all(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(fd, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* Begins with a dot and ends otherwise, so that no collector takes it for a finished file. */
static bool name_beside(const char *path, char name[NAME_SIZE])
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    int length = snprintf(name, NAME_SIZE, "%.*s.%s.%ld.new", folder, path, path + folder, (long)getpid());
    return length > 0 && length < NAME_SIZE;
}

static int replace(const char *path, const wikijs_metric_list *list, wikijs_error *err)
{
    char name[NAME_SIZE];
    if (!name_beside(path, name))
        return wj_error_set(err, WIKIJS_E_ARG, "the name of the metrics file is too long");
    unlink(name); /* of a process that died, with the same number */
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail(err, name);
    size_t length;
    const char *text = wikijs_metric_list_text(list, &length);
    bool good = write_all(fd, text, length);
    int failure = errno;
    if (close(fd) < 0 && good) {
        good = false;
        failure = errno;
    }
    if (good && rename(name, path) == 0)
        return 0;
    errno = good ? errno : failure;
    int status = fail(err, path);
    unlink(name);
    return status;
}

static int begin(const wikijs_client *client, const char *path, const wikijs_metrics_options *options,
                 wikijs_metrics_options *taken, struct wikijs_shared **shared, wikijs_error *err)
{
    wj_error_clear(err);
    *shared = wj_client_shared(client);
    if (!*shared || !path || !*path)
        return wj_error_set(err, WIKIJS_E_ARG, *shared ? "no metrics file is named" : "no client is given");
    return wj_sized_take(taken, sizeof *taken, options, err);
}

static int write_metrics(const struct wj_metrics *metrics, const char *path, const char *labels, wikijs_error *err)
{
    wikijs_metric_list *list = NULL;
    int status = wj_metric_list_new(metrics, labels, &list, err);
    if (status == 0)
        status = replace(path, list, err);
    wikijs_metric_list_free(list);
    return status;
}

int wikijs_metrics_write_file(const wikijs_client *client, const char *path, const wikijs_metrics_options *options,
                              wikijs_error *err)
{
    wikijs_metrics_options taken = WIKIJS_METRICS_OPTIONS_INIT;
    struct wikijs_shared *shared;
    int status = begin(client, path, options, &taken, &shared, err);
    return status < 0 ? status : write_metrics(shared->metrics, path, taken.labels, err);
}

/* --- adding --- */

static int read_file(const char *path, struct wj_buf *text, wikijs_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? 0 : fail(err, path);
    struct stat about;
    int status = 0;
    if (fstat(fd, &about) < 0)
        status = fail(err, path);
    else if (!S_ISREG(about.st_mode))
        status = wj_error_set(err, WIKIJS_E_IO, "%s is no file", path);
    char block[16384];
    ssize_t count = 0;
    while (status == 0 && (count = read(fd, block, sizeof block)) > 0)
        if (wj_buf_append(text, block, (size_t)count) < 0) {
            status = wj_error_no_room(err, text->failed, "the file is too large");
            wj_error_context(err, "%s", path);
        }
    if (status == 0 && count < 0)
        status = fail(err, path);
    close(fd);
    return status;
}

static int add_locked(const struct wj_metrics *now, const char *path, const char *labels, wikijs_error *err)
{
    struct wj_buf text;
    wj_buf_init(&text, &now->allocator, FILE_BYTES_MAX);
    struct wj_metrics *sum = wj_metrics_new(&now->allocator);
    int status = sum ? read_file(path, &text, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status == 0 && text.len) {
        status = strlen(text.data) == text.len ? wj_metrics_read(sum, text.data, labels, err)
                                               : wj_error_set(err, WIKIJS_E_IO, "it is none of this library's metrics");
        if (status < 0)
            wj_error_context(err, "%s", path);
    }
    if (status == 0) {
        wj_metrics_add(sum, now);
        status = write_metrics(sum, path, labels, err);
    }
    wj_metrics_free(sum);
    wj_buf_free(&text);
    return status;
}

int wikijs_metrics_add_to_file(const wikijs_client *client, const char *path, const wikijs_metrics_options *options,
                               wikijs_error *err)
{
    wikijs_metrics_options taken = WIKIJS_METRICS_OPTIONS_INIT;
    struct wikijs_shared *shared;
    int status = begin(client, path, options, &taken, &shared, err);
    if (status < 0)
        return status;
    char name[NAME_SIZE];
    if (snprintf(name, sizeof name, "%s.lock", path) >= NAME_SIZE)
        return wj_error_set(err, WIKIJS_E_ARG, "the name of the metrics file is too long");
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0)
        return fail(err, name);
    while (flock(lock, LOCK_EX) < 0 && errno == EINTR)
        ;
    status = add_locked(shared->metrics, path, taken.labels, err);
    close(lock);
    return status;
}
