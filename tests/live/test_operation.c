/* SPDX-License-Identifier: MIT */
/* Operations run by their names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/model.h>
#include <wikijs/operation.h>

#include "support/live.h"

/* Run an operation and expect a status; returns the JSON text, valid until the next one. */
static const char *run(struct live *live, int expected, const char *name, const char *variables,
                       const wikijs_operation_options *options)
{
    static char data[8192];
    wikijs_answer *answer = NULL;
    LIVE_EXPECT(live, expected, LIVE(live, wikijs_operation_call, (name, variables, options), (&answer, &live->err)));
    snprintf(data, sizeof data, "%s", answer ? answer->data.ptr : "nothing");
    if (answer) {
        assert_int_equal(answer->data.len, strlen(answer->data.ptr));
        assert_non_null(strstr(answer->body.ptr, "\"data\""));
    }
    wikijs_answer_free(answer);
    return data;
}

static const char *with_id(int64_t id)
{
    static char variables[64];
    snprintf(variables, sizeof variables, "{\"id\":%lld}", (long long)id);
    return variables;
}

static void a_query_with_chosen_fields(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "by-name", "text", "one");
    const wikijs_operation *single = wikijs_operation_by_name("pages.single");
    const wikijs_model *model = wikijs_operation_describe(single).model;
    wikijs_operation_options options = WIKIJS_OPERATION_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(wikijs_model_find(model, "title"));
    assert_string_equal(run(live, 0, "pages.single", with_id(id), &options), "{\"title\":\"by-name\"}");
    const char *data = run(live, 0, "pages.single", with_id(id), NULL);
    assert_non_null(strstr(data, "\"description\""));
    data = run(live, 0, "pages.list", "{\"orderBy\":\"ID\",\"orderByDirection\":\"DESC\"}", NULL);
    assert_memory_equal(data, "[{", 2);
    assert_string_equal(run(live, 0, "pages.searchTags", "{\"query\":\"no-such-tag-at-all\"}", NULL), "[]");
}

static void writes_and_what_they_say(void **state)
{
    struct live *live = *state;
    char variables[512];
    snprintf(variables, sizeof variables,
             "{\"content\":\"text\",\"description\":\"\",\"editor\":\"markdown\",\"isPublished\":true,"
             "\"isPrivate\":false,\"locale\":\"en\",\"path\":\"%s\",\"tags\":[\"one\"],\"title\":\"By name\"}",
             live_path(live, "written"));
    wikijs_operation_options options = WIKIJS_OPERATION_OPTIONS_INIT;
    const wikijs_operation *create = wikijs_operation_by_name("pages.create");
    options.fields = WIKIJS_BIT(wikijs_model_find(wikijs_operation_describe(create).model, "id"));
    const char *data = run(live, 0, "pages.create", variables, &options);
    const char *at = strstr(data, "\"page\":{\"id\":");
    long long id = 0;
    assert_non_null(at);
    assert_int_equal(sscanf(at, "\"page\":{\"id\":%lld", &id), 1);
    assert_non_null(strstr(data, "\"succeeded\":true"));
    live_remember(live, id);

    /* Reported inside an answer with HTTP 200: a failure all the same, with the server's number. */
    data = run(live, WIKIJS_E_EXISTS, "pages.create", variables, &options);
    assert_non_null(strstr(data, "\"succeeded\":false"));
    assert_int_equal(live->err.server_code, 6002);
    run(live, WIKIJS_E_NOT_FOUND, "pages.delete", "{\"id\":99999999}", NULL);
    assert_string_equal(live->err.path, "pages.delete");
    run(live, WIKIJS_E_NOT_FOUND, "pages.single", "{\"id\":99999999}", NULL);
}

static void refusals_name_the_permission(void **state)
{
    struct live *live = *state;
    wikijs_client *full = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    run(live, WIKIJS_E_FORBIDDEN, "pages.flushCache", NULL, NULL);
    assert_string_equal(live->err.permission, "manage:system");
    assert_string_equal(live->err.path, "pages.flushCache");
    wikijs_client_free(live->client);
    live->client = full;
}

static void wrong_requests_are_not_sent(void **state)
{
    struct live *live = *state;
    static const struct {
        const char *name, *variables, *message;
    } rows[] = {
        { "page.single", "{\"id\":1}", "there is no operation 'page.single'; the nearest is 'pages.single'" },
        { "pages.single", "{\"ID\":1}", "'pages.single' has no argument 'ID'; the nearest is 'id'" },
        { "pages.single", NULL, "'pages.single': 'id' is required (Int!)" },
        { "pages.single", "{\"id\":\"1\"}", "'pages.single': 'id' must be a whole number of 32 bits" },
        { "pages.single", "not JSON", "'pages.single': the arguments are no JSON object" },
        { NULL, NULL, "no operation was named" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(run(live, WIKIJS_E_ARG, rows[i].name, rows[i].variables, NULL), "nothing");
        assert_string_equal(live->err.message, rows[i].message);
        assert_int_equal(live->err.attempts, 0);
    }
    const wikijs_operation_options empty = { 0 };
    run(live, WIKIJS_E_ARG, "pages.tags", NULL, &empty);
    assert_string_equal(live->err.message, "options are not initialised: struct_size is 0");
}

/* The outcome of a call by name is no typed result, and the other way round. */
static void outcomes_are_not_mixed_up(void **state)
{
    struct live *live = *state;
    if (!live->async)
        return;
    wikijs_answer *answer = NULL;
    wikijs_page_tag_list *tags = NULL;
    live->used = live->client;
    live_wait(live, wikijs_operation_call_async(live->client, "pages.tags", NULL, NULL, live_done, live, &live->call));
    assert_int_equal(wikijs_pages_tags_finish(live->call, &tags, NULL), WIKIJS_E_ARG);
    assert_int_equal(live_end(live, wikijs_operation_call_finish(live->call, &answer, &live->err)), 0);
    assert_non_null(answer);
    wikijs_answer_free(answer);
    answer = NULL;
    live_wait(live, wikijs_pages_tags_async(live->client, NULL, live_done, live, &live->call));
    assert_int_equal(wikijs_operation_call_finish(live->call, &answer, NULL), WIKIJS_E_ARG);
    assert_int_equal(live_end(live, wikijs_pages_tags_finish(live->call, &tags, &live->err)), 0);
    assert_null(answer);
    assert_non_null(tags);
    wikijs_page_tag_list_free(tags);
}

/* Every query that needs nothing can be run, and what it answers is JSON. */
static void every_plain_query_can_be_run(void **state)
{
    struct live *live = *state;
    const wikijs_operation *operation;
    size_t count = 0;
    for (size_t i = 0; (operation = wikijs_operation_at(i)); i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        bool plain = info.kind == WIKIJS_OPERATION_QUERY;
        for (size_t j = 0; j < info.argument_count; j++)
            plain = plain && !wikijs_operation_argument(operation, j).required;
        if (!plain)
            continue;
        wikijs_answer *answer = NULL;
        int status = LIVE(live, wikijs_operation_call, (info.name, NULL, NULL), (&answer, &live->err));
        if (status < 0)
            print_message("%s: %s\n", info.name, live->err.message);
        /* API keys have no profile of their own. */
        bool is_profile = strcmp(info.namespace_, "users") == 0 && strcmp(info.field, "profile") == 0;
        assert_true(status == 0 || is_profile);
        wikijs_answer_free(answer);
        count++;
    }
    assert_true(count >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_query_with_chosen_fields),  TWICE(writes_and_what_they_say),  TWICE(refusals_name_the_permission),
        TWICE(wrong_requests_are_not_sent), TWICE(outcomes_are_not_mixed_up), TWICE(every_plain_query_can_be_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
