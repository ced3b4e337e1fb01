/* SPDX-License-Identifier: MIT */
/* The operations as programs see them: descriptions, documents, and arguments that come as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <string.h>

#include "api/ops.h"
#include "base/nearest.h"
#include "graphql/arguments.h"
#include <wikijs/model.h>
#include <wikijs/operation.h>

/* ---- what there is ---- */

static void every_row_is_described(void **state)
{
    (void)state;
    const wikijs_operation *operation;
    size_t count = 0;
    for (; (operation = wikijs_operation_at(count)); count++) {
        char name[128];
        wikijs_operation_info info = wikijs_operation_describe(operation);
        snprintf(name, sizeof name, "%s.%s", info.namespace_, info.field);
        assert_string_equal(info.name, name);
        assert_ptr_equal(wikijs_operation_by_name(info.name), operation);
        assert_non_null(info.since);
        assert_true(info.kind && info.result);
        assert_true(!(info.flags & WIKIJS_OPERATION_WRITES) == (info.kind != WIKIJS_OPERATION_MUTATION));
        for (size_t i = 0; i < info.argument_count; i++) {
            wikijs_argument argument = wikijs_operation_argument(operation, i);
            assert_true(argument.name && argument.type);
            for (size_t j = 0; j < argument.value_count; j++)
                assert_non_null(argument.values[j]);
        }
        assert_null(wikijs_operation_argument(operation, info.argument_count).name);
        char document[8192];
        size_t length = wikijs_operation_document(operation, 0, document, sizeof document);
        assert_true(info.kind == WIKIJS_OPERATION_ROUTE ? length == 0 : length == strlen(document));
    }
    assert_ptr_equal(wj_op_at(count), NULL);
    assert_true(count >= 25);
}

static void one_operation_in_detail(void **state)
{
    (void)state;
    const wikijs_operation *tree = wikijs_operation_by_name("pages.tree");
    wikijs_operation_info info = wikijs_operation_describe(tree);
    assert_string_equal(info.namespace_, "pages");
    assert_string_equal(info.permission, "read:pages");
    assert_int_equal(info.kind, WIKIJS_OPERATION_QUERY);
    assert_int_equal(info.result, WIKIJS_OPERATION_LIST);
    assert_int_equal(info.flags, WIKIJS_OPERATION_REPEATABLE);
    assert_string_equal(wikijs_model_name(info.model), "PageTreeItem");
    wikijs_argument mode = wikijs_operation_argument(tree, 2);
    assert_string_equal(mode.name, "mode");
    assert_string_equal(mode.type, "PageTreeMode!");
    assert_true(mode.required && !mode.secret);
    assert_int_equal(mode.value_count, 2);
    assert_string_equal(mode.values[1], "FOLDERS");
    assert_false(wikijs_operation_argument(tree, 0).required);

    info = wikijs_operation_describe(wikijs_operation_by_name("pages.create"));
    assert_int_equal(info.kind, WIKIJS_OPERATION_MUTATION);
    assert_int_equal(info.flags, WIKIJS_OPERATION_WRITES | WIKIJS_OPERATION_SERIAL);
    assert_string_equal(info.payload, "page");
    assert_true(info.fields & WIKIJS_BIT(wikijs_model_find(info.model, "id")));
    assert_false(info.fields & WIKIJS_BIT(wikijs_model_find(info.model, "editor"))); /* breaks this answer */
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    char text[4] = "xyz";
    assert_null(wikijs_operation_by_name(NULL));
    assert_null(wikijs_operation_by_name("pages.nothing"));
    assert_null(wikijs_operation_describe(NULL).name);
    assert_null(wikijs_operation_argument(NULL, 0).name);
    assert_null(wikijs_argument_member(NULL, 0).name);
    assert_int_equal(wikijs_operation_document(NULL, 0, text, sizeof text), 0);
    assert_string_equal(text, "");
}

static void documents_fit_as_much_as_they_can(void **state)
{
    (void)state;
    const char *whole = "query($id:Int!){pages{single(id:$id){id title}}}";
    const wikijs_operation *single = wikijs_operation_by_name("pages.single");
    const wikijs_model *model = wikijs_operation_describe(single).model;
    uint64_t fields = WIKIJS_BIT(wikijs_model_find(model, "id")) | WIKIJS_BIT(wikijs_model_find(model, "title"));
    char text[100];
    assert_int_equal(wikijs_operation_document(single, fields, NULL, 0), strlen(whole));
    assert_int_equal(wikijs_operation_document(single, fields, text, sizeof text), strlen(whole));
    assert_string_equal(text, whole);
    assert_int_equal(wikijs_operation_document(single, fields, text, 9), strlen(whole));
    assert_string_equal(text, "query($i");
}

/* ---- arguments ---- */

struct nothing {
    char unused;
};

static const char *const colors[] = { NULL, "RED", "GREEN" };
static const struct wj_arg item_rows[] = {
    ARG(struct nothing, unused, "name", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG_ENUM(struct nothing, unused, "color", "Color", colors, 0),
};
static const struct wj_arg all_rows[] = {
    ARG(struct nothing, unused, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct nothing, unused, "title", "String", WJ_ARG_STRING, 0),
    ARG(struct nothing, unused, "password", "String", WJ_ARG_STRING, WJ_ARG_SECRET),
    ARG(struct nothing, unused, "isPublished", "Boolean", WJ_ARG_BOOL, 0),
    ARG(struct nothing, unused, "date", "Date", WJ_ARG_STRING, 0),
    ARG(struct nothing, unused, "tags", "[String]", WJ_ARG_STRINGS, 0),
    ARG(struct nothing, unused, "ids", "[Int!]", WJ_ARG_INTS, 0),
    ARG_ENUM(struct nothing, unused, "color", "Color", colors, 0),
    ARG_OBJECTS(struct nothing, unused, "items", "[ItemInput!]", struct nothing, item_rows, 0),
};
static const struct wj_op all = { OP("test", "all", OP_ARGS(all_rows)) };
static const struct wj_op none = { OP("test", "none", .args = NULL) };

static void good_arguments(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"id\":1}",
        " { \"id\" : -2147483648 , \"title\" : \"a \\\" b\" } ",
        "{\"id\":1,\"title\":null,\"tags\":null,\"items\":null,\"color\":null}",
        "{\"id\":1,\"isPublished\":true,\"date\":\"2026-11-22\",\"tags\":[],\"ids\":[1,2],\"color\":\"GREEN\"}",
        "{\"id\":1,\"tags\":\"one\",\"ids\":3}", /* a list of one */
        "{\"id\":1,\"tags\":[null,\"x\"]}",      /* items may be null */
        "{\"id\":1,\"items\":[{\"name\":\"a\",\"color\":\"RED\"},{\"name\":\"\"}]}",
        "{\"id\":1,\"items\":{\"name\":\"a\"}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        wikijs_error err = { 0 };
        if (wj_arguments_check(&all, texts[i], &err))
            fail_msg("%s: %s", texts[i], err.message);
    }
    wikijs_error err;
    assert_int_equal(wj_arguments_check(&none, NULL, &err), 0);
    assert_int_equal(wj_arguments_check(&none, "{}", &err), 0);
}

static void bad_arguments(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } texts[] = {
        { NULL, "'test.all': 'id' is required (Int!)" },
        { "{}", "'test.all': 'id' is required (Int!)" },
        { "{\"id\":null}", "'test.all': 'id' must not be null" },
        { "{\"id\":\"1\"}", "'test.all': 'id' must be a whole number of 32 bits" },
        { "{\"id\":1.5}", "'test.all': 'id' must be a whole number of 32 bits" },
        { "{\"id\":2147483648}", "'test.all': 'id' must be a whole number of 32 bits" },
        { "{\"id\":1,\"id\":2}", "'test.all': 'id' is given twice" },
        { "{\"id\":1,\"titel\":\"\"}", "'test.all' has no argument 'titel'; the nearest is 'title'" },
        { "{\"id\":1,\"qqqqq\":\"\"}", "'test.all' has no argument 'qqqqq'" },
        { "{\"id\":1,\"title\":1}", "'test.all': 'title' must be a text" },
        { "{\"id\":1,\"isPublished\":\"true\"}", "'test.all': 'isPublished' must be true or false" },
        { "{\"id\":1,\"isPublished\":truer}", "'test.all': 'isPublished' must be true or false" },
        { "{\"id\":1,\"date\":0}", "'test.all': 'date' must be a time as text, such as \"2026-11-22T19:33:39Z\"" },
        { "{\"id\":1,\"tags\":[\"a\",2]}", "'test.all': 'tags[1]' must be a text" },
        { "{\"id\":1,\"ids\":[1,null]}", "'test.all': 'ids[1]' must not be null" },
        { "{\"id\":1,\"color\":\"BLUE\"}", "'test.all': 'color' must be one of RED, GREEN" },
        { "{\"id\":1,\"color\":RED}", "'test.all': 'color' must be one of RED, GREEN" },
        { "{\"id\":1,\"items\":[{\"name\":\"a\"},{\"color\":\"RED\"}]}",
          "'test.all': 'items[1].name' is required (String!)" },
        { "{\"id\":1,\"items\":[{\"name\":\"a\",\"colour\":\"RED\"}]}",
          "'test.all' has no argument 'items[0].colour'; the nearest is 'color'" },
        { "{\"id\":1,\"items\":[7]}", "'test.all': 'items[0]' must be an object" },
        { "[]", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1} {}", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1", "'test.all': the arguments are no JSON object" },
        { "{\"id\":", "'test.all': the arguments are no JSON object" },
        { "{\"id\"", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1,}", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1,\"tags\":[\"a\"", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1,\"tags\":[\"a\"}", "'test.all': the arguments are no JSON object" },
        { "{id:1}", "'test.all': the arguments are no JSON object" },
        { "{\"id\":1,\"title\":\"", "'test.all': the arguments: the JSON text ends inside a string" },
        { "{\"id\":1,\"title\":\"\xff\"}", "'test.all': the arguments: the JSON text is not valid UTF-8" },
        { "", "'test.all': the arguments: there is no JSON text" },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        wikijs_error err = { 0 };
        assert_int_equal(wj_arguments_check(&all, texts[i].text, &err), WIKIJS_E_ARG);
        assert_string_equal(err.message, texts[i].message);
        assert_int_equal(err.code, WIKIJS_E_ARG);
        assert_int_equal(wj_arguments_check(&all, texts[i].text, NULL), WIKIJS_E_ARG);
    }
}

/* Every beginning of a good text is refused, and none is read past its end (the memory checkers look). */
static void cut_off_arguments(void **state)
{
    (void)state;
    static const char whole[] =
        "{\"id\":1,\"items\":[{\"name\":\"a\",\"color\":\"RED\"}],\"tags\":[\"x\"],\"ids\":[1]}";
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        char text[sizeof whole];
        memcpy(text, whole, length);
        text[length] = '\0';
        wikijs_error err;
        assert_int_equal(wj_arguments_check(&all, text, &err), WIKIJS_E_ARG);
    }
    assert_int_equal(wj_arguments_check(&all, whole, NULL), 0);
}

/* A secret that has the wrong type must not come back in a message. */
static void secrets_stay_out_of_messages(void **state)
{
    (void)state;
    wikijs_error err;
    assert_int_equal(wj_arguments_check(&all, "{\"id\":1,\"password\":1234567}", &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "'test.all': 'password' must be a text");
    wikijs_argument password = wikijs_operation_argument((const wikijs_operation *)(const void *)&all, 2);
    assert_true(password.secret);
    wikijs_argument items = wikijs_operation_argument((const wikijs_operation *)(const void *)&all, 8);
    assert_int_equal(items.member_count, 2);
    assert_string_equal(wikijs_argument_member(&items, 1).values[0], "RED");
    assert_null(wikijs_argument_member(&items, 2).name);
}

static void names_that_are_near(void **state)
{
    (void)state;
    wikijs_error err;
    assert_int_equal(wikijs_operation_check("pages.single", "{\"id\":1}", &err), 0);
    assert_int_equal(wikijs_operation_check("pages.single", "{\"id\":1}", NULL), 0);
    assert_int_equal(wikijs_operation_check("page.single", NULL, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "there is no operation 'page.single'; the nearest is 'pages.single'");
    assert_int_equal(wikijs_operation_check("PAGES.Single", NULL, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "there is no operation 'PAGES.Single'; the nearest is 'pages.single'");
    assert_int_equal(wikijs_operation_check("singleByPath", NULL, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "there is no operation 'singleByPath'; the nearest is 'pages.singleByPath'");
    assert_int_equal(wikijs_operation_check("zzzzzzzz", NULL, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "there is no operation 'zzzzzzzz'");
    assert_int_equal(wikijs_operation_check(NULL, NULL, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "no operation was named");
}

static void several_names_that_are_near(void **state)
{
    (void)state;
    static const char *const names[] = { "users.list", "users.lists", "users.lost", "users.last", "groups.list" };
    struct wj_nearest nearest;
    char text[120];
    wj_nearest_start(&nearest, "users.lisst and more", 11);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        wj_nearest_try(&nearest, names[i]);
    wj_nearest_phrase(&nearest, text, sizeof text);
    assert_string_equal(text, "; near are 'users.list', 'users.lists' and 'users.lost'");
    wj_nearest_start(&nearest, "users.lis", 9);
    wj_nearest_try(&nearest, names[1]);
    wj_nearest_try(&nearest, names[0]);
    wj_nearest_phrase(&nearest, text, sizeof text);
    assert_string_equal(text, "; near are 'users.lists' and 'users.list'");
    wj_nearest_start(&nearest, "x", 1);
    wj_nearest_try(&nearest, "y");
    wj_nearest_phrase(&nearest, text, sizeof text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_described), cmocka_unit_test(one_operation_in_detail),
        cmocka_unit_test(nothing_is_nothing),     cmocka_unit_test(documents_fit_as_much_as_they_can),
        cmocka_unit_test(good_arguments),         cmocka_unit_test(bad_arguments),
        cmocka_unit_test(cut_off_arguments),      cmocka_unit_test(secrets_stay_out_of_messages),
        cmocka_unit_test(names_that_are_near),    cmocka_unit_test(several_names_that_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
