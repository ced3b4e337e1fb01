/* SPDX-License-Identifier: MIT */
/*
 * The tables against the header: include/wikijs/page.h is read as text, and every member of every result struct must have
 * exactly one row, at the index of its enumerator, with its offset and its type.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/ops.h"
#include "model/models.h"
#include "json/shape.h"
#include <wikijs/comments.h>
#include <wikijs/page.h>

enum { NAME = 64, MEMBERS = 64 };

struct member {
    char type[NAME], name[NAME];
};

/* One `typedef struct wikijs_x { ... } wikijs_x;` with what the header says just above it. */
struct described {
    char graphql[NAME], name[NAME];
    char enumerators[MEMBERS + 1][NAME];
    size_t enumerator_count;
    struct member members[MEMBERS];
    size_t member_count;
};

static char *read_header(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char text[1 << 17];
    size_t length = fread(text, 1, sizeof text - 1, file);
    assert_in_range(length, 1000, sizeof text - 2);
    text[length] = '\0';
    fclose(file);
    return text;
}

/* "    const char *path; " to type and name; false for a line that declares nothing. */
static bool read_member(const char *line, struct member *member)
{
    const char *end = strchr(line, ';');
    if (!end)
        return false;
    const char *name = end;
    while (name > line && (isalnum((unsigned char)name[-1]) || name[-1] == '_'))
        name--;
    while (*line == ' ')
        line++;
    snprintf(member->type, NAME, "%.*s", (int)(name - line), line);
    snprintf(member->name, NAME, "%.*s", (int)(end - name), name);
    size_t length = strlen(member->type);
    while (length && member->type[length - 1] == ' ')
        member->type[--length] = '\0';
    return true;
}

/* The next line into `line`; NULL at the end. */
static const char *next_line(const char *at, char *line, size_t size)
{
    if (!*at)
        return NULL;
    size_t length = strcspn(at, "\n");
    snprintf(line, size, "%.*s", (int)length, at);
    return at + length + (at[length] == '\n');
}

/* "enum { WIKIJS_A, WIKIJS_B };", on one line or many. */
static void read_enumerators(const char *line, struct described *d)
{
    for (const char *at = line; (at = strstr(at, "WIKIJS_")); at += strcspn(at, ",} "))
        snprintf(d->enumerators[d->enumerator_count++], NAME, "%.*s", (int)strcspn(at, ",} "), at);
}

/* Find the next result struct behind *at: the comment with its GraphQL type, its enumerators, its members. */
static bool next_described(const char **at, struct described *d)
{
    char line[400];
    bool in_enum = false, in_struct = false;
    memset(d, 0, sizeof *d);
    while ((*at = next_line(*at, line, sizeof line))) {
        const char *graphql = strstr(line, "(GraphQL type ");
        if (graphql) {
            snprintf(d->graphql, NAME, "%.*s", (int)strcspn(graphql + 14, ")"), graphql + 14);
            in_enum = true;
            d->enumerator_count = 0;
        } else if (in_enum && !strstr(line, "*/")) {
            read_enumerators(line, d);
            in_enum = !strchr(line, '}');
        } else if (!strncmp(line, "typedef struct wikijs_", 22) && strchr(line, '{')) {
            snprintf(d->name, NAME, "%.*s", (int)strcspn(line + 15, " "), line + 15);
            in_struct = true;
        } else if (in_struct && line[0] == '}') {
            in_struct = false;
            /* Lists inside objects have no mask: they are the value of a field. */
            if (d->member_count && !strcmp(d->members[0].name, "present"))
                return true;
            d->member_count = 0;
        } else if (in_struct && read_member(line, &d->members[d->member_count])) {
            d->member_count++;
        }
    }
    return false;
}

/* "privateNS" to "private_ns": a run of capitals is one word. */
static void to_snake(const char *camel, char *out)
{
    for (const char *at = camel; *at; at++) {
        bool starts_word = isupper((unsigned char)*at) && at > camel && !isupper((unsigned char)at[-1]);
        if (starts_word)
            *out++ = '_';
        *out++ = (char)tolower((unsigned char)*at);
    }
    *out = '\0';
}

static void to_upper(const char *text, char *out)
{
    while (*text)
        *out++ = (char)toupper((unsigned char)*text++);
    *out = '\0';
}

struct c_type {
    const char *name;
    size_t size, alignment;
    int types[3]; /* the wikijs_type values that may stand for it */
};

static const struct c_type c_types[] = {
    { "bool", sizeof(bool), _Alignof(bool), { WIKIJS_TYPE_BOOL } },
    { "int64_t", sizeof(int64_t), _Alignof(int64_t), { WIKIJS_TYPE_INT, WIKIJS_TYPE_TIME } },
    { "const char *", sizeof(char *), _Alignof(char *), { WIKIJS_TYPE_STRING } },
    { "wikijs_str", sizeof(wikijs_str), _Alignof(wikijs_str), { WIKIJS_TYPE_TEXT, WIKIJS_TYPE_JSON } },
    { "wikijs_strings", sizeof(wikijs_strings), _Alignof(wikijs_strings), { WIKIJS_TYPE_STRINGS } },
    { "wikijs_ints", sizeof(wikijs_ints), _Alignof(wikijs_ints), { WIKIJS_TYPE_INTS } },
};

static const struct c_type *find_c_type(const char *name)
{
    /* Any other type is a list of objects of this header. */
    static const struct c_type objects = {
        "", sizeof(struct wj_objects), _Alignof(struct wj_objects), { WIKIJS_TYPE_OBJECTS }
    };
    for (size_t i = 0; i < sizeof c_types / sizeof *c_types; i++) {
        size_t length = strlen(c_types[i].name);
        while (length && c_types[i].name[length - 1] == ' ')
            length--;
        if (strlen(name) == length && !strncmp(c_types[i].name, name, length))
            return &c_types[i];
    }
    if (strncmp(name, "wikijs_", 7) != 0)
        fail_msg("no field can have the type '%s'", name);
    return &objects;
}

static void check_row(const struct described *d, const struct wj_field *row, size_t i, size_t offset,
                      const struct c_type *type)
{
    const struct member *member = &d->members[i + 1];
    char snake[2 * NAME], enumerator[3 * NAME], upper[NAME];
    if (!row->name)
        fail_msg("%s.%s has no row", d->name, member->name);
    to_snake(row->name, snake);
    if (strcmp(snake, member->name) != 0)
        fail_msg("%s: the row at %s is '%s'", d->name, member->name, row->name);
    if (row->offset != offset)
        fail_msg("%s.%s: the row '%s' writes to offset %u, not %zu", d->name, member->name, row->name, row->offset,
                 offset);
    if (!row->type || (row->type != type->types[0] && row->type != type->types[1]))
        fail_msg("%s.%s is '%s', its row has type %d", d->name, member->name, member->type, row->type);
    assert_int_equal(row->name_len, strlen(row->name));
    assert_int_equal(row->model != NULL, row->type == WIKIJS_TYPE_OBJECTS || row->type == WIKIJS_TYPE_OBJECT);
    assert_true(row->doc && row->doc[0] && row->doc[strlen(row->doc) - 1] != '.');
    assert_true(!(row->flags & WIKIJS_FIELD_COLUMN) || row->column);
    assert_true(!(row->flags & WIKIJS_FIELD_BIG) || !(row->flags & WIKIJS_FIELD_COLUMN));

    /* The enumerator of this index ends in the member's name. */
    to_upper(member->name, upper);
    snprintf(enumerator, sizeof enumerator, "_%s", upper);
    const char *name = d->enumerators[i];
    if (strlen(name) <= strlen(enumerator) || strcmp(name + strlen(name) - strlen(enumerator), enumerator) != 0)
        fail_msg("%s.%s: enumerator %zu is %s", d->name, member->name, i, name);
}

static const struct wikijs_model *model_of(const struct described *d)
{
    /* The one struct of the header that is no type of the server. */
    const char *name = strcmp(d->name, "wikijs_string_list") == 0 ? "StringList" : d->graphql;
    const struct wikijs_model *model = wikijs_model_by_name(name);
    if (!model)
        fail_msg("%s (GraphQL type %s) has no model", d->name, d->graphql);
    return model;
}

static void check_struct(const struct described *d)
{
    const struct wikijs_model *model = model_of(d);
    size_t fields = d->member_count - 1, offset = sizeof(uint64_t);
    if (model->field_count != fields)
        fail_msg("%s has %zu members, %s has %u rows", d->name, fields, model->name, model->field_count);
    if (d->enumerator_count != fields + 1)
        fail_msg("%s has %zu members and %zu enumerators", d->name, fields, d->enumerator_count);
    assert_true(fields <= 64);
    for (size_t i = 0; i < fields; i++) {
        const struct c_type *type = find_c_type(d->members[i + 1].type);
        offset = (offset + type->alignment - 1) / type->alignment * type->alignment;
        check_row(d, &model->fields[i], i, offset, type);
        offset += type->size;
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(model->fields[k].name, model->fields[i].name);
    }
    assert_int_equal(model->size, (offset + 7) / 8 * 8);
    const char *last = d->enumerators[fields];
    assert_true(strlen(last) > 7 && strcmp(last + strlen(last) - 7, "_FIELDS") == 0);
}

static void test_every_member_has_exactly_one_row(void **state)
{
    (void)state;
    const char *at = read_header(WIKIJS_SOURCE_DIR "/include/wikijs/page.h");
    size_t declared = 0, checked = 0;
    for (const char *found = at; (found = strstr(found, "    uint64_t present;")); found++)
        declared++;
    struct described d;
    while (next_described(&at, &d)) {
        check_struct(&d);
        checked++;
    }
    /* Counted in two ways, so that a struct that the reader does not understand cannot go unseen. */
    assert_int_equal(checked, declared);
    assert_true(checked >= 13);
}

/* Whether a refused field leaves the rest of this type's answer usable. */
static bool answers_in_part(const wikijs_model *model)
{
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++)
        if (op->model == model && op->flags & WJ_OP_PARTIAL)
            return true;
    return false;
}

/* The one that is asked for once more without, when it is refused. */
static bool is_left_out(const wikijs_model *model, size_t field)
{
    return model == wikijs_model_by_name("CommentPost") && field == WIKIJS_COMMENT_CONTENT;
}

static void test_flags_of_pages(void **state)
{
    (void)state;
    const wikijs_model *page = wikijs_model_by_name("Page");
    const uint64_t expected = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_HASH) |
                              WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |
                              WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE) |
                              WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) |
                              WIKIJS_BIT(WIKIJS_PAGE_LOCALE);
    assert_true(wikijs_model_default_fields(page) == expected);
    assert_true(wikijs_model_default_fields(wikijs_model_by_name("PageListItem")) ==
                WIKIJS_BIT(WIKIJS_PAGE_ITEM_FIELDS) - 1);

    /* Reading works with the least rights: nothing that is selected unasked needs a permission or is broken. */
    const wikijs_model *model;
    for (size_t i = 0; (model = wikijs_model_at(i)); i++)
        for (size_t k = 0; k < wikijs_model_field_count(model); k++) {
            wikijs_field field = wikijs_model_field(model, k);
            if (field.flags & WIKIJS_FIELD_DEFAULT && !(field.flags & WIKIJS_FIELD_LOCAL)) {
                if (field.permission && !answers_in_part(model) && !is_left_out(model, k))
                    fail_msg("%s.%s is selected unasked and needs %s", wikijs_model_name(model), field.name,
                             field.permission);
                assert_false(field.flags & WIKIJS_FIELD_BROKEN);
            }
        }
    assert_string_equal(wikijs_model_field(page, WIKIJS_PAGE_CONTENT).permission, "read:source or write:pages");
    assert_string_equal(wikijs_model_field(page, WIKIJS_PAGE_CREATOR_EMAIL).permission, "write:pages");
    assert_true(wikijs_model_field(page, WIKIJS_PAGE_TOC).flags & WIKIJS_FIELD_BROKEN);
    assert_true(wikijs_model_field(page, WIKIJS_PAGE_FROM_SOURCE).flags & WIKIJS_FIELD_LOCAL);
}

static void test_models_are_found(void **state)
{
    (void)state;
    const wikijs_model *model;
    size_t count = 0;
    for (; (model = wikijs_model_at(count)); count++)
        assert_ptr_equal(wikijs_model_by_name(wikijs_model_name(model)), model);
    assert_true(count >= 13);
    assert_null(wikijs_model_by_name("page"));
    assert_null(wikijs_model_by_name(NULL));
    const wikijs_model *page = wikijs_model_by_name("Page");
    assert_int_equal(wikijs_model_find(page, "updatedAt"), WIKIJS_PAGE_UPDATED_AT);
    assert_int_equal(wikijs_model_find(page, "updatedat"), -1);
    assert_int_equal(wikijs_model_find(page, NULL), -1);
    assert_null(wikijs_model_name(NULL));
    assert_int_equal(wikijs_model_field_count(NULL), 0);
    assert_int_equal(wikijs_model_find(NULL, "id"), -1);
    assert_true(wikijs_model_default_fields(NULL) == 0);
    assert_null(wikijs_model_field(NULL, 0).name);
    assert_false(wikijs_value_get(page, NULL, 0).present);
    assert_int_equal(wikijs_object_to_json(page, NULL, 0, NULL, 0), 0);
    wikijs_field none = wikijs_model_field(page, WIKIJS_PAGE_FIELDS);
    assert_null(none.name);
    assert_int_equal(none.flags, 0);
}

static void test_values(void **state)
{
    (void)state;
    const wikijs_page_tag tag = { .present = WIKIJS_BIT(WIKIJS_PAGE_TAG_TAG), .tag = "api" };
    const wikijs_page_tag *const tags[] = { &tag };
    const wikijs_page page = {
        .present = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) |
                   WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) |
                   WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT),
        .id = 5,
        .title = "Title",
        .tags = { tags, 1 },
        .content = { "a\0b", 3 },
        .is_published = true,
        .updated_at = 1795376019367,
    };
    const wikijs_model *model = wikijs_model_by_name("Page");
    wikijs_value value = wikijs_value_get(model, &page, WIKIJS_PAGE_ID);
    assert_true(value.present && value.type == WIKIJS_TYPE_INT && value.integer == 5);
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_TITLE);
    assert_string_equal(value.string.ptr, "Title");
    assert_int_equal(value.string.len, 5);
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_CONTENT);
    assert_int_equal(value.string.len, 3);
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_IS_PUBLISHED);
    assert_true(value.boolean);
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_UPDATED_AT);
    assert_true(value.type == WIKIJS_TYPE_TIME && value.integer == 1795376019367);
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_TAGS);
    assert_int_equal(value.count, 1);
    assert_string_equal(wikijs_model_name(value.model), "PageTag");
    assert_string_equal(wikijs_value_get(value.model, value.objects[0], WIKIJS_PAGE_TAG_TAG).string.ptr, "api");
    value = wikijs_value_get(model, &page, WIKIJS_PAGE_PATH);
    assert_false(value.present);
    assert_null(value.string.ptr);
    assert_false(wikijs_value_get(model, &page, WIKIJS_PAGE_FIELDS).present);

    const char *expected = "{\"id\":5,\"title\":\"Title\",\"isPublished\":true,\"tags\":[{\"tag\":\"api\"}],"
                           "\"content\":\"a\\u0000b\",\"updatedAt\":\"2026-11-22T19:33:39.367Z\"}";
    char buffer[300], small[10];
    assert_int_equal(wikijs_object_to_json(model, &page, 0, buffer, sizeof buffer), strlen(expected));
    assert_string_equal(buffer, expected);
    assert_int_equal(wikijs_object_to_json(model, &page, 0, small, sizeof small), strlen(expected));
    assert_string_equal(small, "{\"id\":5,\"");
    assert_int_equal(wikijs_object_to_json(model, &page, 0, NULL, 0), strlen(expected));
    wikijs_object_to_json(model, &page, WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH), buffer,
                          sizeof buffer);
    assert_string_equal(buffer, "{\"id\":5,\"path\":null}");
}

static void test_lists_as_values(void **state)
{
    (void)state;
    const char *const tags[] = { "a", "b" };
    const wikijs_page_item item = { .present = WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS), .tags = { tags, 2 } };
    const wikijs_model *model = wikijs_model_by_name("PageListItem");
    wikijs_value value = wikijs_value_get(model, &item, WIKIJS_PAGE_ITEM_TAGS);
    assert_int_equal(value.count, 2);
    assert_string_equal(value.strings.items[1], "b");
    char buffer[100];
    wikijs_object_to_json(model, &item, 0, buffer, sizeof buffer);
    assert_string_equal(buffer, "{\"tags\":[\"a\",\"b\"]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_member_has_exactly_one_row),
        cmocka_unit_test(test_flags_of_pages),
        cmocka_unit_test(test_models_are_found),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_lists_as_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
