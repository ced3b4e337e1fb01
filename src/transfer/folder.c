/* SPDX-License-Identifier: MIT */
#include "transfer/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "base/thread.h"

#define NAMELESS "tmp-"

enum { NAMELESS_SIZE = 32, BLOCK = 64 * 1024 };

static int fail(struct wj_folder *folder, const char *verb, const char *name, wikijs_error *err)
{
    int problem = errno;
    folder->broken = folder->broken || problem == ENOSPC || problem == EDQUOT || problem == EROFS || problem == EIO;
    if (problem == ELOOP)
        return wj_error_set(err, WIKIJS_E_IO, "cannot %s '%.200s/%.200s': symbolic links are not followed here", verb,
                            folder->path, name);
    return wj_error_set(err, WIKIJS_E_IO, "cannot %s '%.200s/%.200s': %s", verb, folder->path, name, strerror(problem));
}

/* --- folders --- */

/* Make a folder and those above it. */
static int make_folders(const char *path, wikijs_error *err)
{
    char part[WJ_FILE_SIZE];
    size_t length = strlen(path);
    if (length >= sizeof part)
        return wj_error_set(err, WIKIJS_E_IO, "the path of the folder is longer than %d bytes", WJ_FILE_SIZE - 1);
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        char end = part[i];
        part[i] = '\0';
        if (mkdir(part, 0777) < 0 && errno != EEXIST)
            return wj_error_set(err, WIKIJS_E_IO, "cannot make the folder '%.300s': %s", part, strerror(errno));
        part[i] = end;
    }
    return 0;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* The entries of a folder; NULL with errno. */
static DIR *list(int at)
{
    int fd = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
    int problem = errno;
    if (!entries)
        close_fd(&fd);
    errno = problem;
    return entries;
}

static bool is_empty(int fd)
{
    DIR *entries = list(fd);
    const struct dirent *entry = NULL;
    bool listed = entries != NULL;
    while (listed && (errno = 0, entry = readdir(entries)) != NULL &&
           (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0))
        ;
    bool empty = listed && !entry && errno == 0;
    if (listed)
        closedir(entries);
    return empty;
}

int wj_folder_open(struct wj_folder *folder, const char *path, bool create, wikijs_error *err)
{
    *folder = (struct wj_folder){ .fd = -1, .state_fd = -1, .near_fd = -1, .path = path };
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0 && errno == ENOENT && create) {
        int status = make_folders(path, err);
        if (status < 0)
            return status;
        folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (folder->fd < 0)
        return wj_error_set(err, WIKIJS_E_IO, "cannot open the folder '%.300s': %s", path, strerror(errno));
    folder->was_empty = is_empty(folder->fd);
    return 0;
}

void wj_folder_close(struct wj_folder *folder)
{
    (void)wj_folder_sync_wait(folder, NULL);
    close_fd(&folder->near_fd);
    close_fd(&folder->state_fd);
    close_fd(&folder->fd);
}

int wj_folder_clean(struct wj_folder *folder, wikijs_error *err)
{
    DIR *entries = list(folder->state_fd);
    if (!entries)
        return fail(folder, "read", WJ_STATE_FOLDER, err);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        if (strncmp(entry->d_name, NAMELESS, sizeof NAMELESS - 1) == 0)
            unlinkat(folder->state_fd, entry->d_name, 0);
    closedir(entries);
    return 0;
}

/* A note in the state folder that keeps git away from it. */
static void hide_from_git(const struct wj_folder *folder)
{
    int fd = openat(folder->state_fd, ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd >= 0) {
        (void)!write(fd, "*\n", 2); /* without it git only shows one folder more */
        close(fd);
    }
}

/* A folder in a folder, no symbolic link: that is told by ELOOP. */
static int open_at(int at, const char *name)
{
    struct stat info;
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOTDIR)
        errno = fstatat(at, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode) ? ELOOP : ENOTDIR;
    return fd;
}

int wj_folder_open_state(struct wj_folder *folder, wikijs_error *err)
{
    if (mkdirat(folder->fd, WJ_STATE_FOLDER, 0777) < 0 && errno != EEXIST)
        return fail(folder, "make", WJ_STATE_FOLDER, err);
    folder->state_fd = open_at(folder->fd, WJ_STATE_FOLDER);
    if (folder->state_fd < 0)
        return fail(folder, "open", WJ_STATE_FOLDER, err);
    hide_from_git(folder);
    return 0;
}

int wj_folder_state_file(const struct wj_folder *folder, const char *name, char out[WJ_FILE_SIZE], wikijs_error *err)
{
    struct stat info;
    if (fstatat(folder->state_fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(info.st_mode))
        return wj_error_set(err, WIKIJS_E_IO, "'%.200s/" WJ_STATE_FOLDER "/%s' is no regular file", folder->path, name);
    int length = snprintf(out, WJ_FILE_SIZE, "%s/" WJ_STATE_FOLDER "/%s", folder->path, name);
    return length < WJ_FILE_SIZE ? 0 : wj_error_set(err, WIKIJS_E_IO, "the path of the folder is too long");
}

/* One segment further; `create`: made when it is missing. Closes `at` unless it is the folder itself. */
static int enter_segment(const struct wj_folder *folder, int at, const char *segment, bool create)
{
    int fd = open_at(at, segment);
    if (fd < 0 && errno == ENOENT && create && (mkdirat(at, segment, 0777) == 0 || errno == EEXIST))
        fd = open_at(at, segment);
    int problem = errno;
    if (at != folder->fd)
        close(at);
    errno = problem;
    return fd;
}

/* Names that layout.h has checked do; one from a journal that somebody else has made need not. */
static bool leads_down(const char *name)
{
    size_t length = strlen(name), size;
    for (const char *at = name; at <= name + length; at += size + 1) {
        size = strcspn(at, "/");
        bool dots = size <= 2 && strncmp(at, "..", size) == 0; /* nothing at all, too */
        if (dots || size > WJ_SEGMENT_MAX || length >= WJ_FILE_SIZE) {
            errno = dots ? EINVAL : ENAMETOOLONG;
            return false;
        }
    }
    return true;
}

/* The folder that a file is in, open until the next call; *base receives the last segment. -1 with errno. */
static int enter(struct wj_folder *folder, const char *name, bool create, const char **base)
{
    const char *slash = strrchr(name, '/');
    *base = slash ? slash + 1 : name;
    if (!leads_down(name))
        return -1;
    if (!slash)
        return folder->fd;
    size_t length = (size_t)(slash - name);
    if (folder->near_fd >= 0 && strncmp(folder->near, name, length) == 0 && folder->near[length] == '\0')
        return folder->near_fd;
    close_fd(&folder->near_fd);
    int fd = folder->fd;
    for (const char *at = name; fd >= 0 && at <= slash;) {
        char segment[WJ_SEGMENT_MAX + 1];
        size_t size = strcspn(at, "/");
        memcpy(segment, at, size);
        segment[size] = '\0';
        fd = enter_segment(folder, fd, segment, create);
        at += size + 1;
    }
    if (fd >= 0) {
        folder->near_fd = fd;
        memcpy(folder->near, name, length);
        folder->near[length] = '\0';
    }
    return fd;
}

/* --- writing --- */

static void nameless(uint64_t number, char out[NAMELESS_SIZE])
{
    snprintf(out, NAMELESS_SIZE, NAMELESS "%" PRIu64, number);
}

int wj_folder_begin(struct wj_folder *folder, struct wj_folder_file *file, bool hashed, wikijs_error *err)
{
    char name[NAMELESS_SIZE];
    *file = (struct wj_folder_file){ .fd = -1, .number = folder->next_number++, .folder_path = folder->path };
    nameless(file->number, name);
    file->fd = openat(folder->state_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file->fd < 0)
        return fail(folder, "write", WJ_STATE_FOLDER, err);
    file->hash_state = hashed ? wj_sha256_new() : NULL;
    if (hashed && !file->hash_state) {
        wj_folder_abandon(folder, file);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    return 0;
}

int wj_folder_write(struct wj_folder_file *file, const void *bytes, size_t size, wikijs_error *err)
{
    const char *at = bytes;
    if (file->hash_state && size > 0 && wj_sha256_add(file->hash_state, bytes, size) < 0)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    while (size > 0) {
        ssize_t done = write(file->fd, at, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return wj_error_set(err, WIKIJS_E_IO, "cannot write to '%.300s': %s", file->folder_path, strerror(errno));
        at += done;
        size -= (size_t)done;
        file->size += done;
    }
    return 0;
}

int wj_folder_end(struct wj_folder_file *file, wikijs_error *err)
{
    int status = file->hash_state ? wj_sha256_end(file->hash_state, file->hash) : 0;
    wj_sha256_free(file->hash_state);
    file->hash_state = NULL;
    int closed = close(file->fd); /* a full disk may be told only here */
    file->fd = -1;
    if (closed < 0)
        return wj_error_set(err, WIKIJS_E_IO, "cannot write to '%.300s': %s", file->folder_path, strerror(errno));
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

void wj_folder_discard(const struct wj_folder *folder, uint64_t number)
{
    char name[NAMELESS_SIZE];
    nameless(number, name);
    unlinkat(folder->state_fd, name, 0);
}

void wj_folder_abandon(struct wj_folder *folder, struct wj_folder_file *file)
{
    wj_sha256_free(file->hash_state);
    file->hash_state = NULL;
    close_fd(&file->fd);
    wj_folder_discard(folder, file->number);
}

static void *run_sync(void *context)
{
    struct wj_folder *folder = context;
    folder->sync_errno = syncfs(folder->fd) == 0 ? 0 : errno;
    atomic_store(&folder->synced, true);
    return NULL;
}

void wj_folder_sync_start(struct wj_folder *folder)
{
    atomic_store(&folder->synced, false);
    folder->syncing = wj_thread_start(&folder->syncer, run_sync, folder);
    if (!folder->syncing)
        run_sync(folder);
}

bool wj_folder_is_syncing(const struct wj_folder *folder)
{
    return folder->syncing && !atomic_load(&folder->synced);
}

int wj_folder_sync_wait(struct wj_folder *folder, wikijs_error *err)
{
    if (folder->syncing)
        pthread_join(folder->syncer, NULL);
    folder->syncing = false;
    if (folder->sync_errno == 0)
        return 0;
    folder->broken = true;
    return wj_error_set(err, WIKIJS_E_IO, "cannot write to '%.300s': %s", folder->path, strerror(folder->sync_errno));
}

int wj_folder_place(struct wj_folder *folder, uint64_t number, const char *name, wikijs_error *err)
{
    char from[NAMELESS_SIZE];
    const char *base;
    struct stat info;
    nameless(number, from);
    int fd = enter(folder, name, true, &base);
    if (fd < 0)
        return fail(folder, "write", name, err);
    if (renameat2(folder->state_fd, from, fd, base, RENAME_NOREPLACE) == 0)
        return 0; /* the usual case; there is such a file, or the file system cannot do this */
    if (fstatat(fd, base, &info, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(info.st_mode)) {
        errno = S_ISLNK(info.st_mode) ? ELOOP : S_ISDIR(info.st_mode) ? EISDIR : EEXIST;
        return fail(folder, "write", name, err);
    }
    return renameat(folder->state_fd, from, fd, base) == 0 ? 0 : fail(folder, "write", name, err);
}

/* --- reading --- */

int wj_folder_read(struct wj_folder *folder, const char *name, int *fd, int64_t *size, wikijs_error *err)
{
    const char *base;
    struct stat info;
    int at = enter(folder, name, false, &base);
    *fd = at < 0 ? -1 : openat(at, base, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (*fd < 0)
        return errno == ENOENT ? 0 : fail(folder, "read", name, err);
    if (fstat(*fd, &info) < 0 || !S_ISREG(info.st_mode)) {
        close_fd(fd);
        return wj_error_set(err, WIKIJS_E_IO, "cannot read '%.200s/%.200s': it is no regular file", folder->path, name);
    }
    *size = info.st_size;
    return 1;
}

static int hash_file(int fd, char hash[WJ_SHA256_HEX])
{
    char block[BLOCK];
    ssize_t got;
    struct wj_sha256 *state = wj_sha256_new();
    int status = state ? 0 : WIKIJS_E_NOMEM;
    while (status == 0 && (got = read(fd, block, sizeof block)) != 0) {
        if (got > 0)
            status = wj_sha256_add(state, block, (size_t)got);
        else if (errno != EINTR)
            status = WIKIJS_E_IO;
    }
    status = status < 0 ? status : wj_sha256_end(state, hash);
    wj_sha256_free(state);
    return status;
}

int wj_folder_look(struct wj_folder *folder, const char *name, int64_t *size, char hash[WJ_SHA256_HEX],
                   wikijs_error *err)
{
    int fd, found = wj_folder_read(folder, name, &fd, size, err);
    if (found != 1)
        return found;
    int status = hash ? hash_file(fd, hash) : 0;
    if (status < 0)
        status = status == WIKIJS_E_IO ? fail(folder, "read", name, err) : wj_error_set(err, status, "out of memory");
    close(fd);
    return status < 0 ? status : 1;
}

int wj_folder_remove(struct wj_folder *folder, const char *name, wikijs_error *err)
{
    const char *base;
    int fd = enter(folder, name, false, &base);
    if ((fd < 0 || unlinkat(fd, base, 0) < 0) && errno != ENOENT)
        return fail(folder, "remove", name, err);
    char above[WJ_FILE_SIZE];
    snprintf(above, sizeof above, "%s", name);
    for (char *slash; (slash = strrchr(above, '/')) != NULL;) {
        *slash = '\0';
        fd = enter(folder, above, false, &base);
        if (fd < 0 || unlinkat(fd, base, AT_REMOVEDIR) < 0)
            break; /* others are in it */
        if (strcmp(folder->near, above) == 0)
            close_fd(&folder->near_fd); /* it is gone */
    }
    return 0;
}
