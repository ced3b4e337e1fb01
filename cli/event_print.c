/* SPDX-License-Identifier: MIT */
#include "event_print.h"

#include "output/cell.h"
#include "output/emit.h"
#include "text/or_empty.h"

#include <string.h>

static void add_changes(struct buffer *line, const wikijs_event *event)
{
    for (size_t i = 0; i < event->changes.count; i++)
        buffer_addf(line, "%s%s", i ? "," : "", event->changes.items[i]);
}

static const char *place_of(const wikijs_event_subject *about)
{
    return about->path ? about->path : or_empty(about->name);
}

/* A value must not break the line or its column. */
static void add_cell(struct buffer *line, const char *text)
{
    for (; *text; text++)
        buffer_addc(line, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void add_for_people(struct buffer *line, const wikijs_event *event)
{
    const wikijs_event_subject *about = wikijs_event_about(event), *previous = event->previous;
    cell_add_time(line, event->time, true);
    buffer_addf(line, "  %-16s  ", event->type);
    if (about->locale)
        buffer_addf(line, "%s:", about->locale);
    add_cell(line, place_of(about));
    if (previous && previous->path)
        buffer_addf(line, "  (was %s)", previous->path);
    else if (event->changes.count) {
        buffer_adds(line, "  (");
        add_changes(line, event);
        buffer_addc(line, ')');
    }
}

static void add_for_programs(struct buffer *line, const wikijs_event *event)
{
    const wikijs_event_subject *about = wikijs_event_about(event);
    cell_add_time(line, event->time, false);
    buffer_addf(line, "\t%s\t%s\t", event->type, or_empty(about->locale));
    add_cell(line, place_of(about));
    buffer_addc(line, '\t');
    add_changes(line, event);
}

int event_print(struct cli *cli, const wikijs_event *event, bool names_profile)
{
    const void *object = event;
    if (output_plan_is_json(&cli->plan) && cli->plan.format == FORMAT_JSON)
        cli->plan.format = FORMAT_JSONL;
    if (cli->plan.format != FORMAT_TABLE || cli->plan.jq)
        return emit_list(cli, &object, 1);
    struct buffer line = { 0 };
    if (names_profile)
        buffer_addf(&line, "%s%s", or_empty(event->profile), cli->terminal.out ? "  " : "\t");
    if (cli->terminal.out)
        add_for_people(&line, event);
    else
        add_for_programs(&line, event);
    stream_foreign_line(&cli->out, line.data, line.length);
    stream_adds(&cli->out, "\n");
    buffer_free(&line);
    return EXIT_DONE;
}
