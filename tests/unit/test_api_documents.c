/* SPDX-License-Identifier: MIT */
/* Every document that the library can send is valid against the server's schema, as graphql-js sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/health_probe.h"
#include "api/ops.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "graphql/document.h"
#include "json/write.h"

static struct wj_buf lines;
static int written;

static void add_document(const char *name, const char *document)
{
    wj_buf_str(&lines, "{\"name\":");
    wj_json_string(&lines, name, strlen(name));
    wj_buf_str(&lines, ",\"query\":");
    wj_json_string(&lines, document, strlen(document));
    wj_buf_str(&lines, "}\n");
    written++;
}

static void add_selection(const struct wj_op *op, const char *what, uint64_t fields)
{
    char name[128];
    struct wj_buf document;
    wj_buf_init(&document, &wj_libc_allocator, 1 << 20);
    wj_document(&document, op, fields);
    assert_int_equal(document.failed, 0);
    snprintf(name, sizeof name, "%s (%s)", op->name, what);
    add_document(name, document.data);
    wj_buf_free(&document);
}

/* Everything that may be asked for on purpose, the fields that the server fails on included: the schema has them. */
static void add_operation(const struct wj_op *op)
{
    add_selection(op, "defaults", 0);
    uint64_t all = 0;
    for (uint32_t i = 0; op->model && i < op->model->field_count; i++) {
        add_selection(op, op->model->fields[i].name, WIKIJS_BIT(i));
        all |= op->model->fields[i].flags & WIKIJS_FIELD_BROKEN ? 0 : WIKIJS_BIT(i);
    }
    add_selection(op, "all fields", all);
}

/* A query as it goes out while the credentials are not verified. */
static void add_with_probe(const struct wj_op *op)
{
    wikijs_error err;
    struct wj_buf body;
    size_t probe_at = 0;
    struct {
        int64_t id;
    } args = { 1 };
    wj_buf_init(&body, &wj_libc_allocator, 1 << 20);
    assert_int_equal(wj_body(&body, NULL, op, &args, 0, &probe_at, &err), 0);
    assert_int_equal(wj_buf_insert(&body, probe_at, WJ_PROBE_FIELD, sizeof WJ_PROBE_FIELD - 1), 0);
    wj_buf_str(&lines, "{\"name\":\"with the credentials probe\",");
    wj_buf_append(&lines, body.data + 1, body.len - 1);
    wj_buf_char(&lines, '\n');
    written++;
    wj_buf_free(&body);
}

/* Give the lines to the validator; returns its exit code, its output goes to `output`. */
static int validate(char *output, size_t size)
{
    char input[] = "/tmp/wikijs-documents-XXXXXX";
    int fd = mkstemp(input);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, lines.data, lines.len), (ssize_t)lines.len);
    close(fd);
    char command[512];
    snprintf(command, sizeof command, "node '%s/sandbox/bin/validate-documents.js' < '%s'", WIKIJS_SOURCE_DIR, input);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t length = fread(output, 1, size - 1, pipe);
    output[length] = '\0';
    int status = pclose(pipe);
    unlink(input);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void all_documents_are_valid(void **state)
{
    (void)state;
    char output[8192], expected[64];
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++) {
        add_operation(op);
        if (strcmp(op->name, "pages.single") == 0) {
            add_with_probe(op);
        }
    }
    add_document("health: probes", wj_probe_document);
    add_document("health: typename", wj_typename_document);
    add_document("health: group", wj_group_document);
    int code = validate(output, sizeof output);
    snprintf(expected, sizeof expected, "%d documents valid\n", written);
    assert_string_equal(output, expected);
    assert_int_equal(code, 0);
    assert_true(written > 150);
}

static void an_invalid_document_is_seen(void **state)
{
    (void)state;
    char output[1024];
    add_document("broken", "{pages{single(id:1){nonsense}}}");
    assert_int_equal(validate(output, sizeof output), 1);
    assert_non_null(strstr(output, "nonsense"));
}

static void the_whole_namespace_is_there(void **state)
{
    (void)state;
    size_t pages = 0;
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++) {
        pages += strcmp(op->namespace_, "pages") == 0;
        assert_ptr_equal(wj_op_by_name(op->name), op); /* no name twice */
    }
    assert_int_equal(pages, 12 + 13); /* PageQuery and PageMutation */
}

static int set_up(void **state)
{
    (void)state;
    wj_buf_init(&lines, &wj_libc_allocator, 16 << 20);
    written = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_buf_free(&lines);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_documents_are_valid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_invalid_document_is_seen, set_up, tear_down),
        cmocka_unit_test(the_whole_namespace_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
