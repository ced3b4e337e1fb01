/* SPDX-License-Identifier: MIT */
/*
 * The text is parsed, the bytes of a node are found by its marks, and only these are replaced. Whether the outcome says
 * what it should is then asked of the parser, so that a construct that was not thought of is refused, not damaged.
 */
#include "config/yaml_edit.h"

#include "memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { INDENT = 2, MOST_KEYS = 8 };

struct edit {
    const struct buffer *text;
    yaml_document_t document;
    yaml_node_t *nodes[MOST_KEYS + 1]; /* nodes[0] is the root, nodes[i] the value behind keys[i - 1] */
    yaml_node_pair_t *pairs[MOST_KEYS];
    size_t found; /* how many of the keys are there */
};

/* --- places in the text --- */

/* Marks count characters. */
static size_t place_of(const struct buffer *text, const yaml_mark_t *mark)
{
    const char *bytes = buffer_text(text);
    size_t at = strncmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t left = mark->index; left && at < text->length; left--)
        do
            at++;
        while (at < text->length && ((unsigned char)bytes[at] & 0xC0) == 0x80);
    return at;
}

static size_t line_start(const struct buffer *text, size_t at)
{
    while (at && text->data[at - 1] != '\n')
        at--;
    return at;
}

/* Where the next line begins; a place at the start of a line is one already. */
static size_t line_end(const struct buffer *text, size_t at)
{
    if (at == 0 || text->data[at - 1] == '\n')
        return at;
    while (at < text->length && text->data[at] != '\n')
        at++;
    return at < text->length ? at + 1 : at;
}

static bool is_flow(const yaml_node_t *node)
{
    return node->type == YAML_MAPPING_NODE && node->data.mapping.style == YAML_FLOW_MAPPING_STYLE;
}

static size_t count_of(const yaml_node_t *mapping)
{
    return (size_t)(mapping->data.mapping.pairs.top - mapping->data.mapping.pairs.start);
}

static yaml_node_t *node_of(struct edit *edit, int number)
{
    return yaml_document_get_node(&edit->document, number);
}

/*
 * The end of what a node says; the end mark of a block is behind the comments that follow it. What "*name" stands for is
 * written before, so the way to the end never leads back.
 */
static size_t end_of(struct edit *edit, yaml_node_t *node)
{
    while (node->type == YAML_MAPPING_NODE && !is_flow(node) && count_of(node)) {
        yaml_node_t *last = node_of(edit, node->data.mapping.pairs.top[-1].value);
        if (last->start_mark.index <= node->start_mark.index)
            break;
        node = last;
    }
    return place_of(edit->text, &node->end_mark);
}

/* --- looking --- */

static yaml_node_pair_t *find_pair(struct edit *edit, const yaml_node_t *mapping, const char *key)
{
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start; pair < mapping->data.mapping.pairs.top; pair++) {
        const yaml_node_t *node = node_of(edit, pair->key);
        if (node->type == YAML_SCALAR_NODE && strcmp((const char *)node->data.scalar.value, key) == 0)
            return pair;
    }
    return NULL;
}

/* Parse and go along the keys as far as they are there. False when the text is not YAML. */
static bool edit_open(struct edit *edit, const struct buffer *text, const char *const *keys, size_t depth)
{
    yaml_parser_t parser;
    *edit = (struct edit){ .text = text };
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)buffer_text(text), text->length);
    bool good = yaml_parser_load(&parser, &edit->document);
    yaml_parser_delete(&parser);
    if (!good)
        return false;
    edit->nodes[0] = yaml_document_get_root_node(&edit->document);
    yaml_node_t *node = edit->nodes[0];
    while (node && node->type == YAML_MAPPING_NODE && edit->found < depth) {
        yaml_node_pair_t *pair = find_pair(edit, node, keys[edit->found]);
        if (!pair)
            break;
        edit->pairs[edit->found] = pair;
        node = edit->nodes[++edit->found] = node_of(edit, pair->value);
    }
    return true;
}

static void edit_close(struct edit *edit)
{
    yaml_document_delete(&edit->document);
}

static bool says(const struct buffer *text, const char *const *keys, size_t depth, const char *value)
{
    struct edit edit;
    if (!edit_open(&edit, text, keys, depth))
        return false;
    const yaml_node_t *node = edit.nodes[edit.found];
    bool same = edit.found == depth;
    if (value)
        same = same && node->type == YAML_SCALAR_NODE && strcmp((const char *)node->data.scalar.value, value) == 0;
    else
        same = !same;
    edit_close(&edit);
    return same;
}

/* --- writing --- */

static bool is_plain(const char *value)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./";
    size_t length = strlen(value);
    if (!length || !strchr(safe, value[0]) || value[length - 1] == ' ' || value[length - 1] == ':')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!strchr(safe, value[i]) && !strchr(" :@+=~-", value[i]))
            return false;
    return !strstr(value, ": ");
}

static void add_scalar(struct buffer *out, const char *value)
{
    if (is_plain(value)) {
        buffer_adds(out, value);
        return;
    }
    buffer_addc(out, '"');
    for (const char *at = value; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte == '"' || byte == '\\')
            buffer_addf(out, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7f)
            buffer_addf(out, "\\x%02x", byte);
        else
            buffer_addc(out, *at);
    }
    buffer_addc(out, '"');
}

/* Lines that are added end as the first one does. */
static const char *line_end_of(const struct buffer *text)
{
    const char *bytes = buffer_text(text), *newline = strchr(bytes, '\n');
    return newline && newline > bytes && newline[-1] == '\r' ? "\r\n" : "\n";
}

/* "a:" above "b: value", as lines. */
static void add_block(struct buffer *out, const struct edit *edit, const char *const *keys, size_t count, size_t indent,
                      const char *value)
{
    const char *line_end = line_end_of(edit->text);
    for (size_t i = 0; i < count; i++) {
        buffer_fill(out, ' ', indent + i * INDENT);
        add_scalar(out, keys[i]);
        buffer_adds(out, i + 1 < count ? ":" : ": ");
        buffer_adds(out, i + 1 < count ? line_end : "");
    }
    add_scalar(out, value);
    buffer_adds(out, line_end);
}

/* "a: { b: value }" */
static void add_flow(struct buffer *out, const char *const *keys, size_t count, const char *value)
{
    for (size_t i = 0; i < count; i++) {
        add_scalar(out, keys[i]);
        buffer_adds(out, i + 1 < count ? ": { " : ": ");
    }
    add_scalar(out, value);
    for (size_t i = 1; i < count; i++)
        buffer_adds(out, " }");
}

static void splice(struct buffer *out, const struct buffer *text, size_t from, size_t to, const struct buffer *piece)
{
    buffer_add(out, buffer_text(text), from);
    bool cut_line = from == to && from && text->data[from - 1] != '\n' &&
                    memchr(buffer_text(piece), '\n', piece->length);
    buffer_adds(out, cut_line && from == text->length ? line_end_of(text) : "");
    buffer_add(out, buffer_text(piece), piece->length);
    buffer_add(out, buffer_text(text) + to, text->length - to);
}

/* In a block: behind its last single value, so that what is common stays above the profiles. */
static size_t block_place(struct edit *edit, const yaml_node_t *mapping, bool is_scalar)
{
    const yaml_node_pair_t *start = mapping->data.mapping.pairs.start, *pair = mapping->data.mapping.pairs.top;
    if (!is_scalar)
        return line_end(edit->text, end_of(edit, node_of(edit, pair[-1].value)));
    while (pair > start && node_of(edit, pair[-1].value)->type != YAML_SCALAR_NODE)
        pair--;
    if (pair > start)
        return line_end(edit->text, end_of(edit, node_of(edit, pair[-1].value)));
    return line_start(edit->text, place_of(edit->text, &node_of(edit, start->key)->start_mark));
}

static void insert(struct edit *edit, struct buffer *out, const char *const *keys, size_t depth, const char *value)
{
    yaml_node_t *mapping = edit->nodes[edit->found];
    const char *const *rest = keys + edit->found;
    size_t left = depth - edit->found, at;
    struct buffer piece = { 0 };
    if (is_flow(mapping) && count_of(mapping)) {
        at = end_of(edit, node_of(edit, mapping->data.mapping.pairs.top[-1].value));
        buffer_adds(&piece, ", ");
        add_flow(&piece, rest, left, value);
    } else if (is_flow(mapping)) {
        at = place_of(edit->text, &mapping->start_mark) + 1;
        buffer_addc(&piece, ' ');
        add_flow(&piece, rest, left, value);
        buffer_addc(&piece, ' ');
    } else {
        size_t indent = node_of(edit, mapping->data.mapping.pairs.start->key)->start_mark.column;
        at = block_place(edit, mapping, left == 1);
        add_block(&piece, edit, rest, left, indent, value);
    }
    splice(out, edit->text, at, at, &piece);
    buffer_free_secret(&piece);
}

/* An empty file, or a key with nothing behind it where a mapping should be. */
static void fill(struct edit *edit, struct buffer *out, const char *const *keys, size_t depth, const char *value)
{
    struct buffer piece = { 0 };
    size_t indent = 0, at = edit->text->length;
    if (edit->found) {
        const yaml_node_t *key = node_of(edit, edit->pairs[edit->found - 1]->key);
        indent = key->start_mark.column + INDENT;
        at = line_end(edit->text, place_of(edit->text, &key->end_mark));
    }
    add_block(&piece, edit, keys + edit->found, depth - edit->found, indent, value);
    splice(out, edit->text, at, at, &piece);
    buffer_free_secret(&piece);
}

static void replace(struct edit *edit, struct buffer *out, const char *value)
{
    yaml_node_t *node = edit->nodes[edit->found];
    struct buffer piece = { 0 };
    size_t from = place_of(edit->text, &node->start_mark), to = end_of(edit, node);
    if (from == to) /* "key:" */
        from = to = place_of(edit->text, &node_of(edit, edit->pairs[edit->found - 1]->key)->end_mark) + 1;
    buffer_adds(&piece, from == to ? " " : "");
    add_scalar(&piece, value);
    if (to > from && edit->text->data[to - 1] == '\n') /* of a text of several lines */
        buffer_adds(&piece, line_end_of(edit->text));
    splice(out, edit->text, from, to, &piece);
    buffer_free_secret(&piece);
}

static void cut(struct edit *edit, struct buffer *out, const yaml_node_t *mapping, const yaml_node_pair_t *pair)
{
    const yaml_node_pair_t *start = mapping->data.mapping.pairs.start, *top = mapping->data.mapping.pairs.top;
    size_t from = place_of(edit->text, &node_of(edit, pair->key)->start_mark);
    size_t to = end_of(edit, node_of(edit, pair->value));
    if (!is_flow(mapping)) {
        from = line_start(edit->text, from);
        to = line_end(edit->text, to > from ? to : from + 1);
    } else if (pair + 1 < top) {
        to = place_of(edit->text, &node_of(edit, pair[1].key)->start_mark);
    } else if (pair > start) {
        from = end_of(edit, node_of(edit, pair[-1].value));
    }
    splice(out, edit->text, from, to, &(struct buffer){ 0 });
}

static char *finish(struct buffer *text, struct buffer *changed, const char *const *keys, size_t depth,
                    const char *value)
{
    bool good = says(changed, keys, depth, value);
    buffer_free_secret(good ? text : changed);
    if (!good)
        return xstrdup("it is written in a way that only an editor can change; run: wikijs config edit");
    *text = *changed;
    return NULL;
}

char *yaml_edit_set(struct buffer *text, const char *const *keys, size_t depth, const char *value)
{
    struct edit edit;
    struct buffer changed = { 0 };
    if (!edit_open(&edit, text, keys, depth))
        return xstrdup("it is not YAML; see: wikijs config validate");
    yaml_node_t *node = edit.nodes[edit.found];
    if (edit.found == depth)
        replace(&edit, &changed, value);
    else if (node && node->type == YAML_MAPPING_NODE && (is_flow(node) || count_of(node)))
        insert(&edit, &changed, keys, depth, value);
    else
        fill(&edit, &changed, keys, depth, value);
    edit_close(&edit);
    return finish(text, &changed, keys, depth, value);
}

char *yaml_edit_remove(struct buffer *text, const char *const *keys, size_t depth)
{
    struct edit edit;
    struct buffer changed = { 0 };
    if (!edit_open(&edit, text, keys, depth))
        return xstrdup("it is not YAML; see: wikijs config validate");
    if (edit.found < depth) {
        edit_close(&edit);
        return NULL;
    }
    size_t level = depth - 1;
    while (level && count_of(edit.nodes[level]) == 1)
        level--;
    cut(&edit, &changed, edit.nodes[level], edit.pairs[level]);
    edit_close(&edit);
    return finish(text, &changed, keys, depth, NULL);
}
