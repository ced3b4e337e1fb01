/* SPDX-License-Identifier: MIT */
/* Documents, variables and argument copies from rows. That documents are valid GraphQL is tested against the schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "graphql/document.h"
#include "graphql/variables.h"
#include "model/models.h"
#include "support/allocator.h"
#include <wikijs/page.h>

struct args {
    int64_t id, limit, time;
    const char *path, *title;
    wikijs_str content;
    int published, private_;
    bool ancestors;
    wikijs_strings tags;
    wikijs_ints groups;
    int order, mode;
};

static const char *const order_names[] = { NULL, "TITLE", "UPDATED" };

static const struct wj_arg rows[] = {
    ARG(struct args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct args, limit, "limit", "Int", WJ_ARG_INT, 0),
    ARG(struct args, time, "time", "Date", WJ_ARG_TIME, 0),
    ARG(struct args, path, "path", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct args, title, "title", "String", WJ_ARG_STRING, 0),
    ARG(struct args, content, "content", "String", WJ_ARG_TEXT, 0),
    ARG(struct args, published, "published", "Boolean!", WJ_ARG_BOOL, WJ_ARG_REQUIRED),
    ARG(struct args, private_, "private", "Boolean", WJ_ARG_BOOL, 0),
    ARG(struct args, ancestors, "ancestors", "Boolean", WJ_ARG_FLAG, 0),
    ARG(struct args, tags, "tags", "[String]!", WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
    ARG(struct args, groups, "groups", "[Int]", WJ_ARG_INTS, 0),
    ARG_ENUM(struct args, order, "order", "PageOrderBy", order_names, 0),
};

static const struct wj_op op = { OP("pages", "everything", OP_ARGS(rows), .answer = WJ_ANSWER_OBJECT,
                                    .model = &wj_page_tag_model) };
static const struct wj_op tags_op = { OP("pages", "tags", .answer = WJ_ANSWER_LIST, .model = &wj_page_tag_model) };
static const struct wj_op create_op = { OP("pages", "create", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                           .model = &wj_page_model, .payload = "page",
                                           .exclude = WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_TOC)) };
static const struct wj_op migrate_op = { OP("pages", "migrateToLocale", .flags = WJ_OP_WRITE,
                                            .answer = WJ_ANSWER_RESPONSE, .model = &wj_page_migration_model) };
static const struct wj_op delete_op = { OP("pages", "delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE) };
static const struct wj_op check_op = { OP("pages", "checkConflicts", .answer = WJ_ANSWER_BOOL) };
static const struct wj_op search_op = { OP("pages", "search", .answer = WJ_ANSWER_OBJECT,
                                           .model = &wj_page_search_model) };
static const struct wj_op single_op = { OP("pages", "single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model) };

static void check_document(const struct wj_op *row, uint64_t fields, const char *expected)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wj_document(&out, row, fields);
    assert_string_equal(out.data, expected);
    wj_buf_free(&out);
}

static void test_documents(void **state)
{
    (void)state;
    check_document(
        &op, WIKIJS_BIT(WIKIJS_PAGE_TAG_ID),
        "query($id:Int!,$limit:Int,$time:Date,$path:String!,$title:String,$content:String,$published:Boolean!,"
        "$private:Boolean,$ancestors:Boolean,$tags:[String]!,$groups:[Int],$order:PageOrderBy){pages{everything("
        "id:$id,limit:$limit,time:$time,path:$path,title:$title,content:$content,published:$published,"
        "private:$private,ancestors:$ancestors,tags:$tags,groups:$groups,order:$order){id}}}");
    check_document(&tags_op, 0, "query{pages{tags{id tag title createdAt updatedAt}}}");
    check_document(&create_op, 0,
                   "mutation{pages{create{responseResult{succeeded errorCode slug message} page{id path hash title "
                   "description tags{id tag title createdAt updatedAt} contentType createdAt updatedAt}}}}");
    check_document(&migrate_op, 0,
                   "mutation{pages{migrateToLocale{responseResult{succeeded errorCode slug message} count}}}");
    check_document(&delete_op, 0, "mutation{pages{delete{responseResult{succeeded errorCode slug message}}}}");
    check_document(&check_op, 0, "query{pages{checkConflicts}}");
    check_document(&search_op, 0,
                   "query{pages{search{results{id title description path locale} suggestions totalHits}}}");
}

static void test_selections(void **state)
{
    (void)state;
    const uint64_t id = WIKIJS_BIT(WIKIJS_PAGE_ID), toc = WIKIJS_BIT(WIKIJS_PAGE_TOC);
    const uint64_t local = WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE);
    uint64_t defaults = wikijs_model_default_fields(&wj_page_model);
    assert_true(wj_op_selection(&single_op, 0) == defaults);
    assert_true(wj_op_selection(&create_op, 0) == (defaults & ~create_op.exclude));
    /* A broken field is selected by who names it, never in a write that it would spoil; a local one by nobody. */
    assert_true(wj_op_selection(&single_op, toc | id) == (toc | id));
    assert_true(wj_op_selection(&create_op, toc | id) == id);
    assert_true(wj_op_selection(&single_op, local | id) == id);
    /* Never empty. */
    assert_true(wj_op_selection(&single_op, local) == id);
    assert_true(wj_op_selection(&create_op, toc) == id);
    assert_true(wj_op_selection(&single_op, UINT64_MAX) == WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE) - 1);
    assert_true(wj_op_selection(&delete_op, UINT64_MAX) == 0);
    check_document(&single_op, local, "query{pages{single{id}}}");
}

static void check_variables(const struct args *args, const char *expected)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wikijs_error err;
    if (wj_body(&out, NULL, &op, args, 1, NULL, &err))
        fail_msg("%s", err.message);
    const char *variables = strstr(out.data, ",\"variables\":");
    assert_non_null(variables);
    assert_string_equal(variables + strlen(",\"variables\":"), expected);
    wj_buf_free(&out);
}

static void test_variables(void **state)
{
    (void)state;
    /* Of required arguments, zero is a value where one can be meant. */
    check_variables(&(struct args){ .path = "" }, "{\"id\":0,\"path\":\"\",\"published\":false,\"tags\":[]}}");
    const char *const tags[] = { "a", "\"b\"" };
    const int64_t groups[] = { 1, -2 };
    check_variables(
        &(struct args){ .id = -2147483648,
                        .limit = 2147483647,
                        .time = 1795376019367,
                        .path = "a/\xC3\xBC\n",
                        .title = "",
                        .content = { "x\0y", 3 },
                        .published = WIKIJS_YES,
                        .private_ = WIKIJS_NO,
                        .ancestors = true,
                        .tags = { tags, 2 },
                        .groups = { groups, 2 },
                        .order = 2 },
        "{\"id\":-2147483648,\"limit\":2147483647,\"time\":\"2026-11-22T19:33:39.367Z\",\"path\":\"a/\xC3\xBC\\n\","
        "\"title\":\"\",\"content\":\"x\\u0000y\",\"published\":true,\"private\":false,\"ancestors\":true,"
        "\"tags\":[\"a\",\"\\\"b\\\"\"],\"groups\":[1,-2],\"order\":\"UPDATED\"}}");
    /* An empty list that was set is sent, one that was not is left out. */
    check_variables(&(struct args){ .path = "p", .tags = { tags, 0 }, .groups = { groups, 0 } },
                    "{\"id\":0,\"path\":\"p\",\"published\":false,\"tags\":[],\"groups\":[]}}");
}

static void check_refused(const struct args *args, const char *argument)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wikijs_error err;
    assert_int_equal(wj_body(&out, NULL, &op, args, 0, NULL, &err), WIKIJS_E_ARG);
    assert_int_equal(err.code, WIKIJS_E_ARG);
    assert_non_null(strstr(err.message, argument));
    assert_int_equal(wj_body(&out, NULL, &op, args, 0, NULL, NULL), WIKIJS_E_ARG);
    wj_buf_free(&out);
}

static void test_refused_arguments(void **state)
{
    (void)state;
    const char *const bad_tags[] = { "ok", "\xFF" }, *const null_tags[] = { NULL };
    const int64_t big = INT64_C(1) << 31;
    check_refused(&(struct args){ .id = 1 }, "'path' is required");
    check_refused(&(struct args){ .id = big, .path = "p" }, "'id' does not fit");
    check_refused(&(struct args){ .limit = -big - 1, .path = "p" }, "'limit' does not fit");
    check_refused(&(struct args){ .groups = { &big, 1 }, .path = "p" }, "'groups' does not fit");
    check_refused(&(struct args){ .path = "\xC3" }, "'path' is not valid UTF-8");
    check_refused(&(struct args){ .path = "p", .content = { "\xFF", 1 } }, "'content' is not valid UTF-8");
    check_refused(&(struct args){ .path = "p", .tags = { bad_tags, 2 } }, "'tags' is not valid UTF-8");
    check_refused(&(struct args){ .path = "p", .tags = { null_tags, 1 } }, "'tags' holds a NULL");
    check_refused(&(struct args){ .path = "p", .tags = { NULL, 1 } }, "'tags' has a count but no items");
    check_refused(&(struct args){ .path = "p", .published = 3 }, "'published' is neither yes nor no");
    check_refused(&(struct args){ .path = "p", .private_ = -1 }, "'private' is neither yes nor no");
    check_refused(&(struct args){ .path = "p", .order = 3 }, "'order' is not one of its values");
    check_refused(&(struct args){ .path = "p", .order = -1 }, "'order' is not one of its values");
}

static void test_body_and_the_place_of_the_probe(void **state)
{
    (void)state;
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    size_t at;
    assert_int_equal(wj_body(&out, NULL, &check_op, NULL, 0, &at, NULL), 0);
    assert_string_equal(out.data, "{\"query\":\"query{pages{checkConflicts}}\"}");
    wj_buf_insert(&out, at, " wj_probe:users{profile{id}}", 28);
    assert_string_equal(out.data, "{\"query\":\"query{pages{checkConflicts} wj_probe:users{profile{id}}}\"}");
    wj_buf_free(&out);

    wj_buf_init(&out, &wj_libc_allocator, 20);
    wikijs_error err;
    assert_int_equal(wj_body(&out, NULL, &check_op, NULL, 0, &at, &err), WIKIJS_E_TOO_LARGE);
    assert_int_equal(err.code, WIKIJS_E_TOO_LARGE);
    wj_buf_free(&out);
}

static void test_argument_copies_stand_alone(void **state)
{
    (void)state;
    char path[] = "path", content[] = "c\0d", tag[] = "tag";
    const char *tags[] = { tag, NULL };
    int64_t groups[] = { 7, 8 };
    struct args args = {
        .id = 3, .path = path, .content = { content, 3 }, .tags = { tags, 2 }, .groups = { groups, 2 }, .mode = 9
    };
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_arena arena;
    wj_arena_init(&arena, &t.allocator, 0);
    const struct args *copy = wj_args_copy(&arena, &op, &args, sizeof args);
    memset(path, 'x', 4);
    memset(content, 'x', 3);
    memset(tag, 'x', 3);
    memset(groups, 0, sizeof groups);
    tags[0] = NULL;
    assert_int_equal(copy->id, 3);
    assert_int_equal(copy->mode, 9);
    assert_string_equal(copy->path, "path");
    assert_null(copy->title);
    assert_memory_equal(copy->content.ptr, "c\0d", 4);
    assert_string_equal(copy->tags.items[0], "tag");
    assert_null(copy->tags.items[1]);
    assert_int_equal(copy->groups.items[1], 8);
    wj_arena_clear(&arena);

    /* An empty list keeps being set. */
    args = (struct args){ .path = path, .tags = { tags, 0 } };
    copy = wj_args_copy(&arena, &op, &args, sizeof args);
    assert_non_null(copy->tags.items);
    assert_null(copy->groups.items);
    wj_arena_clear(&arena);

    char big[20000];
    memset(big, 'b', sizeof big);
    args.content = (wikijs_str){ big, sizeof big };
    t.asked = 0;
    assert_non_null(wj_args_copy(&arena, &op, &args, sizeof args));
    wj_arena_clear(&arena);
    for (size_t i = 1, needed = t.asked; i <= needed; i++) {
        t.asked = 0;
        t.fail_at = i;
        assert_null(wj_args_copy(&arena, &op, &args, sizeof args));
        wj_arena_clear(&arena);
    }
    assert_int_equal(t.live, 0);
}

/* What is kept is what would be written anew, whatever shares a place with what. */
/* ---- lists of input objects ---- */

struct rule {
    const char *id;
    wikijs_strings roles;
    int deny;
};

struct rule_args {
    int64_t id;
    struct {
        const struct rule *items;
        size_t count;
    } rules;
};

static const struct wj_arg rule_rows[] = {
    ARG(struct rule, id, "id", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct rule, roles, "roles", "[String]!", WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
    ARG(struct rule, deny, "deny", "Boolean", WJ_ARG_BOOL, 0),
};
static const struct wj_arg rule_args[] = {
    ARG(struct rule_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG_OBJECTS(struct rule_args, rules, "rules", "[RuleInput]", struct rule, rule_rows, 0),
};
static const struct wj_op rules_op = { OP("groups", "update", OP_ARGS(rule_args), .answer = WJ_ANSWER_RESPONSE) };

static int write_rules(const struct rule_args *args, char *text, size_t size)
{
    wikijs_error err = { 0 };
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, 1 << 16);
    int status = wj_variables(&out, &rules_op, args, &err);
    snprintf(text, size, "%.*s", (int)out.len, out.data ? out.data : "");
    wj_buf_free(&out);
    if (status < 0)
        snprintf(text, size, "%s", err.message);
    return status;
}

static void test_lists_of_objects(void **state)
{
    (void)state;
    char text[512];
    char role[] = "read:pages", name[] = "a";
    const char *roles[] = { role };
    struct rule rules[] = { { name, { roles, 1 }, WIKIJS_YES }, { "b", { NULL, 0 }, 0 } };
    struct rule_args args = { .id = 3 };
    assert_int_equal(write_rules(&args, text, sizeof text), 0);
    assert_string_equal(text, "\"id\":3");
    args.rules.items = rules;
    assert_int_equal(write_rules(&args, text, sizeof text), 0);
    assert_string_equal(text, "\"id\":3,\"rules\":[]");
    args.rules.count = 2;
    const char expected[] =
        "\"id\":3,\"rules\":[{\"id\":\"a\",\"roles\":[\"read:pages\"],\"deny\":true},{\"id\":\"b\",\"roles\":[]}]";
    assert_int_equal(write_rules(&args, text, sizeof text), 0);
    assert_string_equal(text, expected);

    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 1 << 16);
    const struct rule_args *copy = wj_args_copy(&arena, &rules_op, &args, sizeof args);
    assert_non_null(copy);
    role[0] = name[0] = '!';
    rules[1].id = "changed";
    assert_int_equal(write_rules(copy, text, sizeof text), 0);
    assert_string_equal(text, expected);
    wj_arena_clear(&arena);

    rules[1].id = NULL;
    assert_int_equal(write_rules(&args, text, sizeof text), WIKIJS_E_ARG);
    assert_string_equal(text, "'groups.update': 'id' is required");
}

static void test_kept_documents_are_the_same(void **state)
{
    (void)state;
    struct test_allocator memory;
    test_allocator_init(&memory);
    struct wj_documents documents;
    wj_documents_init(&documents, &memory.allocator);
    struct wj_buf kept, fresh;
    wj_buf_init(&kept, &memory.allocator, 10000);
    wj_buf_init(&fresh, &memory.allocator, 10000);
    const struct wj_op *ops[] = { &op, &check_op };
    for (int round = 0; round < 3; round++)
        for (uint64_t fields = 0; fields < 2 * WJ_DOCUMENTS; fields++)
            for (size_t i = 0; i < 2; i++) {
                wj_buf_clear(&kept);
                wj_buf_clear(&fresh);
                wj_buf_str(&kept, "before ");
                wj_buf_str(&fresh, "before ");
                wj_documents_put(&documents, &kept, ops[i], fields);
                wj_document(&fresh, ops[i], fields);
                assert_string_equal(kept.data, fresh.data);
            }
    size_t asked = memory.asked;
    wj_documents_put(&documents, &kept, &check_op, 2 * WJ_DOCUMENTS - 1);
    assert_int_equal(memory.asked, asked);
    memory.fail_at = memory.asked + 1;
    wj_buf_clear(&kept);
    wj_documents_put(&documents, &kept, &op, 12345); /* no memory to keep it: it is written all the same */
    wj_buf_clear(&fresh);
    wj_document(&fresh, &op, 12345);
    assert_string_equal(kept.data, fresh.data);
    wj_documents_free(&documents);
    wj_buf_free(&kept);
    wj_buf_free(&fresh);
    assert_int_equal(memory.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_selections),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_refused_arguments),
        cmocka_unit_test(test_body_and_the_place_of_the_probe),
        cmocka_unit_test(test_argument_copies_stand_alone),
        cmocka_unit_test(test_lists_of_objects),
        cmocka_unit_test(test_kept_documents_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
