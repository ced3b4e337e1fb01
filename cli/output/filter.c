/* SPDX-License-Identifier: MIT */
#include "output/filter.h"

#include "output/cell.h"
#include "report.h"
#include "text/buffer.h"
#include "text/match.h"

#include <stdlib.h>
#include <string.h>

static int refuse_field(struct cli *cli, const char *name)
{
    const wikijs_model *model = cli->plan.model;
    const char *names[65];
    struct buffer all = { 0 };
    size_t count = wikijs_model_field_count(model);
    for (size_t i = 0; i < count; i++) {
        names[i] = wikijs_model_field(model, i).name;
        buffer_addf(&all, "%s%s", i ? ", " : "", names[i]);
    }
    names[count] = NULL;
    const char *nearest = text_nearest(name, names);
    int code = nearest ? report_usage(cli, "'--filter' knows no field '%s'; did you mean '%s'?", name, nearest)
                       : report_usage(cli, "'--filter' knows no field '%s', only: %s", name, buffer_text(&all));
    buffer_free(&all);
    return code;
}

int filters_read(struct cli *cli, const struct opt_list *texts, struct filters *filters)
{
    const wikijs_model *model = cli->plan.model;
    *filters = (struct filters){ .items = xcalloc(texts->count, sizeof *filters->items) };
    for (size_t i = 0; i < texts->count; i++) {
        const char *colon = strchr(texts->items[i], ':');
        if (!colon)
            return report_usage(cli, "'--filter' needs FIELD:TEXT, not '%s'", texts->items[i]);
        char *name = xstrndup(texts->items[i], (size_t)(colon - texts->items[i]));
        int field = wikijs_model_find(model, name);
        if (field < 0) {
            int code = refuse_field(cli, name);
            free(name);
            return code;
        }
        free(name);
        filters->items[filters->count++] = (struct filter){ (size_t)field, text_fold(colon + 1, strlen(colon + 1)) };
        filters->fields |= WIKIJS_BIT(field);
    }
    return 0;
}

void filters_free(struct filters *filters)
{
    for (size_t i = 0; i < filters->count; i++)
        free(filters->items[i].folded);
    free(filters->items);
}

static bool passes(const struct cli *cli, const struct filters *filters, const void *row, struct buffer *cell)
{
    for (size_t i = 0; i < filters->count; i++) {
        buffer_clear(cell);
        cell_add_field(cell, cli->plan.model, row, filters->items[i].field, false);
        if (!text_contains_folded(buffer_text(cell), cell->length, filters->items[i].folded))
            return false;
    }
    return true;
}

void filters_keep(const struct cli *cli, const struct filters *filters, struct rows *rows, int64_t offset,
                  int64_t limit)
{
    struct buffer cell = { 0 };
    size_t kept = 0;
    int64_t passed = 0;
    for (size_t i = 0; i < rows->count && !(limit && kept == (size_t)limit); i++)
        if (passes(cli, filters, rows->items[i], &cell) && passed++ >= offset)
            rows->items[kept++] = rows->items[i];
    buffer_free(&cell);
    rows->count = kept;
}
