/* SPDX-License-Identifier: MIT */
#include "cache/marks_file.h"

#include "base/clock.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wikijs/error.h>

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes can share numbers only where no lock is behind them");

enum { BOOT_SIZE = 40 };

static const char magic[8] = "wjmarks";

struct wj_marks_page {
    char magic[sizeof magic];
    char boot[BOOT_SIZE]; /* of the start of the machine in which it was made */
    char generation[24];
    struct wj_marks marks;
};

/* What is different after each start of the machine; empty where the system does not tell. */
static void read_boot(char boot[BOOT_SIZE])
{
    memset(boot, 0, BOOT_SIZE);
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (read(fd, boot, 36) != 36)
        memset(boot, 0, BOOT_SIZE);
    close(fd);
}

/* --- opening --- */

static bool is_generation(const char *text)
{
    return strspn(text, "0123456789abcdef") == WJ_GENERATION_SIZE - 1 && !text[WJ_GENERATION_SIZE - 1];
}

static bool is_sound(struct wj_marks_page *page)
{
    char boot[BOOT_SIZE];
    read_boot(boot);
    if (memcmp(page->magic, magic, sizeof magic) != 0 || memcmp(page->boot, boot, sizeof boot) != 0 ||
        !is_generation(page->generation))
        return false;
    unsigned long long most = atomic_load(&page->marks.cleared);
    for (size_t i = 0; i < WJ_MARKS; i++) {
        unsigned long long mark = atomic_load(&page->marks.places[i]);
        most = mark > most ? mark : most;
    }
    return most && most <= atomic_load(&page->marks.drops); /* read last: others go on dropping */
}

static int map(struct wj_marks_file *file, int fd)
{
    struct stat about;
    if (fstat(fd, &about) < 0)
        return WIKIJS_E_IO;
    if (!S_ISREG(about.st_mode) || about.st_size != (off_t)sizeof *file->page)
        return WJ_MARKS_UNUSABLE;
    void *page = mmap(NULL, sizeof *file->page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        return WIKIJS_E_IO;
    *file = (struct wj_marks_file){ page, about.st_dev, about.st_ino };
    return 0;
}

int wj_marks_file_open(struct wj_marks_file *file, const char *path)
{
    *file = (struct wj_marks_file){ 0 };
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? WIKIJS_E_NOT_FOUND : errno == ELOOP ? WJ_MARKS_UNUSABLE : WIKIJS_E_IO;
    int status = map(file, fd);
    int failure = errno;
    close(fd);
    if (status == 0 && !is_sound(file->page)) {
        wj_marks_file_close(file);
        status = WJ_MARKS_UNUSABLE;
    }
    errno = failure;
    return status;
}

void wj_marks_file_close(struct wj_marks_file *file)
{
    if (file->page)
        munmap(file->page, sizeof *file->page);
    *file = (struct wj_marks_file){ 0 };
}

bool wj_marks_file_is_current(const struct wj_marks_file *file, const char *path)
{
    struct stat named;
    return file->page && lstat(path, &named) == 0 && named.st_dev == file->device && named.st_ino == file->inode &&
           named.st_size == (off_t)sizeof *file->page;
}

struct wj_marks *wj_marks_file_marks(const struct wj_marks_file *file)
{
    return &file->page->marks;
}

const char *wj_marks_file_generation(const struct wj_marks_file *file)
{
    return file->page->generation;
}

/* --- beginning anew --- */

/* Numbers of drops begin with the time, so that no ticket of an earlier file is good for this one. */
static unsigned long long first_number(const struct wj_marks_file *before)
{
    unsigned long long number = (unsigned long long)wj_system_clock.wall_ms(NULL) * 1000;
    unsigned long long reached = before && before->page ? atomic_load(&before->page->marks.drops) + 1 : 0;
    return reached > number ? reached : number;
}

static int write_page(const char *path, const struct wj_marks_page *page)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return WIKIJS_E_IO;
    /* All of it has its place on the disk: a mapped file without one would end the program that touches it. */
    int failure = posix_fallocate(fd, 0, sizeof *page);
    if (failure == 0 && write(fd, page, sizeof *page) != (ssize_t)sizeof *page)
        failure = errno ? errno : ENOSPC;
    close(fd);
    if (failure)
        unlink(path);
    errno = failure;
    return failure ? WIKIJS_E_IO : 0;
}

int wj_marks_file_publish(const char *path, const char *generation, const struct wj_marks_file *before, bool instead)
{
    static const struct wj_marks_page blank;
    struct wj_marks_page page = blank;
    char beside[4096];
    int length = snprintf(beside, sizeof beside, "%s-%s", path, generation);
    if (length < 0 || (size_t)length >= sizeof beside) {
        errno = ENAMETOOLONG;
        return WIKIJS_E_IO;
    }
    memcpy(page.magic, magic, sizeof magic);
    read_boot(page.boot);
    snprintf(page.generation, sizeof page.generation, "%s", generation);
    atomic_init(&page.marks.drops, first_number(before));
    atomic_init(&page.marks.cleared, atomic_load(&page.marks.drops));
    int status = write_page(beside, &page);
    if (status < 0)
        return status;
    if (instead ? rename(beside, path) == 0 : link(beside, path) == 0)
        status = 0;
    else
        status = errno == EEXIST || errno == ENOENT ? WIKIJS_E_EXISTS : WIKIJS_E_IO;
    int failure = errno;
    unlink(beside);
    errno = failure;
    return status;
}
