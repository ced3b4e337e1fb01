/* SPDX-License-Identifier: MIT */
/* The audit log of a client: what leaves a line, and what stands in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/live.h"
#include <wikijs/assets.h>
#include <wikijs/audit.h>
#include <wikijs/metrics.h>
#include <wikijs/operation.h>
#include <wikijs/pages_many.h>

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

enum { ENTRIES_MAX = 32 };

static char folder[64], path[96], said[512];
static int said_count;
static wikijs_client *client;
static wikijs_audit_entry *entries[ENTRIES_MAX];
static size_t count;

static void note(wikijs_log_level level, const char *line, void *payload)
{
    (void)payload;
    if (level == WIKIJS_LOG_ERROR && ++said_count)
        snprintf(said, sizeof said, "%s", line);
}

/* Options of a client that keeps a log in a folder of its own. */
static wikijs_client_options begin(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    snprintf(folder, sizeof folder, "/tmp/wikijs-audit-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/audit.log", folder);
    said[0] = '\0';
    said_count = 0;
    count = 0;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.audit_log = path;
    options.profile = "work";
    options.log = note;
    return options;
}

static void open_client(struct live *live, const wikijs_client_options *options)
{
    LIVE_EXPECT(live, 0, wikijs_client_new(options, &client, &live->err));
}

/* Free the client and read what it wrote. */
static void read_log(struct live *live)
{
    wikijs_client_free(client);
    client = NULL;
    wikijs_audit_report report = { .struct_size = sizeof report };
    LIVE_EXPECT(live, 0, wikijs_audit_verify(path, NULL, &report, &live->err));
    wikijs_audit_reader *reader;
    LIVE_EXPECT(live, 0, wikijs_audit_reader_new(path, &reader, &live->err));
    while (count < ENTRIES_MAX && wikijs_audit_reader_next(reader, &entries[count], NULL) > 0)
        count++;
    wikijs_audit_reader_free(reader);
    assert_int_equal(report.lines, count);
}

static void end(void)
{
    char command[128];
    for (size_t i = 0; i < count; i++)
        wikijs_audit_entry_free(entries[i]);
    count = 0;
    wikijs_client_free(client);
    client = NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static bool log_holds(const char *text)
{
    static char content[1 << 18];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    size_t length = fread(content, 1, sizeof content - 1, file);
    fclose(file);
    content[length] = '\0';
    assert_true(length > 0);
    return strstr(content, text) != NULL;
}

/* The entry of an operation on a target. */
static const wikijs_audit_entry *find(const char *operation, const char *target)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i]->operation, operation) == 0 && strcmp(entries[i]->target, target) == 0)
            return entries[i];
    fail_msg("no line for %s of %s", operation, target);
    return NULL;
}

static int64_t create(struct live *live, const char *name, wikijs_str content)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "Audited";
    input.path = live_path(live, name);
    input.content = content;
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_create, (&input), (&page, &live->err)));
    int64_t id = page->id;
    live_remember(live, id);
    wikijs_page_free(page);
    return id;
}

static void expect(const wikijs_audit_entry *entry, const char *operation, const char *outcome, const char *status)
{
    assert_string_equal(entry->operation, operation);
    assert_string_equal(entry->outcome, outcome);
    assert_string_equal(entry->status, status);
}

static void writes_leave_lines(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    int64_t id = create(live, "one", TEXT("short text"));
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    wikijs_page_free(page);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.description = "changed";
    page = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    wikijs_metric_list *metrics;
    LIVE_EXPECT(live, 0, wikijs_metrics_get(client, NULL, &metrics, &live->err));
    assert_true(wikijs_metric_list_sum(metrics, "wikijs_audit_records_total", NULL) == 2);
    wikijs_metric_list_free(metrics);
    read_log(live);
    assert_int_equal(count, 2); /* no line for reading */

    char target[256];
    expect(entries[0], "pages.create", "done", "OK");
    snprintf(target, sizeof target, "path=%s", live_path(live, "one"));
    assert_non_null(strstr(entries[0]->target, target));
    assert_non_null(strstr(entries[0]->arguments.ptr, "\"content\":\"short text\""));
    assert_int_equal(entries[0]->attempts, 1);
    assert_int_equal(entries[0]->http_status, 200);
    assert_string_equal(entries[0]->wiki, options.base_url);
    assert_int_equal(strncmp(entries[0]->identity, "api key ", 8), 0);
    assert_string_equal(entries[0]->profile, "work");
    assert_non_null(entries[0]->user);
    assert_int_equal(entries[0]->pid, getpid());
    expect(entries[1], "pages.update", "done", "OK");
    snprintf(target, sizeof target, "id=%lld", (long long)id);
    assert_non_null(strstr(entries[1]->target, target));
    assert_false(log_holds(live_env("WIKIJS_TEST_KEY")));
    end();
}

static void long_text_is_told_by_its_hash(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    char text[5000];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 50 == 49 ? '\n' : (char)('a' + i % 26);
    text[sizeof text - 1] = '\0';
    create(live, "long", (wikijs_str){ text, sizeof text - 1 });
    read_log(live);
    assert_int_equal(count, 1);
    assert_non_null(strstr(entries[0]->arguments.ptr, "\"content\":{\"bytes\":4999,\"sha256\":\""));
    char command[256], expected[65] = "";
    FILE *file = fopen(path, "we"); /* what others would say its hash is */
    fputs(text, file);
    fclose(file);
    snprintf(command, sizeof command, "sha256sum %s", path);
    file = popen(command, "r");
    assert_int_equal(fscanf(file, "%64s", expected), 1);
    pclose(file);
    assert_non_null(strstr(entries[0]->arguments.ptr, expected));
    end();
}

static void failures_are_told(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    options.rate_limit = "pages.delete=1/h";
    options.rate_limit_no_wait = 1;
    open_client(live, &options);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE_ON(live, client, wikijs_pages_delete, (99999999, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_RATE_LIMITED,
                LIVE_ON(live, client, wikijs_pages_delete, (99999998, NULL), (&live->err)));
    read_log(live);
    assert_int_equal(count, 2);
    expect(entries[0], "pages.delete", "failed", "E_NOT_FOUND");
    assert_string_equal(entries[0]->target, "id=99999999");
    assert_non_null(entries[0]->message);
    expect(entries[1], "pages.delete", "not sent", "E_RATE_LIMITED");
    assert_int_equal(entries[1]->attempts, 0);
    end();
}

static void each_call_of_a_batch_has_its_line(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    int64_t ids[2] = { create(live, "b1", TEXT("x")), 99999999 };
    wikijs_results *results = NULL;
    LIVE_ON(live, client, wikijs_pages_delete_many, ((wikijs_ints){ ids, 2 }, NULL, NULL), (&results, &live->err));
    wikijs_results_free(results);
    read_log(live);
    assert_int_equal(count, 3);
    char target[64];
    snprintf(target, sizeof target, "id=%lld", (long long)ids[0]);
    expect(find("pages.delete", target), "pages.delete", "done", "OK");
    expect(find("pages.delete", "id=99999999"), "pages.delete", "failed", "E_NOT_FOUND");
    end();
}

/* What is a secret is masked, in operations by their rows, in documents of the program by their names. */
static void secrets_are_masked(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    wikijs_answer *answer = NULL;
    LIVE_ON(live, client, wikijs_operation_call,
            ("users.create",
             "{\"email\":\"not an address\",\"name\":\"N\",\"passwordRaw\":\"hide me 1\",\n \"providerKey\":\"none\","
             "\"groups\":[1,\n2],\"mustChangePassword\":true,\"sendWelcomeEmail\":false}",
             NULL),
            (&answer, &live->err));
    wikijs_answer_free(answer);
    answer = NULL;
    wikijs_graphql_options graphql = { .struct_size = sizeof graphql };
    graphql.variables_json =
        "{\"newPassword\":\"hide me 2\",\"id\":99999999,\n\"list\":[{\"key\":\"k\",\"value\":\"hide "
        "me 3\"}],\"deep\":{\"apiToken\":\"hide me 4\",\"shown\":null}}";
    LIVE_ON(live, client, wikijs_graphql,
            ("mutation M($id:Int!) { # comment { a }\n p: pages(x: \"} {\") { d: delete(id: $id) { responseResult { "
             "succeeded } } } users { update(id: 99999999, newPassword: \"hide me 5\") { responseResult { slug } } } }",
             &graphql),
            (&answer, &live->err));
    wikijs_answer_free(answer);
    read_log(live);
    assert_int_equal(count, 2);
    assert_false(log_holds("hide me"));
    assert_string_equal(entries[0]->operation, "users.create");
    assert_non_null(strstr(entries[0]->target, "email=not an address"));
    assert_non_null(strstr(entries[0]->arguments.ptr, "\"passwordRaw\":\"***\""));
    assert_non_null(strstr(entries[0]->arguments.ptr, "\"groups\":[1,2]"));
    assert_string_equal(entries[1]->operation, "graphql");
    assert_string_equal(entries[1]->target, "pages.delete users.update");
    assert_string_equal(entries[1]->arguments.ptr,
                        "{\"newPassword\":\"***\",\"id\":99999999,\"list\":[{\"key\":\"k\",\"value\":\"***\"}],"
                        "\"deep\":{\"apiToken\":\"***\",\"shown\":null}}");
    end();
}

/* Nonsense is the server's to refuse. */
static void nonsense_is_told_too(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    static char document[400000];
    memset(document, '(', sizeof document - 1);
    memcpy(document, "mutation { a ", 13);
    wikijs_answer *answer = NULL;
    LIVE_EXPECT(live, WIKIJS_E_SCHEMA, LIVE_ON(live, client, wikijs_graphql, (document, NULL), (&answer, &live->err)));
    wikijs_answer_free(answer);
    read_log(live);
    assert_int_equal(count, 1);
    assert_string_equal(entries[0]->operation, "graphql");
    end();
}

static void files_are_told(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    open_client(live, &options);
    char name[80];
    snprintf(name, sizeof name, "%s.txt", live->prefix);
    wikijs_assets_upload_input input = { .struct_size = sizeof input };
    input.filename = name;
    input.content = TEXT("some bytes");
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_assets_upload, (&input), (&asset, &live->err)));
    int64_t id = asset->id;
    wikijs_asset_free(asset);
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_assets_delete, (id, NULL), (&live->err)));
    read_log(live);
    assert_int_equal(count, 2);
    expect(entries[0], "assets.send", "done", "OK");
    assert_string_equal(entries[0]->target, name);
    assert_non_null(strstr(entries[0]->arguments.ptr, "\"bytes\":10"));
    expect(entries[1], "assets.deleteAsset", "done", "OK");
    end();
}

/* --- a log that cannot be written --- */

static void without_a_log_nothing_is_written_to_the_wiki(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    char missing[128];
    snprintf(missing, sizeof missing, "%s/none/audit.log", folder);
    options.audit_log = missing;
    open_client(live, &options);
    for (int i = 0; i < 2; i++) {
        LIVE_EXPECT(live, WIKIJS_E_IO, LIVE_ON(live, client, wikijs_pages_delete, (99999999, NULL), (&live->err)));
        assert_non_null(strstr(live->err.message, "'pages.delete' was not sent"));
    }
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    assert_int_equal(stats.requests, 0);
    assert_int_equal(said_count, 1);
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE_ON(live, client, wikijs_pages_get, (99999999, NULL), (&page, &live->err)));
    end();
}

static void a_log_that_is_not_that_important(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = begin();
    char missing[128];
    snprintf(missing, sizeof missing, "%s/none/audit.log", folder);
    options.audit_log = missing;
    options.audit_best_effort = 1;
    open_client(live, &options);
    for (int i = 0; i < 2; i++)
        LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                    LIVE_ON(live, client, wikijs_pages_delete, (99999999, NULL), (&live->err)));
    assert_int_equal(said_count, 1);
    assert_non_null(strstr(said, "No such file or directory"));
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(writes_leave_lines),
        TWICE(long_text_is_told_by_its_hash),
        TWICE(failures_are_told),
        TWICE(each_call_of_a_batch_has_its_line),
        TWICE(secrets_are_masked),
        TWICE(nonsense_is_told_too),
        TWICE(files_are_told),
        TWICE(without_a_log_nothing_is_written_to_the_wiki),
        TWICE(a_log_that_is_not_that_important),
    };
    return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
