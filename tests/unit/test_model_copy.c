/* SPDX-License-Identifier: MIT */
/* Copies of objects of every type of member: equal, and with nothing in common. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/models.h"
#include <wikijs/model.h>

struct part {
    uint64_t present;
    const char *name;
};

struct parts {
    const struct part *const *items;
    size_t count;
};

struct thing {
    uint64_t present;
    bool flag;
    int64_t number, time;
    const char *string;
    wikijs_str text;
    wikijs_strings strings;
    wikijs_ints ints;
    const struct part *part;
    struct parts parts;
    const char *absent;
};

enum { FLAG, NUMBER, TIME, STRING, TEXT, STRINGS, INTS, PART, PARTS, ABSENT, FIELDS };

static const struct wj_field part_fields[] = { FIELD(struct part, name, "name", NULL, 0, NULL, "") };
static const struct wikijs_model part_model = MODEL(struct part, "Part", part_fields);
static const struct wj_field thing_fields[] = {
    [FLAG] = FIELD(struct thing, flag, "flag", NULL, 0, NULL, ""),
    [NUMBER] = FIELD(struct thing, number, "number", NULL, 0, NULL, ""),
    [TIME] = FIELD_TIME(struct thing, time, "time", NULL, 0, NULL, ""),
    [STRING] = FIELD(struct thing, string, "string", NULL, 0, NULL, ""),
    [TEXT] = FIELD(struct thing, text, "text", NULL, 0, NULL, ""),
    [STRINGS] = FIELD(struct thing, strings, "strings", NULL, 0, NULL, ""),
    [INTS] = FIELD(struct thing, ints, "ints", NULL, 0, NULL, ""),
    [PART] = FIELD_OBJECT(struct thing, part, "part", &part_model, NULL, 0, NULL, ""),
    [PARTS] = FIELD_OBJECTS(struct thing, parts, "parts", &part_model, NULL, 0, NULL, ""),
    [ABSENT] = FIELD(struct thing, absent, "absent", NULL, 0, NULL, ""),
};
static const struct wikijs_model thing_model = MODEL(struct thing, "Thing", thing_fields);

static void everything_is_copied(void **state)
{
    (void)state;
    char word[] = "word", text[] = "te\0xt";
    const char *const words[] = { word, "second" };
    const int64_t numbers[] = { 1, INT64_MIN };
    struct part part = { .present = 1, .name = word };
    const struct part *const parts[] = { &part, &part };
    const struct thing thing = {
        .present = WIKIJS_BIT(FIELDS) - 1 - WIKIJS_BIT(ABSENT),
        .flag = true,
        .number = -7,
        .time = 1700000000000,
        .string = word,
        .text = { text, 5 },
        .strings = { words, 2 },
        .ints = { numbers, 2 },
        .part = &part,
        .parts = { parts, 2 },
        .absent = (const char *)1, /* never looked at */
    };
    char before[400], after[400];
    const size_t length = wikijs_object_to_json(&thing_model, &thing, 0, before, sizeof before);
    assert_in_range(length, 100, sizeof before - 1);
    struct thing *copy = wikijs_object_copy(&thing_model, &thing);
    assert_non_null(copy);
    memset(word, 'x', 4);
    memset(text, 'x', 5);
    part.present = 0;
    assert_int_equal(wikijs_object_to_json(&thing_model, copy, 0, after, sizeof after), length);
    assert_string_equal(after, before);
    assert_int_equal(copy->text.ptr[5], '\0');
    assert_null(copy->absent);
    wikijs_object_free(copy);
}

static void nothing_has_no_copy(void **state)
{
    (void)state;
    const struct part part = { 0 };
    assert_null(wikijs_object_copy(NULL, &part));
    assert_null(wikijs_object_copy(&part_model, NULL));
    struct part *copy = wikijs_object_copy(&part_model, &part);
    assert_null(copy->name);
    wikijs_object_free(copy);
    wikijs_object_free(NULL);
}

/* A name that the other has not, and what is not present, have no bit there. */
static void presence_goes_by_names(void **state)
{
    (void)state;
    static const struct wj_field other_fields[] = {
        FIELD(struct thing, strings, "strings", NULL, 0, NULL, ""),
        FIELD(struct thing, number, "number", NULL, 0, NULL, ""),
        FIELD(struct thing, absent, "other", NULL, 0, NULL, ""),
        FIELD(struct thing, flag, "flag", NULL, 0, NULL, ""),
    };
    static const struct wikijs_model other = MODEL(struct thing, "Other", other_fields);
    uint64_t present = WIKIJS_BIT(FLAG) | WIKIJS_BIT(STRINGS) | WIKIJS_BIT(ABSENT);
    assert_int_equal(wj_present_as(&thing_model, present, &other), WIKIJS_BIT(0) | WIKIJS_BIT(3));
    assert_int_equal(wj_present_as(&thing_model, 0, &other), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_copied),
        cmocka_unit_test(nothing_has_no_copy),
        cmocka_unit_test(presence_goes_by_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
