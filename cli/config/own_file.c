/* SPDX-License-Identifier: MIT */
#include "config/own_file.h"

#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 1024 * 1024 };

bool own_file_read(const char *path, struct buffer *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR;
    bool good = buffer_read(text, fd, LARGEST_FILE);
    int kept = errno;
    close(fd);
    errno = kept;
    return good;
}

bool own_folders_make(const char *path)
{
    char *copy = xstrdup(path);
    bool good = true;
    for (char *slash = strchr(copy + 1, '/'); slash && good; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        good = mkdir(copy, 0700) == 0 || errno == EEXIST;
        *slash = '/';
    }
    free(copy);
    return good;
}

int own_folder_lock(const char *path)
{
    if (!own_folders_make(path))
        return -1;
    const char *slash = strrchr(path, '/');
    char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return -1;
    int locked;
    while ((locked = flock(fd, LOCK_EX)) != 0 && errno == EINTR)
        ;
    if (locked == 0)
        return fd;
    int kept = errno;
    close(fd);
    errno = kept;
    return -1;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return true;
}

static bool write_beside(const char *target, const struct buffer *text)
{
    char *beside = xasprintf("%s.new", target);
    unlink(beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = fd >= 0 && write_all(fd, buffer_text(text), text->length) && fsync(fd) == 0;
    int kept = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        kept = errno;
        good = false;
    }
    if (good && rename(beside, target) != 0) {
        kept = errno;
        good = false;
    }
    if (!good)
        unlink(beside);
    free(beside);
    errno = kept;
    return good;
}

bool own_file_replace(const char *path, const struct buffer *text)
{
    struct stat about;
    char *target = realpath(path, NULL);
    bool is_special = target && stat(target, &about) == 0 && !S_ISREG(about.st_mode); /* a device, a folder */
    bool good = !is_special && write_beside(target ? target : path, text);
    int kept = is_special ? EINVAL : errno;
    free(target);
    errno = kept;
    return good;
}
