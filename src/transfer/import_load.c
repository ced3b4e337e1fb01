/* SPDX-License-Identifier: MIT */
/* From a file to what it wants of its page: header, title, links. */
#include <stdio.h>
#include <string.h>

#include "api/asset_name.h"
#include "api/input.h"
#include "base/alloc.h"
#include "base/status.h"
#include "transfer/front_matter.h"
#include "transfer/import_run.h"
#include "transfer/title.h"

/* --- links --- */

struct resolver {
    struct wj_import *import;
    const struct wj_scan_file *file;
};

/* The name that `path`, seen from the folder of `file`, stands for; *folder: it names a folder. False: it leads out. */
static bool resolve_name(const char *file, const char *path, char out[WJ_FILE_SIZE], bool *folder)
{
    const char *slash = strrchr(file, '/');
    size_t used = slash ? (size_t)(slash - file) : 0;
    memcpy(out, file, used);
    *folder = true; /* "." and "docs/" do */
    while (*path) {
        size_t length = strcspn(path, "/");
        bool up = length == 2 && memcmp(path, "..", 2) == 0, here = length == 0 || (length == 1 && *path == '.');
        if (up && used == 0)
            return false;
        if (up) {
            while (used > 0 && out[--used] != '/') {
            }
        } else if (!here) {
            if (used + length + 2 > WJ_FILE_SIZE)
                return false;
            out[used] = '/';
            used += used > 0;
            memcpy(out + used, path, length);
            used += length;
        }
        *folder = up || here || path[length] == '/';
        path += length + (path[length] == '/');
    }
    out[used] = '\0';
    return true;
}

/* A name below the prefix, seen as a page's: its place. False: it can have none. */
static bool place_of(const struct wj_import *import, const char *name, struct wj_layout_page *place)
{
    char full[WJ_FILE_SIZE];
    struct wj_layout layout = { .locale = import->scan_options.locale };
    const char *prefix = import->scan_options.prefix, *join = *prefix && *name ? "/" : "";
    int length = snprintf(full, sizeof full, "%s%s%s.md", prefix, join, name);
    return (size_t)length < sizeof full && wj_layout_page_of(&layout, full, place);
}

static bool resolve_folder(const struct wj_import *import, const char *name, const char **locale, const char **path)
{
    struct wj_layout_page place;
    const char *home = *import->scan_options.prefix || *name ? name : "home";
    const struct wj_scan_file *page = NULL;
    if (place_of(import, home, &place))
        page = wj_scan_find_page(&import->scan, place.locale, place.path);
    if (page) {
        *locale = page->locale;
        *path = page->path;
    }
    return page != NULL;
}

bool wj_import_asset_path(const struct wj_import *import, const struct wj_scan_other *asset, char out[WJ_LINK_SIZE])
{
    struct wj_layout_page place;
    char folder[WJ_ASSET_PATH_SIZE], name[WJ_ASSET_NAME_SIZE];
    if (!place_of(import, asset->name, &place))
        return false;
    char *slash = strrchr(place.path, '/');
    const char *base = slash ? slash + 1 : place.path;
    if (slash)
        *slash = '\0';
    return wj_asset_folder_path(slash ? place.path : "", folder, NULL) == 0 && wj_asset_name(base, name, NULL) == 0 &&
           snprintf(out, WJ_LINK_SIZE, "%s%s%s", folder, *folder ? "/" : "", name) < WJ_LINK_SIZE;
}

/* The asset is needed, and its address on the wiki takes the place of the link. */
static bool use_asset(const struct wj_import *import, struct wj_scan_other *other, char out[WJ_LINK_SIZE])
{
    char path[WJ_LINK_SIZE];
    bool uses = import->options.with_assets && wj_import_asset_path(import, other, path) &&
                snprintf(out, WJ_LINK_SIZE, "/%s", path) < WJ_LINK_SIZE;
    other->used = other->used || uses;
    return uses;
}

/* "/manual/img/x.png", as a wiki writes it, is where the folder's img/x.png goes: it is needed, and the link is right. */
static void use_asset_at(const struct wj_import *import, const char *address)
{
    const char *prefix = import->scan_options.prefix, *name = address + 1;
    size_t length = strlen(prefix);
    char path[WJ_LINK_SIZE];
    if (length > 0 && (strncmp(name, prefix, length) != 0 || name[length] != '/'))
        return;
    struct wj_scan_other *other = wj_scan_find_other(&import->scan, name + length + (length > 0));
    if (other && wj_import_asset_path(import, other, path) && strcmp(path, name) == 0)
        other->used = import->options.with_assets;
}

static bool resolve(const char *target, char out[WJ_LINK_SIZE], void *payload)
{
    struct resolver *resolver = payload;
    char name[WJ_FILE_SIZE];
    bool folder;
    if (target[0] == '/')
        use_asset_at(resolver->import, target);
    if (target[0] == '/' || !resolve_name(resolver->file->name, target, name, &folder))
        return false;
    const char *locale = NULL, *path = NULL;
    const struct wj_scan_file *file = folder ? NULL : wj_scan_find(&resolver->import->scan, name);
    struct wj_scan_other *other = folder || file ? NULL : wj_scan_find_other(&resolver->import->scan, name);
    if (other)
        return use_asset(resolver->import, other, out) && !resolver->import->options.keep_links;
    if (resolver->import->options.keep_links)
        return false;
    if (file) {
        locale = file->locale;
        path = file->path;
    } else if (folder && !resolve_folder(resolver->import, name, &locale, &path)) {
        return false;
    }
    return path && snprintf(out, WJ_LINK_SIZE, "/%s/%s", locale, path) < WJ_LINK_SIZE;
}

/* --- the header --- */

static const char *content_type_of(const char *editor)
{
    static const char *const editors[][2] = { { "markdown", "markdown" },
                                              { "code", "html" },
                                              { "ckeditor", "html" },
                                              { "wysiwyg", "html" },
                                              { "asciidoc", "asciidoc" } };
    for (size_t i = 0; i < sizeof editors / sizeof *editors; i++)
        if (strcmp(editor, editors[i][0]) == 0)
            return editors[i][1];
    return NULL; /* one that the server may know */
}

static const char *const default_editors[] = {
    [WJ_MARKUP_MARKDOWN] = "markdown", [WJ_MARKUP_HTML] = "code", [WJ_MARKUP_ASCIIDOC] = "asciidoc"
};

void wj_import_find_title(const struct wj_scan_file *file, wikijs_str content, char out[WJ_TITLE_SIZE])
{
    if (!wj_title_of_text(file->markup, content.ptr, content.len, out))
        wj_title_of_name(file->name, file->folder_page, out);
}

/* The server's storage gives AsciiDoc no header. */
static bool may_be_from_wiki(const struct wj_scan_file *file, const struct wj_front_matter *header)
{
    return header->found ? header->from_wiki : file->markup == WJ_MARKUP_ASCIIDOC;
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

/* The columns of the server's database; what does not fit fails there, with a word about columns. */
static int check_size(const char *what, const char *text, wikijs_error *err)
{
    size_t count = text ? count_characters(text) : 0;
    return count > WJ_TITLE_CHARACTERS
               ? wj_error_set(err, WIKIJS_E_ARG, "its %s has %zu characters, and the server takes %d", what, count,
                              WJ_TITLE_CHARACTERS)
               : 0;
}

static int check_sizes(const struct wj_front_matter *header, wikijs_error *err)
{
    int status = check_size("title", header->title, err);
    status = status < 0 ? status : check_size("description", header->description, err);
    for (size_t i = 0; status == 0 && i < header->tags.count; i++)
        status = check_size("tag", header->tags.items[i], err);
    return status;
}

static int take_header(struct wj_import *import, const struct wj_scan_file *file, struct wj_arena *memory,
                       const struct wj_front_matter *header, struct wj_import_page *page, wikijs_error *err)
{
    static const wikijs_strings none = { 0 };
    const char *type = header->editor && *header->editor ? content_type_of(header->editor) : NULL;
    if (type && strcmp(type, file->content_type) != 0)
        return wj_error_set(err, WIKIJS_E_ARG, "its header names the editor '%.40s', which is for %s, not for %s",
                            header->editor, type, file->content_type);
    bool titled = header->title && (*header->title || header->from_wiki); /* a wiki has pages without a title */
    *page = (struct wj_import_page){ .title = titled ? header->title : NULL,
                                     .description = header->description,
                                     .published = header->published,
                                     .content = header->content };
    page->editor = header->editor && *header->editor ? header->editor : default_editors[file->markup];
    if (may_be_from_wiki(file, header))
        page->verbatim = header->content;
    bool good = wj_import_tags(&page->add_tags, memory, import->options.tags, none);
    if (good && header->tags.items) {
        good = wj_import_tags(&page->tags, memory, header->tags, import->options.tags);
        page->add_tags = none;
    }
    if (good && !page->title) {
        char *title = wj_arena_alloc(memory, WJ_TITLE_SIZE);
        good = title != NULL;
        if (good)
            wj_import_find_title(file, header->content, title);
        page->title = title;
        page->title_found = true;
    }
    return good ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* --- all of it --- */

/* The buffer's text belongs to the memory from now on. */
static bool keep(struct wj_arena *memory, struct wj_buf *text)
{
    size_t length, capacity;
    char *data = wj_buf_take(text, &length, &capacity);
    if (data && !wj_arena_adopt(memory, data, capacity)) {
        wj_free(text->allocator, data);
        return false;
    }
    return true;
}

static int rewrite(struct wj_import *import, const struct wj_scan_file *file, struct wj_arena *memory,
                   struct wj_import_page *page, wikijs_error *err)
{
    struct resolver resolver = { import, file };
    struct wj_buf out;
    wj_buf_init(&out, memory->allocator, WJ_SCAN_BUFFER_MAX);
    int status = wj_links_rewrite(&out, file->markup, page->content.ptr, page->content.len, resolve, &resolver);
    if (status == 0) {
        page->content = (wikijs_str){ .ptr = out.data ? out.data : "", .len = out.len };
        status = keep(memory, &out) ? 0 : WIKIJS_E_NOMEM;
    }
    wj_buf_free(&out);
    return status == WIKIJS_E_TOO_LARGE ? wj_error_set(err, status, "with its links rewritten it has more than 5 MiB")
           : status < 0                 ? wj_error_set(err, status, "out of memory")
                                        : 0;
}

int wj_import_load(struct wj_import *import, const struct wj_scan_file *file, struct wj_arena *memory,
                   struct wj_import_page *page, wikijs_error *err)
{
    struct wj_buf text;
    struct wj_front_matter header;
    wj_buf_init(&text, memory->allocator, WJ_SCAN_BUFFER_MAX);
    int status = wj_scan_read(&import->folder, file->source, &text, err);
    const char *data = text.data;
    size_t length = text.len;
    if (status == 0 && !keep(memory, &text))
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    wj_buf_free(&text);
    if (status == 0)
        status = wj_front_matter_read(&header, memory, data, length, file->content_type, err);
    if (status == 0)
        status = check_sizes(&header, err);
    if (status == 0)
        status = take_header(import, file, memory, &header, page, err);
    if (status == 0 && (!import->options.keep_links || import->options.with_assets))
        status = rewrite(import, file, memory, page, err);
    return status;
}
