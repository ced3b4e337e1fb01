/* SPDX-License-Identifier: MIT */
#include "output/plan.h"

#include "memory.h"
#include "output/jq.h"
#include "text/match.h"

#include <stdlib.h>
#include <string.h>

static const char *const formats[] = { "table", "json", "jsonl", "csv", "tsv", NULL };

const struct opt output_opts[] = {
    OPT_FIELDS(struct output_args, json, 0, "json", "<fields>",
               "print JSON with these fields, separated by commas; without a value, list the fields"),
    OPT_STRING(struct output_args, jq, 0, "jq", "<expression>", "filter the JSON with a jq expression"),
    OPT_ENUM(struct output_args, format, 0, "format", formats, "form of the output"),
    OPT_END,
};

bool output_plan_is_json(const struct output_plan *plan)
{
    return plan->format == FORMAT_JSON || plan->format == FORMAT_JSONL;
}

static char *explain_unknown(const wikijs_model *model, const char *name)
{
    const char *names[65];
    size_t count = wikijs_model_field_count(model);
    for (size_t i = 0; i < count; i++)
        names[i] = wikijs_model_field(model, i).name;
    names[count] = NULL;
    const char *nearest = text_nearest(name, names);
    if (nearest)
        return xasprintf("'--json' knows no field '%s'; did you mean '%s'?", name, nearest);
    return xasprintf("'--json' knows no field '%s'; '--json' alone lists them", name);
}

static char *add_field(struct output_plan *plan, const char *name)
{
    int index = wikijs_model_find(plan->model, name);
    if (index < 0)
        return explain_unknown(plan->model, name);
    if (!(plan->fields & WIKIJS_BIT(index)))
        plan->order[plan->count++] = (size_t)index;
    plan->fields |= WIKIJS_BIT(index);
    return NULL;
}

static char *read_fields(struct output_plan *plan, const char *list)
{
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, ",");
        size_t start = strspn(at, " ");
        if (start < length) {
            char *name = xstrndup(at + start, length - start);
            name[strcspn(name, " ")] = '\0';
            char *problem = add_field(plan, name);
            free(name);
            if (problem)
                return problem;
        }
        at += length + (at[length] == ',');
    }
    return plan->fields ? NULL : xstrdup("'--json' names no field");
}

char *output_plan_make(struct output_plan *plan, const wikijs_model *model, const struct output_args *args)
{
    *plan = (struct output_plan){ .model = model, .table = args->format == FORMAT_TABLE, .jq = args->jq };
    bool wants_json = args->json || args->jq;
    plan->format = args->format ? (enum output_format)args->format : wants_json ? FORMAT_JSON : FORMAT_TABLE;
    if (args->jq && !output_plan_is_json(plan))
        return xstrdup("'--jq' works on JSON: leave out '--format'");
    char *jq_problem = args->jq ? jq_check(args->jq) : NULL;
    if (jq_problem)
        return jq_problem;
    if (args->json && *args->json) {
        char *problem = read_fields(plan, args->json);
        if (problem)
            return problem;
    }
    for (size_t i = 0; !plan->fields && i < wikijs_model_field_count(model); i++)
        if (wikijs_model_field(model, i).flags & WIKIJS_FIELD_COLUMN)
            plan->order[plan->count++] = i;
    return NULL;
}
