/* SPDX-License-Identifier: MIT */
/*
 * Every query and mutation of the server's schema has an operation row. What has none on purpose stands in the table
 * below, with its reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/ops.h"

struct exception {
    const char *operation;
    const char *reason;
};

/* Ends with an empty one. */
static const struct exception exceptions[] = {
    { NULL, NULL },
};

static const struct exception *find_exception(const char *name)
{
    for (const struct exception *e = exceptions; e->operation; e++) {
        if (strcmp(e->operation, name) == 0) {
            return e;
        }
    }
    return NULL;
}

/* One operation of the schema: covered, excepted with a reason, or missing. */
static bool is_covered(const char *name)
{
    const struct exception *exception = find_exception(name);
    if (wj_op_by_name(name)) {
        assert_null(exception); /* a row came, and its exception stayed */
        return true;
    }
    if (exception) {
        print_message("%s has no row: %s\n", name, exception->reason);
        return true;
    }
    print_error("%s has no row\n", name);
    return false;
}

static void every_operation_of_the_schema_has_a_row(void **state)
{
    (void)state;
    char command[512], line[128];
    int covered = 0, all = 0;
    snprintf(command, sizeof command, "node %s/sandbox/bin/list-operations.js", WIKIJS_SOURCE_DIR);
    FILE *lines = popen(command, "r");
    assert_non_null(lines);
    while (fgets(line, sizeof line, lines)) {
        line[strcspn(line, "\n")] = '\0';
        covered += is_covered(line);
        all++;
    }
    assert_int_equal(pclose(lines), 0);
    assert_true(all > 100);
    print_message("%d of %d operations (%d %%)\n", covered, all, covered * 100 / all);
    assert_int_equal(covered, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_operation_of_the_schema_has_a_row) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
