/* SPDX-License-Identifier: MIT */
/*
 * libyaml's events, one after the other: nothing is built that a file could make large, and an alias is never followed.
 */
#include "transfer/front_matter_yaml.h"

#include <string.h>
#include <strings.h>
#include <yaml.h>

#include "base/status.h"
#include "base/text.h"

enum key {
    KEY_NONE,
    KEY_TITLE,
    KEY_DESCRIPTION,
    KEY_TAGS,
    KEY_PUBLISHED,
    KEY_DRAFT,
    KEY_DATE,
    KEY_CREATED,
    KEY_EDITOR
};

static const struct {
    const char *name;
    enum key key;
} names[] = {
    { "title", KEY_TITLE },         { "description", KEY_DESCRIPTION }, { "tags", KEY_TAGS },
    { "published", KEY_PUBLISHED }, { "isPublished", KEY_PUBLISHED },   { "draft", KEY_DRAFT },
    { "date", KEY_DATE },           { "dateCreated", KEY_CREATED },     { "editor", KEY_EDITOR },
};

/* Instead of a status: the message is set. */
enum { NO_YAML = 1 };

struct reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the current one */
    bool holds;         /* an event that must be given back */
    struct wj_front_matter *out;
    struct wj_arena *memory;
    size_t first_line;
    unsigned seen; /* bit k: key k */
    wikijs_error *err;
};

static enum key find_key(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == length && strncasecmp(names[i].name, name, length) == 0)
            return names[i].key;
    return KEY_NONE;
}

bool wj_front_matter_knows(const char *name, size_t length)
{
    return find_key(name, length) != KEY_NONE;
}

/* --- events --- */

static int refuse(struct reader *reader, const char *problem)
{
    return wj_error_set(reader->err, WIKIJS_E_ARG, "line %zu: %s", reader->first_line + reader->event.start_mark.line,
                        problem);
}

static int next(struct reader *reader)
{
    if (reader->holds)
        yaml_event_delete(&reader->event);
    reader->holds = yaml_parser_parse(&reader->parser, &reader->event);
    if (reader->holds)
        return 0;
    if (reader->parser.error == YAML_MEMORY_ERROR)
        return WIKIJS_E_NOMEM;
    wj_error_set(reader->err, WIKIJS_E_ARG, "line %zu: %s", reader->first_line + reader->parser.problem_mark.line,
                 reader->parser.problem ? reader->parser.problem : "this is not YAML");
    return NO_YAML;
}

/* Pass over the value whose first event is the current one. */
static int skip_value(struct reader *reader)
{
    size_t depth = 0;
    for (;;) {
        yaml_event_type_t type = reader->event.type;
        if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT)
            depth++;
        else if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT)
            depth--;
        if (depth == 0)
            return 0;
        int status = next(reader);
        if (status)
            return status;
    }
}

static wikijs_str scalar(const struct reader *reader)
{
    return (wikijs_str){ (const char *)reader->event.data.scalar.value, reader->event.data.scalar.length };
}

static bool text_is(wikijs_str text, const char *word)
{
    return text.len == strlen(word) && strncasecmp(text.ptr, word, text.len) == 0;
}

/* Nothing, as YAML writes it. */
static bool is_null(const struct reader *reader)
{
    wikijs_str text = scalar(reader);
    return reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.len == 0 || text_is(text, "~") || text_is(text, "null"));
}

/* --- values --- */

static wikijs_str trim(wikijs_str text)
{
    while (text.len > 0 && strchr(" \t\r\n", text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && strchr(" \t\r\n", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* A list of tags that grows. */
struct tags {
    const char **items;
    size_t count, room;
};

static int add_tag(struct tags *tags, struct wj_arena *memory, wikijs_str text)
{
    text = trim(text);
    if (text.len == 0)
        return 0;
    if (tags->count == tags->room) {
        size_t room = tags->room ? 2 * tags->room : 8;
        const char **items = wj_arena_alloc(memory, room * sizeof *items);
        if (!items)
            return WIKIJS_E_NOMEM;
        if (tags->count > 0)
            memcpy(items, tags->items, tags->count * sizeof *items);
        tags->items = items;
        tags->room = room;
    }
    tags->items[tags->count] = wj_arena_strndup(memory, text.ptr, text.len);
    return tags->items[tags->count++] ? 0 : WIKIJS_E_NOMEM;
}

/* No tags is something else than not a word about tags. */
static void keep_tags(struct wj_front_matter *out, const struct tags *tags)
{
    static const char *const none[1];
    out->tags = (wikijs_strings){ .items = tags->count > 0 ? tags->items : none, .count = tags->count };
}

int wj_front_matter_tags(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str text)
{
    struct tags tags = { 0 };
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;
        int status = add_tag(&tags, memory, (wikijs_str){ at, (size_t)(stop - at) });
        if (status < 0)
            return status;
        at = comma ? comma + 1 : end;
    }
    keep_tags(out, &tags);
    return 0;
}

static int read_tag_list(struct reader *reader)
{
    struct tags tags = { 0 };
    int status = next(reader);
    while (status == 0 && reader->event.type != YAML_SEQUENCE_END_EVENT) {
        if (reader->event.type != YAML_SCALAR_EVENT)
            return refuse(reader, "a tag is a text");
        status = is_null(reader) ? 0 : add_tag(&tags, reader->memory, scalar(reader));
        status = status ? status : next(reader);
    }
    keep_tags(reader->out, &tags);
    return status;
}

static int read_bool(struct reader *reader, bool opposite)
{
    static const char *const yes[] = { "true", "yes", "on", "1" }, *const no[] = { "false", "no", "off", "0" };
    wikijs_str text = scalar(reader);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        bool is_yes = text_is(text, yes[i]);
        if (is_yes || text_is(text, no[i])) {
            reader->out->published = is_yes != opposite ? WIKIJS_YES : WIKIJS_NO;
            return 0;
        }
    }
    return refuse(reader, "this must be true or false");
}

static int keep_text(struct reader *reader, const char **out)
{
    wikijs_str text = trim(scalar(reader));
    *out = wj_arena_strndup(reader->memory, text.ptr, text.len);
    return *out ? 0 : WIKIJS_E_NOMEM;
}

static int read_scalar(struct reader *reader, enum key key)
{
    struct wj_front_matter *out = reader->out;
    wikijs_str text = scalar(reader);
    if (memchr(text.ptr, '\0', text.len))
        return refuse(reader, "there is a NUL character in the text");
    switch (key) {
    case KEY_TITLE:
        return keep_text(reader, &out->title);
    case KEY_DESCRIPTION:
        return keep_text(reader, &out->description);
    case KEY_EDITOR:
        return keep_text(reader, &out->editor);
    case KEY_TAGS:
        return wj_front_matter_tags(out, reader->memory, text);
    case KEY_PUBLISHED:
    case KEY_DRAFT:
        return read_bool(reader, key == KEY_DRAFT);
    case KEY_DATE:
        (void)wj_time_parse(text.ptr, text.len, &out->date);
        return 0;
    default:
        (void)wj_time_parse(text.ptr, text.len, &out->created);
        return 0;
    }
}

/* The current event is the first one of a value. */
static int read_value(struct reader *reader, enum key key)
{
    if (key == KEY_NONE)
        return skip_value(reader);
    if (reader->event.type == YAML_SEQUENCE_START_EVENT && key == KEY_TAGS)
        return read_tag_list(reader);
    if (reader->event.type != YAML_SCALAR_EVENT)
        return refuse(reader, key == KEY_TAGS ? "tags are a list of texts, or one text with commas"
                                              : "the value must be a text, not a list or an alias");
    return is_null(reader) ? 0 : read_scalar(reader, key);
}

static int read_pair(struct reader *reader)
{
    enum key key = KEY_NONE;
    if (reader->event.type == YAML_SCALAR_EVENT) {
        wikijs_str name = scalar(reader);
        key = find_key(name.ptr, name.len);
        if (key != KEY_NONE && reader->seen & 1U << key)
            return refuse(reader, "this is said twice");
        reader->seen |= 1U << key;
    }
    int status = skip_value(reader);
    status = status ? status : next(reader);
    status = status ? status : read_value(reader, key);
    return status ? status : next(reader);
}

/* From the start of the stream to the end of the first document's mapping. */
static int read_document(struct reader *reader)
{
    int status = next(reader);
    while (status == 0 &&
           (reader->event.type == YAML_STREAM_START_EVENT || reader->event.type == YAML_DOCUMENT_START_EVENT))
        status = next(reader);
    if (status || reader->event.type == YAML_STREAM_END_EVENT)
        return status;
    if (reader->event.type != YAML_MAPPING_START_EVENT)
        return refuse(reader, "the header must hold lines such as 'title: My page'");
    status = next(reader);
    while (status == 0 && reader->event.type != YAML_MAPPING_END_EVENT)
        status = read_pair(reader);
    return status ? status : next(reader); /* what follows must be YAML, too */
}

int wj_front_matter_yaml(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str header, size_t first_line,
                         wikijs_error *err)
{
    struct reader reader = { .out = out, .memory = memory, .first_line = first_line, .err = err };
    if (!yaml_parser_initialize(&reader.parser))
        return WIKIJS_E_NOMEM;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)header.ptr, header.len);
    int status = read_document(&reader);
    if (reader.holds)
        yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return status;
}
