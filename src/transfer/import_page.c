/* SPDX-License-Identifier: MIT */
#include "transfer/import_page.h"

#include <stdlib.h>
#include <string.h>

#include "api/letters.h"
#include "api/tags.h"
#include "base/status.h"
#include "base/text.h"
#include "transfer/front_matter_yaml.h"
#include "json/decode.h"
#include "json/write.h"

/* --- tags --- */

static bool add_tags(wikijs_strings *tags, const char **items, struct wj_arena *memory, wikijs_strings list)
{
    for (size_t i = 0; i < list.count; i++) {
        size_t length = strlen(list.items[i]);
        char *tag = wj_arena_alloc(memory, 2 * length + 1);
        if (!tag)
            return false;
        wj_lower_trimmed(list.items[i], length, tag);
        if (tag[0] && !wj_strings_hold(*tags, tag))
            items[tags->count++] = tag;
    }
    return true;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool wj_import_tags(wikijs_strings *out, struct wj_arena *memory, wikijs_strings a, wikijs_strings b)
{
    const char **items = wj_arena_alloc(memory, (a.count + b.count + 1) * sizeof *items);
    *out = (wikijs_strings){ .items = items };
    if (!items || !add_tags(out, items, memory, a) || !add_tags(out, items, memory, b))
        return false;
    qsort(items, out->count, sizeof *items, compare_texts);
    return true;
}

bool wj_import_split_tags(wikijs_strings *out, struct wj_arena *memory, wikijs_strings tags)
{
    static const wikijs_strings none = { 0 };
    *out = none;
    for (size_t i = 0; i < tags.count; i++) {
        struct wj_front_matter pieces = { 0 };
        wikijs_str text = { tags.items[i], strlen(tags.items[i]) };
        if (wj_front_matter_tags(&pieces, memory, text) < 0 || !wj_import_tags(out, memory, *out, pieces.tags))
            return false;
    }
    return true;
}

static bool tags_are_equal(wikijs_strings a, wikijs_strings b)
{
    for (size_t i = 0; a.count == b.count && i < a.count; i++)
        if (strcmp(a.items[i], b.items[i]) != 0)
            return false;
    return a.count == b.count;
}

/* --- pages --- */

/* AsciiDoc has one editor, which has its name. */
static bool page_of_list(struct wj_import_page *out, struct wj_arena *memory, const wikijs_page_item *listed,
                         wikijs_str content)
{
    *out = (struct wj_import_page){ .title = wj_or_empty(listed->title),
                                    .description = wj_or_empty(listed->description),
                                    .editor = listed->content_type,
                                    .published = listed->is_published ? WIKIJS_YES : WIKIJS_NO,
                                    .content = content };
    return wj_import_tags(&out->tags, memory, listed->tags, (wikijs_strings){ 0 });
}

bool wj_import_page_of(struct wj_import_page *out, struct wj_arena *memory, const wikijs_page *page,
                       const wikijs_page_item *listed)
{
    if (!(page->present & WIKIJS_BIT(WIKIJS_PAGE_TITLE)))
        return page_of_list(out, memory, listed, page->content);
    wikijs_strings names = { 0 };
    const char **items = wj_arena_alloc(memory, (page->tags.count + 1) * sizeof *items);
    if (!items)
        return false;
    names.items = items;
    for (size_t i = 0; i < page->tags.count; i++)
        items[names.count++] = page->tags.items[i]->tag ? page->tags.items[i]->tag : "";
    *out = (struct wj_import_page){ .title = wj_or_empty(page->title),
                                    .description = wj_or_empty(page->description),
                                    .editor = page->editor,
                                    .published = page->is_published ? WIKIJS_YES : WIKIJS_NO,
                                    .content = page->content };
    return wj_import_tags(&out->tags, memory, names, (wikijs_strings){ 0 });
}

int64_t wj_import_updated_at(const wikijs_page *page, const wikijs_page_item *listed)
{
    return page->present & WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) ? page->updated_at : listed->updated_at;
}

static bool text_agrees(const char *wiki, const char *wanted)
{
    return !wanted || (wiki && strcmp(wiki, wanted) == 0);
}

/* Whether a carriage return at `at` belongs to the end of a line. */
static bool is_line_end(wikijs_str text, size_t at)
{
    return text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
}

/* The same lines; a checkout on Windows ends them in its own way, which shows on no page. */
static bool lines_agree(wikijs_str a, wikijs_str b)
{
    if (a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0))
        return true;
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        i += is_line_end(a, i);
        j += is_line_end(b, j);
        if (a.ptr[i++] != b.ptr[j++])
            return false;
    }
    return i == a.len && j == b.len;
}

bool wj_import_page_agrees(const struct wj_import_page *wiki, const struct wj_import_page *wanted)
{
    if (!text_agrees(wiki->title, wanted->title) || !text_agrees(wiki->description, wanted->description))
        return false;
    if (wanted->published != WIKIJS_UNSET && wanted->published != wiki->published)
        return false;
    if (wanted->tags.items && !tags_are_equal(wiki->tags, wanted->tags))
        return false;
    for (size_t i = 0; i < wanted->add_tags.count; i++)
        if (!wj_strings_hold(wiki->tags, wanted->add_tags.items[i]))
            return false;
    return lines_agree(wiki->content, wanted->content);
}

bool wj_import_page_merge(struct wj_import_page *out, struct wj_arena *memory, const struct wj_import_page *wiki,
                          const struct wj_import_page *wanted)
{
    static const struct wj_import_page new_page = { .title = "", .description = "", .published = WIKIJS_YES };
    *out = wiki ? *wiki : new_page;
    out->title = wanted->title ? wanted->title : out->title;
    out->description = wanted->description ? wanted->description : out->description;
    out->published = wanted->published != WIKIJS_UNSET ? wanted->published : out->published;
    out->content = wanted->content;
    wikijs_strings tags = wanted->tags.items ? wanted->tags : out->tags;
    return wj_import_tags(&out->tags, memory, tags, wanted->add_tags);
}

/* --- hash --- */

static int add_text(struct wj_sha256 *hash, const char *text)
{
    return wj_sha256_add(hash, text ? text : "\x01", strlen(text ? text : "\x01") + 1);
}

/* A list that is not said is something else than an empty one. */
static int add_list(struct wj_sha256 *hash, wikijs_strings list)
{
    int status = add_text(hash, list.items ? "" : NULL);
    for (size_t i = 0; list.items && i < list.count && status == 0; i++)
        status = add_text(hash, list.items[i]);
    return status < 0 ? status : wj_sha256_add(hash, "\x02", 1);
}

int wj_import_page_hash(const struct wj_import_page *page, char out[WJ_SHA256_HEX])
{
    static const char *const published[] = { "", "yes", "no" };
    struct wj_sha256 *hash = wj_sha256_new();
    if (!hash)
        return WIKIJS_E_NOMEM;
    bool bad = add_text(hash, page->title) || add_text(hash, page->description) ||
               add_text(hash, published[page->published]) || add_list(hash, page->tags) ||
               add_list(hash, page->add_tags) ||
               (page->content.len > 0 && wj_sha256_add(hash, page->content.ptr, page->content.len)) ||
               wj_sha256_end(hash, out);
    wj_sha256_free(hash);
    return bad ? WIKIJS_E_NOMEM : 0;
}

/* --- as a text --- */

/* Not the header of the server's files: that can hold neither several lines nor a tag with a comma. */
struct kept {
    uint64_t present;
    const char *title, *description, *editor;
    wikijs_strings tags;
    bool published;
    wikijs_str content;
};

enum { KEPT_TITLE, KEPT_DESCRIPTION, KEPT_EDITOR, KEPT_TAGS, KEPT_PUBLISHED, KEPT_CONTENT };

/* clang-format off */
static const struct wj_field kept_fields[] = {
    FIELD(struct kept, title,       "title",       NULL, 0, NULL, NULL),
    FIELD(struct kept, description, "description", NULL, 0, NULL, NULL),
    FIELD(struct kept, editor,      "editor",      NULL, 0, NULL, NULL),
    FIELD(struct kept, tags,        "tags",        NULL, 0, NULL, NULL),
    FIELD(struct kept, published,   "isPublished", NULL, 0, NULL, NULL),
    FIELD(struct kept, content,     "content",     NULL, 0, NULL, NULL),
};
/* clang-format on */
static const struct wikijs_model kept_model = MODEL(struct kept, "kept", kept_fields);

static const uint64_t always_kept = WIKIJS_BIT(KEPT_TITLE) | WIKIJS_BIT(KEPT_DESCRIPTION) | WIKIJS_BIT(KEPT_TAGS) |
                                    WIKIJS_BIT(KEPT_PUBLISHED) | WIKIJS_BIT(KEPT_CONTENT);

void wj_import_page_write(struct wj_buf *out, const struct wj_import_page *page)
{
    const struct kept kept = { .present = always_kept | (page->editor ? WIKIJS_BIT(KEPT_EDITOR) : 0),
                               .title = wj_or_empty(page->title),
                               .description = wj_or_empty(page->description),
                               .editor = page->editor,
                               .tags = page->tags,
                               .published = page->published != WIKIJS_NO,
                               .content = { page->content.len > 0 ? page->content.ptr : "", page->content.len } };
    wj_json_object(out, &kept_model, &kept, 0);
}

static int decode(struct kept *kept, struct wj_arena *memory, const char *text)
{
    size_t length = strlen(text);
    char *copy = wj_arena_zalloc(memory, length + WJ_BUF_PAD);
    struct wj_json_parser *parser = copy ? wj_json_parser_new(memory->allocator) : NULL;
    if (!parser)
        return WIKIJS_E_NOMEM;
    memcpy(copy, text, length);
    struct wj_json_error error;
    int status = wj_json_decode(parser, copy, length, &kept_model, kept, memory, &error);
    wj_json_parser_free(parser);
    return status < 0 || (kept->present & always_kept) == always_kept ? status : WIKIJS_E_SCHEMA;
}

int wj_import_page_read(struct wj_import_page *out, struct wj_arena *memory, const char *text, wikijs_error *err)
{
    struct kept kept = { 0 };
    int status = decode(&kept, memory, text);
    *out = (struct wj_import_page){ .title = kept.title,
                                    .description = kept.description,
                                    .editor = kept.editor,
                                    .published = kept.published ? WIKIJS_YES : WIKIJS_NO,
                                    .content = kept.content };
    if (status == 0 && !wj_import_tags(&out->tags, memory, kept.tags, (wikijs_strings){ 0 }))
        status = WIKIJS_E_NOMEM;
    if (status == WIKIJS_E_NOMEM)
        return wj_error_set(err, status, "out of memory");
    return status < 0 ? wj_error_set(err, WIKIJS_E_IO, "the journal is damaged: what it keeps of a page cannot be read")
                      : 0;
}
