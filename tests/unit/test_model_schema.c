/* SPDX-License-Identifier: MIT */
/* Every field of a table is read as what the server's schema says that it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "model/models.h"

/* Read as texts on purpose: the server sends an empty one where no date is set. */
static const char *const dates_as_texts[] = {
    "Page.publishStartDate",
    "Page.publishEndDate",
    "PageVersion.publishStartDate",
    "PageVersion.publishEndDate",
};

static bool is_exception(const char *name)
{
    for (size_t i = 0; i < sizeof dates_as_texts / sizeof *dates_as_texts; i++)
        if (strcmp(name, dates_as_texts[i]) == 0)
            return true;
    return false;
}

static void print_type(const struct wj_field *field, char *out, size_t size)
{
    static const char *const names[] = {
        [WIKIJS_TYPE_BOOL] = "Boolean",     [WIKIJS_TYPE_INT] = "Int",     [WIKIJS_TYPE_TIME] = "Date",
        [WIKIJS_TYPE_STRING] = "String",    [WIKIJS_TYPE_TEXT] = "String", [WIKIJS_TYPE_JSON] = "any",
        [WIKIJS_TYPE_STRINGS] = "[String]", [WIKIJS_TYPE_INTS] = "[Int]",
    };
    if (field->model)
        snprintf(out, size, field->type == WIKIJS_TYPE_OBJECT ? "%s" : "[%s]", field->model->name);
    else
        snprintf(out, size, "%s", names[field->type]);
}

/* A line of the schema against the table, when there is a row for it. */
static bool is_read_so(const char *type, const char *name, const char *schema)
{
    const wikijs_model *model = wikijs_model_by_name(type);
    int index = wikijs_model_find(model, name);
    if (index < 0)
        return true;
    char full[128], table[64];
    snprintf(full, sizeof full, "%s.%s", type, name);
    print_type(&model->fields[index], table, sizeof table);
    bool same = strcmp(table, schema) == 0;
    if (is_exception(full)) {
        assert_string_equal(table, "String");
        return !same; /* else the exception is none any more */
    }
    if (!same)
        print_error("%s is %s and read as %s\n", full, schema, table);
    return same;
}

static void every_field_is_read_as_its_type(void **state)
{
    (void)state;
    char command[512], line[256], type[64], name[64], schema[64];
    int fields = 0, wrong = 0;
    snprintf(command, sizeof command, "node '%s/sandbox/bin/list-fields.js'", WIKIJS_SOURCE_DIR);
    FILE *lines = popen(command, "r");
    assert_non_null(lines);
    while (fgets(line, sizeof line, lines)) {
        assert_int_equal(sscanf(line, "%63[^.].%63s %63s", type, name, schema), 3);
        wrong += !is_read_so(type, name, schema);
        fields++;
    }
    assert_int_equal(pclose(lines), 0);
    assert_true(fields > 400);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_field_is_read_as_its_type) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
