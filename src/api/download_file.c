/* SPDX-License-Identifier: MIT */
#include "api/download_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"

static int fail(const char *what, const char *file, wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_IO, "cannot %s '%.200s': %s", what, file, strerror(errno));
}

static void read_validator(struct wj_download_file *local)
{
    int fd = open(local->state, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t got = fd >= 0 ? read(fd, local->validator, sizeof local->validator - 1) : 0;
    if (fd >= 0)
        close(fd);
    local->validator[got > 0 ? got : 0] = '\0';
    local->validator[strcspn(local->validator, "\r\n")] = '\0';
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        bytes += done;
        size -= (size_t)done;
    }
    return 0;
}

/* Before the first byte that it speaks of is written: whatever happens, the two never disagree. */
static int write_validator(const struct wj_download_file *local, wikijs_error *err)
{
    int fd = open(local->state, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return fail("write", local->state, err);
    int failed = write_all(fd, local->validator, strlen(local->validator));
    failed = write_all(fd, "\n", 1) < 0 || failed < 0;
    return close(fd) < 0 || failed ? fail("write", local->state, err) : 0;
}

/* The last byte is fetched again: perhaps nothing is missing, and Wiki.js answers a range of nothing with a failure, 500. */
static int step_back(struct wj_download_file *local, int64_t size, wikijs_error *err)
{
    if (ftruncate(local->fd, size - 1) < 0)
        return fail("write", local->part, err);
    local->have = size - 1;
    return 0;
}

int wj_download_file_open(struct wj_download_file *local, bool resume, wikijs_error *err)
{
    struct stat info;
    if (stat(local->file, &info) == 0 && !S_ISREG(info.st_mode)) { /* a device would be replaced by a file */
        return wj_error_set(err, WIKIJS_E_IO, "cannot write '%.200s': it is %s", local->file,
                            S_ISDIR(info.st_mode) ? "a folder" : "no regular file");
    }
    local->fd = open(local->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_APPEND, 0666);
    if (local->fd < 0 || fstat(local->fd, &info) < 0)
        return fail("write", local->part, err);
    if (!S_ISREG(info.st_mode))
        return wj_error_set(err, WIKIJS_E_IO, "cannot write '%.200s': it is no regular file", local->part);
    if (flock(local->fd, LOCK_EX | LOCK_NB) < 0) {
        close(local->fd);
        local->fd = -1; /* not ours to remove */
        return wj_error_set(err, WIKIJS_E_BUSY, "another download writes '%.200s' at this moment", local->part);
    }
    read_validator(local);
    bool goes_on = resume && local->validator[0] && info.st_size > 0;
    return goes_on ? step_back(local, info.st_size, err) : wj_download_file_restart(local, NULL, err);
}

int wj_download_file_restart(struct wj_download_file *local, const char *validator, wikijs_error *err)
{
    local->have = 0;
    unlink(local->state);
    if (ftruncate(local->fd, 0) < 0)
        return fail("write", local->part, err);
    snprintf(local->validator, sizeof local->validator, "%s",
             validator && strlen(validator) < sizeof local->validator ? validator : "");
    return local->validator[0] ? write_validator(local, err) : 0;
}

int wj_download_file_write(struct wj_download_file *local, const char *bytes, size_t size, wikijs_error *err)
{
    if (write_all(local->fd, bytes, size) < 0)
        return fail("write", local->part, err);
    local->have += (int64_t)size;
    return 0;
}

int wj_download_file_complete(struct wj_download_file *local, wikijs_error *err)
{
    int closed = close(local->fd); /* a full disk may be told only here */
    local->fd = -1;
    if (closed < 0 || rename(local->part, local->file) < 0) {
        int status = fail("write", local->file, err);
        unlink(local->part);
        unlink(local->state);
        return status;
    }
    unlink(local->state);
    return 0;
}

void wj_download_file_abandon(struct wj_download_file *local, bool keep)
{
    if (local->fd < 0)
        return;
    close(local->fd);
    local->fd = -1;
    if (!keep || !local->validator[0] || local->have == 0) {
        unlink(local->part);
        unlink(local->state);
    }
}
