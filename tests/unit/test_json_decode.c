/* SPDX-License-Identifier: MIT */
/* JSON into structs: every type of field, every way a text can be wrong, every allocation that can fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "support/allocator.h"
#include "json/decode.h"
#include "json/write.h"
#include <wikijs/error.h>

struct inner {
    uint64_t present;
    int64_t id;
    const char *name;
};

struct inners {
    const struct inner *const *items;
    size_t count;
};

struct outer {
    uint64_t present;
    bool flag;
    int64_t number;
    int64_t time;
    const char *string;
    wikijs_str text;
    wikijs_str json;
    wikijs_strings strings;
    wikijs_ints ints;
    const struct inner *object;
    struct inners objects;
    bool local;
};

enum { FLAG, NUMBER, TIME, STRING, TEXT, JSON, STRINGS, INTS, OBJECT, OBJECTS, LOCAL };

static const struct wj_field inner_fields[] = {
    FIELD(struct inner, id, "id", NULL, 0, NULL, NULL),
    FIELD(struct inner, name, "name", NULL, 0, NULL, NULL),
};
static const struct wikijs_model inner_model = MODEL(struct inner, "Inner", inner_fields);

static const struct wj_field outer_fields[] = {
    [FLAG] = FIELD(struct outer, flag, "flag", NULL, 0, NULL, NULL),
    [NUMBER] = FIELD(struct outer, number, "aNumberWithALongName", NULL, 0, NULL, NULL),
    [TIME] = FIELD_TIME(struct outer, time, "time", NULL, 0, NULL, NULL),
    [STRING] = FIELD(struct outer, string, "aString", NULL, 0, NULL, NULL),
    [TEXT] = FIELD(struct outer, text, "longText", NULL, 0, NULL, NULL),
    [JSON] = FIELD_JSON(struct outer, json, "j", NULL, 0, NULL, NULL),
    [STRINGS] = FIELD(struct outer, strings, "strings", NULL, 0, NULL, NULL),
    [INTS] = FIELD(struct outer, ints, "ints", NULL, 0, NULL, NULL),
    [OBJECT] = FIELD_OBJECT(struct outer, object, "object", &inner_model, NULL, 0, NULL, NULL),
    [OBJECTS] = FIELD_OBJECTS(struct outer, objects, "objects", &inner_model, NULL, 0, NULL, NULL),
    [LOCAL] = FIELD(struct outer, local, "local", NULL, WIKIJS_FIELD_LOCAL, NULL, NULL),
};
static const struct wikijs_model outer_model = MODEL(struct outer, "Outer", outer_fields);

/* What a decode leaves behind; free with release(). */
struct decoded {
    struct outer outer;
    struct wj_arena arena;
    struct wj_json_parser *parser;
    struct wj_json_error error;
    char *text;
    int status;
};

/* The text gets its own block with exactly the promised pad, filled with what must not be taken for JSON. */
static char *padded(const char *json, size_t length)
{
    char *text = malloc(length + WJ_BUF_PAD);
    memcpy(text, json, length);
    memset(text + length, '7', WJ_BUF_PAD);
    return text;
}

static struct decoded *decode_bytes(const char *json, size_t length)
{
    struct decoded *d = calloc(1, sizeof *d);
    wj_arena_init(&d->arena, &wj_libc_allocator, 0);
    d->parser = wj_json_parser_new(&wj_libc_allocator);
    d->text = padded(json, length);
    d->status = wj_json_decode(d->parser, d->text, length, &outer_model, &d->outer, &d->arena, &d->error);
    return d;
}

static struct decoded *decode(const char *json)
{
    return decode_bytes(json, strlen(json));
}

static void release(struct decoded *d)
{
    wj_arena_clear(&d->arena);
    wj_json_parser_free(d->parser);
    free(d->text);
    free(d);
}

static void test_every_type(void **state)
{
    (void)state;
    struct decoded *d = decode(
        "{\"flag\":true,\"aNumberWithALongName\":-2147483648,\"time\":\"2026-11-22T19:33:39.367Z\",\"aString\":\"plain\","
        "\"longText\":\"text\",\"j\":{\"a\":[1,\"x\\u0041\",null,true,{}]},\"strings\":[\"a\",null,\"c\"],\"ints\":[1,-2,3],"
        "\"object\":{\"id\":9,\"name\":\"nine\"},\"objects\":[{\"id\":1},null,{\"id\":2,\"name\":\"two\"}]}");
    const struct outer *o = &d->outer;
    assert_int_equal(d->status, 0);
    assert_int_equal(o->present, (1 << LOCAL) - 1);
    assert_true(o->flag);
    assert_int_equal(o->number, -2147483648LL);
    assert_true(o->time == 1795376019367);
    assert_string_equal(o->string, "plain");
    assert_string_equal(o->text.ptr, "text");
    assert_int_equal(o->text.len, 4);
    assert_string_equal(o->json.ptr, "{\"a\":[1,\"x\\u0041\",null,true,{}]}");
    assert_int_equal(o->json.len, strlen(o->json.ptr));
    assert_int_equal(o->strings.count, 3);
    assert_string_equal(o->strings.items[0], "a");
    assert_string_equal(o->strings.items[1], "");
    assert_string_equal(o->strings.items[2], "c");
    assert_int_equal(o->ints.count, 3);
    assert_int_equal(o->ints.items[1], -2);
    assert_int_equal(o->object->id, 9);
    assert_string_equal(o->object->name, "nine");
    assert_int_equal(o->object->present, 3);
    assert_int_equal(o->objects.count, 2);
    assert_int_equal(o->objects.items[0]->present, 1);
    assert_string_equal(o->objects.items[1]->name, "two");
    release(d);
}

static void test_strings_stay_in_the_text(void **state)
{
    (void)state;
    struct decoded *d = decode("{\"aString\":\"plain\",\"longText\":\"with \\\"escapes\\\"\"}");
    assert_int_equal(d->status, 0);
    assert_ptr_equal(d->outer.string, d->text + strlen("{\"aString\":\""));
    assert_true(d->outer.text.ptr > d->text && d->outer.text.ptr < d->text + 60);
    assert_string_equal(d->outer.text.ptr, "with \"escapes\"");
    assert_int_equal(d->arena.used, 0);
    release(d);
}

static void test_order_white_space_and_unknown_names(void **state)
{
    (void)state;
    struct decoded *d = decode(
        "\r\n { \"local\" : true , \"new\" : { \"deep\" : [ [ ] , { \"x\" : -1.5e+9 } ] } ,\t\"aString\" : \"s\" ,\n"
        " \"empty\":{},\"none\":[], \"flag\" : false , \"j\" : [ 1 , 2 ] , \"strings\" : [ ] , \"objects\":[ ],"
        "\"ints\":[], \"object\" : { } , \"tru\":true} \n");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.present,
                     1 << STRING | 1 << FLAG | 1 << JSON | 1 << STRINGS | 1 << OBJECTS | 1 << INTS | 1 << OBJECT);
    assert_false(d->outer.local);
    assert_string_equal(d->outer.string, "s");
    assert_false(d->outer.flag);
    assert_string_equal(d->outer.json.ptr, "[ 1 , 2 ]");
    /* "count 0 with items set means empty" */
    assert_int_equal(d->outer.strings.count, 0);
    assert_non_null(d->outer.strings.items);
    assert_non_null(d->outer.ints.items);
    assert_non_null(d->outer.objects.items);
    assert_int_equal(d->outer.object->present, 0);
    release(d);
}

static void test_null_and_repeated_names(void **state)
{
    (void)state;
    struct decoded *d = decode(
        "{\"flag\":null,\"aNumberWithALongName\":null,\"time\":null,\"aString\":null,\"longText\":null,"
        "\"j\":null,\"strings\":null,\"ints\":null,\"object\":null,\"objects\":null}");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.present, 0);
    release(d);
    d = decode("{\"aString\":\"a\",\"aNumberWithALongName\":1,\"aString\":\"b\",\"aNumberWithALongName\":null}");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.present, 1 << STRING);
    assert_string_equal(d->outer.string, "b");
    release(d);
}

static void check_text(const char *json_string, const char *expected, size_t length)
{
    char json[400];
    snprintf(json, sizeof json, "{\"longText\":\"%s\",\"aString\":\"%s\",\"aNumberWithALongName\":5}", json_string,
             json_string);
    struct decoded *d = decode(json);
    if (d->status)
        fail_msg("%s: %s", json, d->error.message);
    assert_int_equal(d->outer.text.len, length);
    assert_memory_equal(d->outer.text.ptr, expected, length + 1);
    assert_int_equal(d->outer.number, 5);
    release(d);
}

static void test_escapes(void **state)
{
    (void)state;
    check_text("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 8);
    check_text("a\\u0041z", "aAz", 3);
    check_text("\\u00fc\\u65E5\\ud83d\\ude86", "\xC3\xBC\xE6\x97\xA5\xF0\x9F\x9A\x86", 9);
    check_text("\\uD83Dx", "\xEF\xBF\xBDx", 4); /* first half alone */
    check_text("\\ude86", "\xEF\xBF\xBD", 3);   /* second half alone */
    check_text("\\uD83D\\u0041",
               "\xEF\xBF\xBD"
               "A",
               4); /* first half before something else */
    check_text("\\uD83D\\uD83D\\uDE86", "\xEF\xBF\xBD\xF0\x9F\x9A\x86", 7);
    check_text("ends with\\\\", "ends with\\", 10);
    check_text("\\\\u0041 \\\\\\\"", "\\u0041 \\\"", 9);
    check_text("\xC3\xBC raw", "\xC3\xBC raw", 6);
    check_text("", "", 0);
}

static void test_nul_characters(void **state)
{
    (void)state;
    struct decoded *d = decode("{\"longText\":\"a\\u0000b\",\"aString\":\"a\\u0000b\"}");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.text.len, 3);
    assert_memory_equal(d->outer.text.ptr, "a\0b", 4);
    assert_string_equal(d->outer.string, "a\xEF\xBF\xBD"
                                         "b");
    release(d);
}

static void test_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        { "0", 0 }, { "-0", 0 }, { "2147483648", 2147483648 }, { "-999999999999999999", -999999999999999999 }
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char json[100];
        snprintf(json, sizeof json, "{\"aNumberWithALongName\":%s}", good[i].text);
        struct decoded *d = decode(json);
        assert_int_equal(d->status, 0);
        assert_true(d->outer.number == good[i].value);
        release(d);
    }
    static const char *const bad[] = { "1.5", "1e3", "99999999999999999999", "\"1\"", "true" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char json[100];
        snprintf(json, sizeof json, "{\"aNumberWithALongName\":%s}", bad[i]);
        struct decoded *d = decode(json);
        assert_int_equal(d->status, WIKIJS_E_SCHEMA);
        assert_string_equal(d->error.path, "aNumberWithALongName");
        release(d);
    }
}

static void test_times_that_are_none(void **state)
{
    (void)state;
    struct decoded *d = decode("{\"time\":\"\",\"aString\":\"x\"}");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.present, 1 << STRING);
    release(d);
    d = decode("{\"time\":\"gar\\u0062age\"}");
    assert_int_equal(d->status, 0);
    assert_int_equal(d->outer.present, 0);
    release(d);
}

static void test_wrong_types_name_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *json, *path, *message;
    } rows[] = {
        { "{\"flag\":1}", "flag", "expected a boolean, found a number" },
        { "{\"time\":5}", "time", "expected a string, found a number" },
        { "{\"aString\":{}}", "aString", "expected a string, found an object" },
        { "{\"longText\":[]}", "longText", "expected a string, found a list" },
        { "{\"strings\":\"x\"}", "strings", "expected a list, found a string" },
        { "{\"strings\":[\"a\",true]}", "strings[1]", "expected a string, found a boolean" },
        { "{\"ints\":[\"a\"]}", "ints[0]", "expected an integer, found a string" },
        { "{\"object\":[]}", "object", "expected an object, found a list" },
        { "{\"object\":{\"id\":\"1\"}}", "object.id", "expected an integer, found a string" },
        { "{\"objects\":{}}", "objects", "expected a list, found an object" },
        { "{\"objects\":[{},{},\"x\"]}", "objects[2]", "expected an object, found a string" },
        { "{\"objects\":[{},{\"id\":1,\"name\":2}]}", "objects[1].name", "expected a string, found a number" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decoded *d = decode(rows[i].json);
        assert_int_equal(d->status, WIKIJS_E_SCHEMA);
        assert_string_equal(d->error.path, rows[i].path);
        assert_string_equal(d->error.message, rows[i].message);
        release(d);
    }
}

static void test_bad_syntax(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "   ",
        "[]",
        "\"x\"",
        "nul",
        "{",
        "{\"",
        "{\"flag",
        "{\"flag\"",
        "{\"flag\":",
        "{\"flag\":}",
        "{\"flag\":tru}",
        "{\"flag\":truex}",
        "{\"flag\":true\"x\"}",
        "{\"flag\":false",
        "{\"flag\":false,",
        "{\"flag\":false,}",
        "{\"flag\":false]",
        "{\"flag\":false}}",
        "{\"flag\":false} x",
        "{flag:false}",
        "{\"flag\" false}",
        "{\"flag\":nil}",
        "{\"aString\":\"a\"\"b\"}",
        "{\"aString\":\"a\"b}",
        "{\"aString\":\"\\x\"}",
        "{\"aString\":\"\\u12\"}",
        "{\"aString\":\"\\u12G4\"}",
        "{\"aString\":\"line\nbreak\"}",
        "{\"aString\":\"\xFF\"}",
        "{\"aString\":\"\xED\xA0\x80\"}",
        "{\"aNumberWithALongName\":-}",
        "{\"aNumberWithALongName\":1",
        "{\"strings\":[\"a\" \"b\"]}",
        "{\"strings\":[\"a\",]}",
        "{\"strings\":[\"a\"}",
        "{\"strings\":[",
        "{\"objects\":[{\"id\":1}{\"id\":2}]}",
        "{\"unknown\":}",
        "{\"unknown\":[1,2}",
        "{\"unknown\":[1 2]}",
        "{\"unknown\":{\"a\" 1}}",
        "{\"unknown\":{\"a\":1,}}",
        "{\"unknown\":{1:1}}",
        "{\"unknown\":[1,]}",
        "{\"unknown\":1\"x\"}",
        "{\"unknown\":abc}",
        "{\"unknown\":nulll}",
        "{\"j\":[1,2",
        "{\"j\":}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct decoded *d = decode(texts[i]);
        if (d->status != WIKIJS_E_PROTOCOL && d->status != WIKIJS_E_SCHEMA)
            fail_msg("'%s' gave %d", texts[i], d->status);
        assert_true(d->error.message[0]);
        release(d);
    }
}

/* Each beginning of a good text is a cut-off answer. */
static void test_every_beginning_is_refused(void **state)
{
    (void)state;
    const char *json =
        "{\"flag\":true,\"j\":{\"a\":[1,\"x\"]},\"strings\":[\"a\",\"c\\n\"],\"object\":{\"id\":9,\"name\":\"n\"}}";
    for (size_t length = 0; length < strlen(json); length++) {
        struct decoded *d = decode_bytes(json, length);
        assert_int_equal(d->status, WIKIJS_E_PROTOCOL);
        assert_non_null(strstr(d->error.message, "JSON text"));
        release(d);
    }
    struct decoded *d = decode(json);
    assert_int_equal(d->status, 0);
    release(d);
}

/* A type that holds itself, as a tree of comments would. */
struct node {
    uint64_t present;
    const struct node *next;
};
static const struct wikijs_model node_model;
static const struct wj_field node_fields[] = { FIELD_OBJECT(struct node, next, "next", &node_model, NULL, 0, NULL,
                                                            NULL) };
static const struct wikijs_model node_model = MODEL(struct node, "Node", node_fields);

static int decode_nested(const char *open, const char *close, size_t depth, const struct wikijs_model *model)
{
    struct wj_buf json;
    wj_buf_init(&json, &wj_libc_allocator, SIZE_MAX);
    wj_buf_str(&json, "{\"next\":");
    for (size_t i = 0; i < depth; i++)
        wj_buf_str(&json, open);
    wj_buf_str(&json, "null");
    for (size_t i = 0; i < depth; i++)
        wj_buf_str(&json, close);
    wj_buf_str(&json, "}");
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    struct wj_json_parser *parser = wj_json_parser_new(&wj_libc_allocator);
    struct outer object = { 0 };
    int status = wj_json_decode(parser, json.data, json.len, model, &object, &arena, NULL);
    wj_json_parser_free(parser);
    wj_arena_clear(&arena);
    wj_buf_free(&json);
    return status;
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    assert_int_equal(decode_nested("{\"next\":", "}", 50, &node_model), 0);
    assert_int_equal(decode_nested("{\"next\":", "}", 100000, &node_model), WIKIJS_E_PROTOCOL);
    assert_int_equal(decode_nested("[", "]", 200, &outer_model), 0);
    assert_int_equal(decode_nested("[", "]", 100000, &outer_model), WIKIJS_E_PROTOCOL);
    assert_int_equal(decode_nested("{\"x\":", "}", 100000, &outer_model), WIKIJS_E_PROTOCOL);
}

static void test_long_lists_and_one_parser_for_many_texts(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_json_parser *parser = wj_json_parser_new(&t.allocator);
    for (int round = 0; round < 3; round++) {
        struct wj_buf json;
        wj_buf_init(&json, &t.allocator, SIZE_MAX);
        const int count = round == 1 ? 3 : 20000;
        wj_buf_str(&json, "{\"objects\":[");
        for (int i = 0; i < count; i++)
            wj_buf_printf(&json, "%s{\"id\":%d,\"name\":\"number %d\"}", i ? "," : "", i, i);
        wj_buf_str(&json, "]}");
        struct wj_arena arena;
        wj_arena_init(&arena, &t.allocator, 0);
        struct outer outer = { 0 };
        size_t asked = t.asked;
        assert_int_equal(wj_json_decode(parser, json.data, json.len, &outer_model, &outer, &arena, NULL), 0);
        assert_int_equal(outer.objects.count, count);
        for (int i = 0; i < count; i++) {
            char name[40];
            snprintf(name, sizeof name, "number %d", i);
            assert_int_equal(outer.objects.items[i]->id, i);
            assert_string_equal(outer.objects.items[i]->name, name);
        }
        assert_true(t.asked - asked < 40);
        wj_arena_clear(&arena);
        wj_buf_free(&json);
    }
    wj_json_parser_free(parser);
    wj_json_parser_free(NULL);
    assert_int_equal(t.live, 0);
}

static int decode_with(struct test_allocator *t, size_t arena_max, const char *json)
{
    struct wj_json_parser *parser = wj_json_parser_new(&t->allocator);
    if (!parser)
        return WIKIJS_E_NOMEM;
    struct wj_arena arena;
    wj_arena_init(&arena, &t->allocator, arena_max);
    char *text = padded(json, strlen(json));
    struct outer outer = { 0 };
    struct wj_json_error error;
    int status = wj_json_decode(parser, text, strlen(json), &outer_model, &outer, &arena, &error);
    free(text);
    wj_arena_clear(&arena);
    wj_json_parser_free(parser);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct wj_buf json;
    wj_buf_init(&json, &wj_libc_allocator, SIZE_MAX);
    wj_buf_str(&json, "{\"j\":[1],\"object\":{\"id\":1},\"ints\":[1],\"strings\":[\"a\"],\"objects\":[");
    for (int i = 0; i < 600; i++)
        wj_buf_printf(&json, "%s{\"id\":%d}", i ? "," : "", i);
    wj_buf_str(&json, "]}");
    struct test_allocator t;
    test_allocator_init(&t);
    assert_int_equal(decode_with(&t, 0, json.data), 0);
    size_t needed = t.asked;
    assert_true(needed > 4);
    for (size_t i = 1; i <= needed; i++) {
        test_allocator_init(&t);
        t.fail_at = i;
        assert_int_equal(decode_with(&t, 0, json.data), WIKIJS_E_NOMEM);
        assert_int_equal(t.live, 0);
    }
    assert_int_equal(decode_with(&t, 5000, json.data), WIKIJS_E_TOO_LARGE);
    wj_buf_free(&json);
}

/* What was written is read as the same, and written as the same again. */
static void test_write_and_read_again(void **state)
{
    (void)state;
    struct decoded *d = decode(
        "{\"flag\":false,\"aNumberWithALongName\":12,\"time\":\"2026-11-22T19:33:39.367Z\",\"aString\":\"\\u0001 \\\"q\\\" \xC3\xBC\","
        "\"longText\":\"a\\u0000b\\\\\\n\",\"j\":{\"a\":[1]},\"strings\":[\"a\",\"\"],\"ints\":[],\"object\":{\"id\":9},"
        "\"objects\":[{\"id\":1,\"name\":\"x\"}]}");
    assert_int_equal(d->status, 0);
    struct wj_buf first, second;
    wj_buf_init(&first, &wj_libc_allocator, SIZE_MAX);
    wj_buf_init(&second, &wj_libc_allocator, SIZE_MAX);
    wj_json_object(&first, &outer_model, &d->outer, 0);
    struct decoded *again = decode_bytes(first.data, first.len);
    assert_int_equal(again->status, 0);
    assert_int_equal(again->outer.present, d->outer.present);
    wj_json_object(&second, &outer_model, &again->outer, 0);
    assert_string_equal(first.data, second.data);
    assert_int_equal(again->outer.text.len, d->outer.text.len);
    wj_buf_free(&first);
    wj_buf_free(&second);
    release(d);
    release(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_strings_stay_in_the_text),
        cmocka_unit_test(test_order_white_space_and_unknown_names),
        cmocka_unit_test(test_null_and_repeated_names),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_nul_characters),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_times_that_are_none),
        cmocka_unit_test(test_wrong_types_name_the_place),
        cmocka_unit_test(test_bad_syntax),
        cmocka_unit_test(test_every_beginning_is_refused),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_long_lists_and_one_parser_for_many_texts),
        cmocka_unit_test(test_every_allocation_may_fail),
        cmocka_unit_test(test_write_and_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
