/* SPDX-License-Identifier: MIT */
#include "transfer/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"
#include "transfer/exclude.h"
#include "transfer/front_matter.h"

enum { PROBLEM_SIZE = 400, OWN_NAME = 0, INDEX = 3, README = 6 };

/* A list in an arena: what it outgrows stays there until the end. */
struct list {
    char *items;
    size_t count, room, size;
};

struct walk {
    struct wj_scan *scan;
    struct wj_folder *folder;
    const struct wj_scan_options *options;
    struct list folders, files, others;
};

/* Room for one more, zeroed; NULL: out of memory. */
static void *add(struct wj_arena *memory, struct list *list)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        char *items = wj_arena_alloc(memory, room * list->size);
        if (!items)
            return NULL;
        memcpy(items, list->items ? list->items : items, list->count * list->size);
        list->items = items;
        list->room = room;
    }
    return memset(list->items + list->count++ * list->size, 0, list->size);
}

/* --- what is there --- */

/* "cannot be read: No such file", in the arena. */
static const char *unreadable(struct wj_arena *memory, int reason)
{
    char line[PROBLEM_SIZE];
    snprintf(line, sizeof line, "cannot be read: %s", strerror(reason));
    return wj_arena_strdup(memory, line);
}

static bool add_file(struct walk *walk, const char *name, const char *source, const char *problem)
{
    struct wj_scan_file *file = add(&walk->scan->memory, &walk->files);
    if (!file)
        return false;
    *file = (struct wj_scan_file){ .name = name, .source = source, .problem = problem };
    file->content_type = wj_layout_content_type(name);
    walk->scan->incomplete = walk->scan->incomplete || problem;
    return true;
}

static bool add_other(struct walk *walk, const char *name, const char *source)
{
    struct wj_scan_other *other = add(&walk->scan->memory, &walk->others);
    if (other)
        *other = (struct wj_scan_other){ .name = name, .source = source };
    return other != NULL;
}

static bool add_regular(struct walk *walk, const char *name, const char *source)
{
    return wj_layout_content_type(name) ? add_file(walk, name, source, NULL) : add_other(walk, name, source);
}

/* Where a symbolic link leads, below the root; NULL: *problem says why it does not count, or is NULL: nobody minds. */
static const char *follow(struct walk *walk, const char *name, const char **problem)
{
    char path[PATH_MAX], real[PATH_MAX];
    struct stat info;
    size_t root = strlen(walk->scan->root);
    bool is_page = wj_layout_content_type(name) != NULL;
    int length = snprintf(path, sizeof path, "%s/%s", walk->scan->root, name);
    bool leads = (size_t)length < sizeof path && realpath(path, real) && stat(real, &info) == 0;
    const char *inside = NULL;
    *problem = NULL;
    if (!leads)
        *problem = is_page ? "is a symbolic link that leads nowhere" : NULL;
    else if (strncmp(real, walk->scan->root, root) != 0 || (real[root] != '/' && real[root] != '\0'))
        *problem = is_page || S_ISDIR(info.st_mode) ? "is a symbolic link that leads out of the folder" : NULL;
    else if (S_ISREG(info.st_mode))
        inside = wj_arena_strdup(&walk->scan->memory, real + root + 1);
    return inside;
}

/* One entry of a folder; `name` is in the arena. False: out of memory. */
static bool take_entry(struct walk *walk, const char *name)
{
    struct stat info;
    struct wj_arena *memory = &walk->scan->memory;
    int reason = fstatat(walk->folder->fd, name, &info, AT_SYMLINK_NOFOLLOW) < 0 ? errno : 0;
    if (wj_exclude_matches(walk->options->exclude, name, reason == 0 && S_ISDIR(info.st_mode)))
        return true;
    if (!wj_utf8_valid(name, strlen(name))) {
        char line[PROBLEM_SIZE];
        wj_copy_line(line, sizeof line, name, strlen(name));
        for (char *c = line; *c; c++)
            *c = *c & 0x80 ? '?' : *c;
        const char *shown = wj_arena_strdup(memory, line);
        return shown && (!wj_layout_content_type(name) || add_file(walk, shown, NULL, "has a name that is not UTF-8"));
    }
    if (reason)
        return add_file(walk, name, NULL, unreadable(memory, reason));
    if (S_ISDIR(info.st_mode)) {
        const char **folder = add(memory, &walk->folders);
        return folder && (*folder = name);
    }
    if (S_ISREG(info.st_mode))
        return add_regular(walk, name, name);
    const char *problem = wj_layout_content_type(name) ? "is no regular file" : NULL;
    const char *source = S_ISLNK(info.st_mode) ? follow(walk, name, &problem) : NULL;
    return source ? add_regular(walk, name, source) : !problem || add_file(walk, name, NULL, problem);
}

static const char *join(struct wj_arena *memory, const char *folder, const char *name)
{
    size_t length = strlen(folder), size = length + strlen(name) + 2;
    char *path = wj_arena_alloc(memory, size);
    if (path)
        snprintf(path, size, "%s%s%s", folder, length ? "/" : "", name);
    return path;
}

/* What is in it was not seen, or not all of it: so nothing counts as gone. */
static bool add_unread_folder(struct walk *walk, const char *folder, int reason)
{
    const char *problem = unreadable(&walk->scan->memory, reason);
    return problem && add_file(walk, *folder ? folder : ".", NULL, problem);
}

static bool read_entries(struct walk *walk, DIR *dir, const char *folder)
{
    const struct dirent *entry;
    while ((errno = 0, entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        const char *name = join(&walk->scan->memory, folder, entry->d_name);
        if (!name || !take_entry(walk, name))
            return false;
    }
    return errno == 0 || add_unread_folder(walk, folder, errno);
}

static bool read_folder(struct walk *walk, const char *folder)
{
    int fd = openat(walk->folder->fd, *folder ? folder : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        int reason = errno;
        if (fd >= 0)
            close(fd);
        return add_unread_folder(walk, folder, reason);
    }
    bool good = read_entries(walk, dir, folder);
    closedir(dir);
    return good;
}

/* --- which pages they are --- */

static int compare_files(const void *a, const void *b)
{
    const struct wj_scan_file *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static int compare_others(const void *a, const void *b)
{
    const struct wj_scan_other *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static int compare_places(const struct wj_scan_file *left, const struct wj_scan_file *right)
{
    int order = strcmp(left->path, right->path);
    return order ? order : strcmp(left->locale, right->locale);
}

static int compare_pages(const void *a, const void *b)
{
    const struct wj_scan_file *left = *(struct wj_scan_file *const *)a, *right = *(struct wj_scan_file *const *)b;
    int order = compare_places(left, right);
    order = order ? order : left->rank - right->rank;
    return order ? order : strcmp(left->name, right->name);
}

static enum wj_markup markup_of(const char *content_type)
{
    return strcmp(content_type, "html") == 0       ? WJ_MARKUP_HTML
           : strcmp(content_type, "asciidoc") == 0 ? WJ_MARKUP_ASCIIDOC
                                                   : WJ_MARKUP_MARKDOWN;
}

/* A wiki has written the file: its name is that of its page. */
static bool is_from_wiki(struct walk *walk, const struct wj_scan_file *file)
{
    struct wj_buf text;
    struct wj_arena memory;
    struct wj_front_matter header = { 0 };
    wj_buf_init(&text, walk->scan->memory.allocator, WJ_SCAN_BUFFER_MAX);
    wj_arena_init(&memory, walk->scan->memory.allocator, 0);
    bool from_wiki = wj_scan_read(walk->folder, file->source, &text, NULL) == 0 &&
                     wj_front_matter_read(&header, &memory, text.data, text.len, file->content_type, NULL) == 0 &&
                     header.from_wiki;
    wj_arena_clear(&memory);
    wj_buf_free(&text);
    return from_wiki;
}

/* Turn "docs/README" into "docs", at the top into "home". */
static void take_folder_page(struct walk *walk, struct wj_scan_file *file, char path[WJ_FILE_SIZE])
{
    char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    int rank = strcasecmp(base, "index") == 0 ? INDEX : strcasecmp(base, "readme") == 0 ? README : OWN_NAME;
    if (rank == OWN_NAME || is_from_wiki(walk, file))
        return;
    file->rank += rank;
    file->folder_page = true;
    if (slash)
        *slash = '\0';
    else
        memcpy(path, "home", sizeof "home");
}

static bool map(struct walk *walk, struct wj_scan_file *file)
{
    struct wj_arena *memory = &walk->scan->memory;
    struct wj_layout layout = { .locale = walk->options->locale, .any_name = true };
    struct wj_layout_page page;
    struct wj_place place;
    wikijs_error error;
    const char *name = join(memory, walk->options->prefix, file->name);
    if (!name)
        return false;
    if (!wj_layout_page_of(&layout, name, &page)) {
        file->problem = "has a name that no page can have";
        return true;
    }
    file->markup = markup_of(file->content_type);
    file->rank = (int)file->markup;
    take_folder_page(walk, file, page.path);
    int status = wj_place_new(&place, page.locale, page.path, &error);
    if (status < 0) {
        file->problem = wj_arena_strdup(memory, error.message);
        return file->problem != NULL;
    }
    file->locale = wj_arena_strdup(memory, place.locale);
    file->path = wj_arena_strdup(memory, place.path);
    return file->locale && file->path;
}

/* The pages, in their order; a page has one file. */
static bool make_pages(struct wj_scan *scan)
{
    scan->pages = wj_arena_alloc(&scan->memory, (scan->count + 1) * sizeof(struct wj_scan_file *));
    if (!scan->pages)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < scan->count; i++)
        if (!scan->files[i].problem)
            scan->pages[count++] = &scan->files[i];
    qsort(scan->pages, count, sizeof *scan->pages, compare_pages);
    for (size_t i = 0; i < count; i++) {
        struct wj_scan_file *page = scan->pages[i];
        const struct wj_scan_file *before = scan->page_count ? scan->pages[scan->page_count - 1] : NULL;
        if (before && compare_places(before, page) == 0) {
            char line[PROBLEM_SIZE];
            snprintf(line, sizeof line, "its page comes from '%.300s' already", before->name);
            page->problem = wj_arena_strdup(&scan->memory, line);
            if (!page->problem)
                return false;
            continue;
        }
        scan->pages[scan->page_count++] = page;
    }
    return true;
}

static bool scan_all(struct walk *walk)
{
    struct wj_scan *scan = walk->scan;
    bool good = read_folder(walk, "");
    for (size_t i = 0; good && i < walk->folders.count; i++)
        good = read_folder(walk, ((const char **)(void *)walk->folders.items)[i]);
    scan->files = (struct wj_scan_file *)(void *)walk->files.items;
    scan->count = walk->files.count;
    scan->others = (struct wj_scan_other *)(void *)walk->others.items;
    scan->other_count = walk->others.count;
    for (size_t i = 0; good && i < scan->count; i++)
        good = scan->files[i].problem || map(walk, &scan->files[i]);
    if (good && scan->count > 0)
        qsort(scan->files, scan->count, sizeof *scan->files, compare_files);
    if (good && scan->other_count > 0)
        qsort(scan->others, scan->other_count, sizeof *scan->others, compare_others);
    return good && make_pages(scan);
}

int wj_scan(struct wj_scan *scan, const wikijs_allocator *allocator, struct wj_folder *folder,
            const struct wj_scan_options *options, wikijs_error *err)
{
    struct walk walk = { .scan = scan,
                         .folder = folder,
                         .options = options,
                         .folders = { .size = sizeof(const char *) },
                         .files = { .size = sizeof(struct wj_scan_file) },
                         .others = { .size = sizeof(struct wj_scan_other) } };
    *scan = (struct wj_scan){ 0 };
    wj_arena_init(&scan->memory, allocator, 0);
    char root[PATH_MAX];
    if (!realpath(folder->path, root))
        return wj_error_set(err, WIKIJS_E_IO, "cannot read '%.300s': %s", folder->path, strerror(errno));
    scan->root = wj_arena_strdup(&scan->memory, root);
    return scan->root && scan_all(&walk) ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

void wj_scan_free(struct wj_scan *scan)
{
    wj_arena_clear(&scan->memory);
}

/* --- reading and finding --- */

int wj_scan_read(struct wj_folder *folder, const char *source, struct wj_buf *out, wikijs_error *err)
{
    int fd;
    int64_t size;
    ssize_t got = 0;
    int found = wj_folder_read(folder, source, &fd, &size, err);
    if (found != 1)
        return found < 0 ? found : wj_error_set(err, WIKIJS_E_IO, "the file is gone");
    int status = size > WJ_SCAN_FILE_MAX ? WIKIJS_E_TOO_LARGE : wj_buf_reserve(out, (size_t)size + 1);
    while (status == 0 && (got = read(fd, out->data + out->len, out->cap - WJ_BUF_PAD - out->len - 1)) != 0) {
        if (got > 0) {
            out->len += (size_t)got;
            status = wj_buf_reserve(out, out->len + 1);
        } else if (errno != EINTR) {
            status = WIKIJS_E_IO;
        }
    }
    int reason = errno;
    close(fd);
    if (status == 0) {
        out->data[out->len] = '\0';
        return 0;
    }
    return status == WIKIJS_E_TOO_LARGE
               ? wj_error_set(err, status, "the file is larger than 5 MiB, and the server takes no more")
           : status == WIKIJS_E_NOMEM ? wj_error_set(err, status, "out of memory")
                                      : wj_error_set(err, status, "the file cannot be read: %s", strerror(reason));
}

const struct wj_scan_file *wj_scan_find(const struct wj_scan *scan, const char *name)
{
    struct wj_scan_file key = { .name = name };
    return scan->count ? bsearch(&key, scan->files, scan->count, sizeof key, compare_files) : NULL;
}

struct wj_scan_other *wj_scan_find_other(const struct wj_scan *scan, const char *name)
{
    struct wj_scan_other key = { .name = name };
    return scan->other_count ? bsearch(&key, scan->others, scan->other_count, sizeof key, compare_others) : NULL;
}

const struct wj_scan_file *wj_scan_find_page(const struct wj_scan *scan, const char *locale, const char *path)
{
    struct wj_scan_file key = { .locale = locale, .path = path };
    for (size_t low = 0, high = scan->page_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = compare_places(scan->pages[middle], &key);
        if (order == 0)
            return scan->pages[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
