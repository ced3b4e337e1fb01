/* SPDX-License-Identifier: MIT */
#include "assignments.h"

#include "file_value.h"
#include "memory.h"
#include "report.h"
#include "text/match.h"

#include <wikijs/types.h>

#include <stdlib.h>
#include <string.h>

struct reading {
    struct cli *cli;
    const struct assignable *what;
    const wikijs_model *model;
    char *input;
    struct assigned *assigned;
};

static int refuse_name(const struct reading *reading, const char *name)
{
    size_t count = reading->assigned->count;
    const char **names = xcalloc(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = wikijs_model_field(reading->model, i).name;
    const char *nearest = text_nearest(name, names);
    free(names);
    return nearest ? report_usage(reading->cli, "there is no setting '%s'; did you mean '%s'?", name, nearest)
                   : report_usage(reading->cli, "there is no setting '%s'; see 'wikijs %s'", name,
                                  reading->what->listed_by);
}

/* "a, b" as a list; the words are inside `text`. */
static wikijs_strings split(char *text, const char ***items)
{
    size_t count = 0;
    *items = xcalloc(strlen(text) + 1, sizeof **items);
    for (char *word = strtok_r(text, ", ", &text); word; word = strtok_r(NULL, ", ", &text))
        (*items)[count++] = word;
    return (wikijs_strings){ *items, count };
}

static int set_bool(const struct reading *reading, const char *name, const char *text, void *member)
{
    bool yes = strcmp(text, "true") == 0, no = strcmp(text, "false") == 0;
    if (!yes && !no)
        return report_usage(reading->cli, "'%s' is true or false, not '%s'", name, text);
    *(wikijs_tristate *)member = yes ? WIKIJS_YES : WIKIJS_NO;
    return 0;
}

static int set_number(const struct reading *reading, const char *name, const char *text, void *member)
{
    char *end;
    long long number = strtoll(text, &end, 10), largest = reading->what->largest_number;
    if (*end || end == text || number <= 0 || number > largest)
        return report_usage(reading->cli, "'%s' is a number from 1 to %lld, not '%s'", name, largest, text);
    *(int64_t *)member = number;
    return 0;
}

static int set_member(const struct reading *reading, size_t index)
{
    wikijs_field field = wikijs_model_field(reading->model, index);
    void *member = reading->input + reading->what->offsets[index];
    char *text = reading->assigned->texts[index];
    switch (field.type) {
    case WIKIJS_TYPE_BOOL:
        return set_bool(reading, field.name, text, member);
    case WIKIJS_TYPE_INT:
        return set_number(reading, field.name, text, member);
    case WIKIJS_TYPE_STRINGS:
        *(wikijs_strings *)member = split(text, &reading->assigned->lists[index]);
        return 0;
    default:
        *(const char **)member = text;
        return 0;
    }
}

static int read_one(const struct reading *reading, const char *operand)
{
    const char *equals = strchr(operand, '=');
    if (!equals)
        return report_usage(reading->cli, "'%s' is not <setting>=<value>", operand);
    char *name = xstrndup(operand, (size_t)(equals - operand));
    int index = wikijs_model_find(reading->model, name);
    int code = index < 0 ? refuse_name(reading, name) : 0;
    if (code == 0 && reading->assigned->texts[index])
        code = report_usage(reading->cli, "'%s' is given twice", name);
    free(name);
    struct buffer value = { 0 };
    if (code == 0)
        code = file_value_read(reading->cli, equals + 1, &value);
    if (code == 0) {
        reading->assigned->texts[index] = xstrndup(buffer_text(&value), value.length);
        code = set_member(reading, (size_t)index);
    }
    buffer_free_secret(&value);
    return code;
}

int assignments_read(struct cli *cli, const struct assignable *what, const struct operands *operands, void *input,
                     struct assigned *assigned)
{
    const wikijs_model *model = wikijs_model_by_name(what->model);
    size_t count = wikijs_model_field_count(model);
    *assigned = (struct assigned){ xcalloc(count, sizeof(char *)), xcalloc(count, sizeof(char **)), count };
    const struct reading reading = { cli, what, model, input, assigned };
    int code = 0;
    for (size_t i = 0; i < operands->count && code == 0; i++)
        code = read_one(&reading, operands->items[i]);
    return code;
}

void assigned_free(struct assigned *assigned)
{
    for (size_t i = 0; i < assigned->count; i++) {
        xfree_secret(assigned->texts[i]);
        free(assigned->lists[i]);
    }
    free(assigned->texts);
    free(assigned->lists);
    *assigned = (struct assigned){ 0 };
}
