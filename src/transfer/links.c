/* SPDX-License-Identifier: MIT */
#include "transfer/links.h"

#include <string.h>

#include "api/path.h"
#include "base/text.h"

struct rewriter {
    struct wj_buf *out;
    const char *text;
    size_t copied; /* of the text, up to here */
    wj_link_resolve_fn resolve;
    void *payload;
};

/* --- reading a target --- */

/* A place on the wiki, "/path", and no "//host". */
static bool is_absolute(const char *target, size_t length)
{
    return length > 1 && length < WJ_LINK_SIZE && target[0] == '/' && target[1] != '/';
}

/* What is relative to the file: no "https:", "//host", "/path", "#anchor", "?query". */
static bool is_relative(const char *target, size_t length)
{
    if (length == 0 || length >= WJ_LINK_SIZE || strchr("/#?\\", target[0]))
        return false;
    size_t i = 0;
    while (i < length && !strchr("/#?", target[i])) {
        if (target[i] == ':')
            return false;
        i++;
    }
    return !memchr(target, '{', length); /* a template's or an attribute's reference */
}

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* The markup's own escapes: "\_" in Markdown, "&amp;" in HTML. Returns the length. */
static size_t unescape(enum wj_link_form form, const char *target, size_t length, char out[WJ_LINK_SIZE])
{
    bool markdown = form == WJ_LINK_MARKDOWN || form == WJ_LINK_MARKDOWN_ANGLE;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        i += markdown && target[i] == '\\' && i + 1 < length && is_punctuation(target[i + 1]);
        out[used++] = target[i];
        if ((markdown || form == WJ_LINK_HTML) && target[i] == '&' && length - i >= 5 &&
            memcmp(target + i, "&amp;", 5) == 0)
            i += 4;
    }
    out[used] = '\0';
    return used;
}

/* Put the folder that the target is relative to before it. False: too long. */
static bool prepend(char path[WJ_LINK_SIZE], wikijs_str folder)
{
    size_t length = strlen(path);
    if (folder.len == 0)
        return true;
    if (folder.len + 1 + length >= WJ_LINK_SIZE || !is_relative(folder.ptr, folder.len))
        return false;
    memmove(path + folder.len + 1, path, length + 1);
    memcpy(path, folder.ptr, folder.len);
    path[folder.len] = '/';
    return true;
}

/* Parentheses that close what was opened before the anchor would end the target there, once its path is another. */
static bool is_balanced(const char *text, size_t length)
{
    size_t open = 0;
    for (size_t i = 0; i < length; i++) {
        i += text[i] == '\\';
        if (i < length && text[i] == ')' && open-- == 0)
            return false;
        open += i < length && text[i] == '(';
    }
    return open == 0;
}

/* --- writing one --- */

/* Encoded so that it can stand in every form. */
static void put_target(struct wj_buf *out, const char *target)
{
    char encoded[3 * WJ_LINK_SIZE];
    wj_path_encode(target, encoded);
    for (const char *c = encoded; *c; c++) {
        if (strchr("()'&", *c))
            wj_buf_printf(out, "%%%02X", (unsigned char)*c);
        else
            wj_buf_char(out, *c);
    }
}

/* "[text]" of a cross reference, with brackets of its own escaped. */
static void put_cross_text(struct rewriter *rewriter, const struct wj_link *link)
{
    size_t at = link->target_end + 1, end = link->end - 2;
    wj_buf_char(rewriter->out, '[');
    for (; at < end; at++) {
        wj_buf_str(rewriter->out, rewriter->text[at] == ']' ? "\\" : "");
        wj_buf_char(rewriter->out, rewriter->text[at]);
    }
    wj_buf_char(rewriter->out, ']');
}

static void replace(struct rewriter *rewriter, const struct wj_link *link, const char *target, size_t suffix)
{
    struct wj_buf *out = rewriter->out;
    bool is_macro = link->form == WJ_LINK_XREF || link->form == WJ_LINK_CROSS;
    wj_buf_append(out, rewriter->text + rewriter->copied, link->start - rewriter->copied);
    wj_buf_str(out, is_macro ? "link:" : "");
    put_target(out, target);
    if (!is_macro || link->target_end - suffix > 1) { /* not the bare "#" of "page.adoc#" */
        wj_buf_append(out, rewriter->text + suffix, link->target_end - suffix);
    }
    if (link->form == WJ_LINK_CROSS)
        put_cross_text(rewriter, link);
    rewriter->copied = link->end;
}

static void take_link(const struct wj_link *link, void *payload)
{
    struct rewriter *rewriter = payload;
    const char *target = rewriter->text + link->target_start;
    size_t length = link->target_end - link->target_start, path_length = 0;
    bool absolute = is_absolute(target, length);
    if (!absolute && !is_relative(target, length))
        return;
    while (path_length < length && !strchr("#?", target[path_length]))
        path_length++;
    if (link->form == WJ_LINK_MARKDOWN && !is_balanced(target + path_length, length - path_length))
        return;
    char plain[WJ_LINK_SIZE], path[WJ_LINK_SIZE], out[WJ_LINK_SIZE];
    size_t plain_length = unescape(link->form, target, path_length, plain);
    if (strstr(plain, "%00") || !wj_path_decode(plain, plain_length, path, sizeof path) ||
        !wj_utf8_valid(path, strlen(path)) || (!absolute && !prepend(path, link->folder)))
        return;
    if (rewriter->resolve(path, out, rewriter->payload))
        replace(rewriter, link, out, link->target_start + path_length);
}

int wj_links_rewrite(struct wj_buf *out, enum wj_markup markup, const char *text, size_t length,
                     wj_link_resolve_fn resolve, void *payload)
{
    struct rewriter rewriter = { .out = out, .text = text, .resolve = resolve, .payload = payload };
    switch (markup) {
    case WJ_MARKUP_MARKDOWN:
        wj_links_markdown(text, length, take_link, &rewriter);
        break;
    case WJ_MARKUP_HTML:
        wj_links_html(text, 0, length, take_link, &rewriter);
        break;
    case WJ_MARKUP_ASCIIDOC:
        wj_links_asciidoc(text, length, take_link, &rewriter);
        break;
    }
    wj_buf_append(out, text + rewriter.copied, length - rewriter.copied);
    return out->failed;
}
