/* SPDX-License-Identifier: MIT */
/*
 * The scanners of links, fed with anything, in each markup. What must hold:
 *   targets lie within the text, in order, and do not overlap
 *   a text in which nothing resolves stays as it is, byte by byte
 *   what lies between targets stays when all of them are rewritten
 *   a text made of a short input over and over ends soon (libFuzzer's -timeout)
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "transfer/links.h"
#include "transfer/title.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

struct walk {
    const char *text, *rewritten;
    size_t length, rewritten_length;
    size_t at, rewritten_at; /* compared up to here */
};

static bool resolve_nothing(const char *path, char out[WJ_LINK_SIZE], void *payload)
{
    (void)path;
    (void)out;
    (void)payload;
    return false;
}

static bool resolve_all(const char *path, char out[WJ_LINK_SIZE], void *payload)
{
    (void)payload;
    bool is_address = path[0] == '/'; /* on the wiki: it stays */
    memcpy(out, "/(x)", 5);
    return !is_address;
}

/* The text before a link stands in the rewritten text, too, somewhere behind what was found there before. */
static void check_link(const struct wj_link *link, void *payload)
{
    struct walk *walk = payload;
    require(link->start >= walk->at && link->start <= link->target_start && link->target_start <= link->target_end &&
            link->target_end <= link->end && link->end <= walk->length);
    size_t before = link->start - walk->at;
    const char *found = memmem(walk->rewritten + walk->rewritten_at, walk->rewritten_length - walk->rewritten_at,
                               walk->text + walk->at, before);
    require(found != NULL);
    walk->rewritten_at = (size_t)(found - walk->rewritten) + before;
    walk->at = link->end;
}

static void scan(enum wj_markup markup, struct walk *walk)
{
    if (markup == WJ_MARKUP_MARKDOWN) {
        wj_links_markdown(walk->text, walk->length, check_link, walk);
    } else if (markup == WJ_MARKUP_HTML) {
        wj_links_html(walk->text, 0, walk->length, check_link, walk);
    } else {
        wj_links_asciidoc(walk->text, walk->length, check_link, walk);
    }
    size_t rest = walk->length - walk->at;
    require(rest <= walk->rewritten_length &&
            memcmp(walk->text + walk->at, walk->rewritten + walk->rewritten_length - rest, rest) == 0);
}

static void check(enum wj_markup markup, const char *text, size_t length)
{
    struct wj_buf same, once;
    char title[WJ_TITLE_SIZE];
    wj_buf_init(&same, &wj_libc_allocator, SIZE_MAX);
    wj_buf_init(&once, &wj_libc_allocator, SIZE_MAX);
    require(wj_links_rewrite(&same, markup, text, length, resolve_nothing, NULL) == 0);
    require(same.len == length && (length == 0 || memcmp(same.data, text, length) == 0));
    require(wj_links_rewrite(&once, markup, text, length, resolve_all, NULL) == 0);
    const char *rewritten = once.data ? once.data : "";
    struct walk walk = { .text = text, .rewritten = rewritten, .length = length, .rewritten_length = once.len };
    scan(markup, &walk);
    if (wj_title_of_text(markup, text, length, title)) {
        require(title[0] && strlen(title) < WJ_TITLE_SIZE);
    }
    wj_buf_free(&same);
    wj_buf_free(&once);
}

enum { PIECE_MAX = 12, REPEATED = 100000 };

static void check_repeated(const uint8_t *piece, size_t size)
{
    char *text = malloc(REPEATED), title[WJ_TITLE_SIZE];
    require(text != NULL);
    for (size_t i = 0; i < REPEATED; i++) {
        text[i] = (char)piece[i % size];
    }
    for (enum wj_markup markup = WJ_MARKUP_MARKDOWN; markup <= WJ_MARKUP_ASCIIDOC; markup++) {
        struct wj_buf out;
        wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
        require(wj_links_rewrite(&out, markup, text, REPEATED, resolve_nothing, NULL) == 0 && out.len == REPEATED);
        wj_title_of_text(markup, text, REPEATED, title);
        wj_buf_free(&out);
    }
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && memchr(data, '\0', size)) {
        return 0; /* refused before anybody looks for links */
    }
    char *text = malloc(size ? size : 1); /* no NUL behind it: reading past the end is found */
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    for (enum wj_markup markup = WJ_MARKUP_MARKDOWN; markup <= WJ_MARKUP_ASCIIDOC; markup++) {
        check(markup, text, size);
    }
    free(text);
    if (size > 0 && size <= PIECE_MAX) {
        check_repeated(data, size);
    }
    return 0;
}
