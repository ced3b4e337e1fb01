/* SPDX-License-Identifier: MIT */
#include "output/emit.h"

#include "output/cell.h"
#include "output/jq.h"
#include "output/json.h"
#include "output/table.h"
#include "report.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

bool emit_is_for_people(const struct cli *cli)
{
    return cli->plan.format == FORMAT_TABLE && cli->terminal.out;
}

static void add_json(struct buffer *out, const struct output_plan *plan, const void *object)
{
    size_t guess = 512;
    for (;;) {
        char *end = buffer_reserve(out, guess);
        size_t length = wikijs_object_to_json(plan->model, object, plan->fields, end, guess);
        if (length < guess) {
            out->length += length;
            return;
        }
        guess = length + 1;
    }
}

int emit_json(struct cli *cli, const char *json, size_t length, const char *jq)
{
    struct buffer text = { 0 };
    int code = EXIT_DONE;
    if (jq) {
        char *problem = jq_filter(&text, jq, json, length);
        if (problem)
            code = report_failure("%s", problem);
        free(problem);
    } else if (cli->terminal.out) {
        /* Made harmless before the colours come in. */
        struct buffer harmless = { 0 };
        sanitize(&harmless, json, length, SANITIZE_TEXT);
        json_pretty(&text, buffer_text(&harmless), harmless.length, cli->terminal.color_out);
        buffer_addc(&text, '\n');
        buffer_free(&harmless);
        stream_add(&cli->out, text.data, text.length);
        buffer_free(&text);
        return code;
    } else {
        stream_foreign(&cli->out, json, length);
        if (length == 0 || json[length - 1] != '\n')
            buffer_addc(&text, '\n');
    }
    stream_foreign(&cli->out, buffer_text(&text), text.length);
    buffer_free(&text);
    return code;
}

static int emit_json_list(struct cli *cli, const void *const *objects, size_t count)
{
    struct buffer text = { 0 };
    buffer_addc(&text, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_addc(&text, ',');
        add_json(&text, &cli->plan, objects[i]);
    }
    buffer_addc(&text, ']');
    int code = emit_json(cli, text.data, text.length, cli->plan.jq);
    buffer_free(&text);
    return code;
}

static int emit_json_lines(struct cli *cli, const void *const *objects, size_t count)
{
    struct buffer line = { 0 };
    int code = EXIT_DONE;
    for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
        line.length = 0;
        add_json(&line, &cli->plan, objects[i]);
        if (cli->plan.jq) {
            code = emit_json(cli, line.data, line.length, cli->plan.jq);
            continue;
        }
        stream_foreign_line(&cli->out, line.data, line.length);
        stream_adds(&cli->out, "\n");
    }
    buffer_free(&line);
    return code;
}

/* A value must not break the line or the column it is in: what would becomes a blank. `start` is where it begins. */
static void flatten_tsv_cell(struct buffer *line, size_t start)
{
    char *at = line->data + start;
    for (size_t left = line->length - start; left; left--, at++)
        if (*at == '\t' || *at == '\n' || *at == '\r')
            *at = ' ';
}

static void add_csv_cell(struct buffer *line, const char *text, size_t length)
{
    bool quote = length != strcspn(text, "\",\r\n") || (length && (text[0] == ' ' || text[length - 1] == ' '));
    if (!quote) {
        buffer_add(line, text, length);
        return;
    }
    buffer_addc(line, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            buffer_addc(line, '"');
        buffer_addc(line, text[i]);
    }
    buffer_addc(line, '"');
}

static void add_csv_row(struct buffer *lines, const struct output_plan *plan, const void *object, struct buffer *cell)
{
    for (size_t i = 0; i < plan->count; i++) {
        buffer_clear(cell);
        cell_add_field(cell, plan->model, object, plan->order[i], false);
        if (i)
            buffer_addc(lines, ',');
        add_csv_cell(lines, buffer_text(cell), cell->length);
    }
    buffer_adds(lines, "\r\n");
}

static void add_tsv_row(struct buffer *lines, const struct output_plan *plan, const void *object)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (i)
            buffer_addc(lines, '\t');
        size_t start = lines->length;
        cell_add_field(lines, plan->model, object, plan->order[i], false);
        flatten_tsv_cell(lines, start);
    }
    buffer_addc(lines, '\n');
}

static void emit_csv(struct cli *cli, const void *const *objects, size_t count)
{
    const struct output_plan *plan = &cli->plan;
    struct buffer lines = { 0 }, cell = { 0 };
    for (size_t i = 0; i < plan->count; i++)
        buffer_addf(&lines, "%s%s", i ? "," : "", wikijs_model_field(plan->model, plan->order[i]).name);
    buffer_adds(&lines, "\r\n");
    for (size_t row = 0; row < count; row++)
        add_csv_row(&lines, plan, objects[row], &cell);
    stream_foreign(&cli->out, lines.data, lines.length);
    buffer_free(&lines);
    buffer_free(&cell);
}

static void emit_tsv(struct cli *cli, const void *const *objects, size_t count)
{
    struct buffer lines = { 0 };
    buffer_reserve(&lines, count * 128);
    for (size_t row = 0; row < count; row++)
        add_tsv_row(&lines, &cli->plan, objects[row]);
    stream_foreign(&cli->out, buffer_text(&lines), lines.length);
    buffer_free(&lines);
}

static bool is_number(const wikijs_field *field)
{
    return field->type == WIKIJS_TYPE_INT;
}

static void emit_table(struct cli *cli, const void *const *objects, size_t count)
{
    const struct output_plan *plan = &cli->plan;
    bool numeric[64], whole[64];
    struct table table = { .columns = plan->count, .numeric = numeric, .whole = whole };
    for (size_t i = 0; i < plan->count; i++) {
        wikijs_field field = wikijs_model_field(plan->model, plan->order[i]);
        const char *heading = field.column ? field.column : field.name;
        numeric[i] = is_number(&field);
        whole[i] = field.type == WIKIJS_TYPE_TIME; /* the year alone says nothing */
        table_add(&table, heading, strlen(heading));
    }
    struct buffer cell = { 0 };
    for (size_t row = 0; row < count; row++) {
        for (size_t i = 0; i < plan->count; i++) {
            buffer_clear(&cell);
            cell_add_field(&cell, plan->model, objects[row], plan->order[i], true);
            table_add(&table, buffer_text(&cell), cell.length);
        }
    }
    buffer_free(&cell);
    struct terminal terminal = cli->terminal;
    if (!terminal.out)
        terminal.columns = SIZE_MAX; /* nothing is cut where nothing has an edge */
    table_print(&table, &cli->out, &terminal);
    table_free(&table);
}

int emit_list(struct cli *cli, const void *const *objects, size_t count)
{
    switch (cli->plan.format) {
    case FORMAT_JSON:
        return emit_json_list(cli, objects, count);
    case FORMAT_JSONL:
        return emit_json_lines(cli, objects, count);
    case FORMAT_CSV:
        emit_csv(cli, objects, count);
        return EXIT_DONE;
    case FORMAT_TSV:
        emit_tsv(cli, objects, count);
        return EXIT_DONE;
    case FORMAT_TABLE:
    case FORMAT_UNSET:
        break;
    }
    if (!cli->terminal.out && !cli->plan.table) {
        emit_tsv(cli, objects, count);
    } else if (count) {
        context_page(cli);
        emit_table(cli, objects, count);
    }
    return EXIT_DONE;
}

static void emit_fields_of(struct cli *cli, const void *object)
{
    const struct output_plan *plan = &cli->plan;
    size_t widest = 0;
    for (size_t i = 0; i < plan->count; i++) {
        size_t length = strlen(wikijs_model_field(plan->model, plan->order[i]).name);
        widest = length > widest ? length : widest;
    }
    struct buffer cell = { 0 };
    for (size_t i = 0; i < plan->count; i++) {
        wikijs_field field = wikijs_model_field(plan->model, plan->order[i]);
        buffer_clear(&cell);
        cell_add_field(&cell, plan->model, object, plan->order[i], true);
        stream_addf(&cli->out, "%-*s  ", (int)widest, field.name);
        stream_foreign_line(&cli->out, buffer_text(&cell), cell.length);
        stream_adds(&cli->out, "\n");
    }
    buffer_free(&cell);
}

int emit_object(struct cli *cli, const void *object)
{
    if (emit_is_for_people(cli)) {
        emit_fields_of(cli, object);
        return EXIT_DONE;
    }
    if (cli->plan.format != FORMAT_JSON)
        return emit_list(cli, &object, 1);
    struct buffer text = { 0 };
    add_json(&text, &cli->plan, object);
    int code = emit_json(cli, text.data, text.length, cli->plan.jq);
    buffer_free(&text);
    return code;
}

int emit_fields(struct cli *cli, const wikijs_model *model)
{
    size_t widest = 0;
    size_t count = wikijs_model_field_count(model);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(wikijs_model_field(model, i).name);
        widest = length > widest ? length : widest;
    }
    for (size_t i = 0; i < count; i++) {
        wikijs_field field = wikijs_model_field(model, i);
        if (cli->terminal.out)
            stream_addf(&cli->out, "%-*s  %s\n", (int)widest, field.name, field.doc ? field.doc : "");
        else
            stream_addf(&cli->out, "%s\n", field.name);
    }
    return EXIT_DONE;
}
