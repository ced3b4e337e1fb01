/* SPDX-License-Identifier: MIT */
#include "terminal/progress.h"

#include "call.h"
#include "context.h"
#include "text/buffer.h"
#include "text/sanitize.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { REDRAW_MS = 100, LINE_MS = 5000, QUIET_MS = 500, NAME_COLUMNS = 30 };

static int64_t ms_between(const struct timespec *from, const struct timespec *to)
{
    return (int64_t)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

void progress_begin(struct progress *progress, const struct cli *cli, const char *what)
{
    *progress = (struct progress){ .what = what,
                                   .shown = cli->terminal.err && !cli->parsed.globals.quiet,
                                   .redraws = cli->terminal.redraws,
                                   .first = -1 };
    clock_gettime(CLOCK_MONOTONIC, &progress->began);
}

void progress_begin_count(struct progress *progress, const struct cli *cli, const char *what, const char *things)
{
    progress_begin(progress, cli, what);
    progress->things = things;
}

static void add_bytes(struct buffer *line, double bytes)
{
    static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
    size_t unit = 0;
    while (bytes >= 1024 && unit + 1 < sizeof units / sizeof *units) {
        bytes /= 1024;
        unit++;
    }
    buffer_addf(line, unit ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void add_amount(struct buffer *line, const struct progress *progress, double amount)
{
    if (progress->things)
        buffer_addf(line, "%.0f", amount);
    else
        add_bytes(line, amount);
}

static void add_time(struct buffer *line, int64_t seconds)
{
    if (seconds >= 3600)
        buffer_addf(line, "%" PRId64 ":%02d:%02d left", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        buffer_addf(line, "%" PRId64 ":%02d left", seconds / 60, (int)(seconds % 60));
}

static void draw(struct progress *progress, int64_t done, int64_t total, int64_t elapsed_ms)
{
    struct buffer line = { 0 };
    buffer_adds(&line, progress->redraws ? "\r\033[K" : "");
    size_t length = strlen(progress->what);
    const char *tail = length > NAME_COLUMNS ? strrchr(progress->what, '/') : NULL;
    const char *name = tail ? tail + 1 : progress->what;
    sanitize(&line, name, strlen(name), SANITIZE_LINE);
    buffer_adds(&line, "  ");
    if (total > 0)
        buffer_addf(&line, "%3d%%  ", (int)(100.0 * (double)done / (double)total));
    add_amount(&line, progress, (double)done);
    if (total >= 0) {
        buffer_adds(&line, " of ");
        add_amount(&line, progress, (double)total);
    }
    if (progress->things)
        buffer_addf(&line, " %s", progress->things);
    double rate = elapsed_ms > 0 ? (double)(done - progress->first) * 1000 / (double)elapsed_ms : 0;
    if (rate > 0) {
        buffer_adds(&line, "  ");
        add_amount(&line, progress, rate);
        buffer_adds(&line, "/s");
        if (total > done) {
            buffer_adds(&line, "  ");
            add_time(&line, (int64_t)((double)(total - done) / rate) + 1);
        }
    }
    buffer_adds(&line, progress->redraws ? "" : "\n");
    fwrite(line.data, 1, line.length, stderr);
    fflush(stderr);
    buffer_free(&line);
    progress->drawn = true;
}

bool progress_update(int64_t done, int64_t total, void *payload)
{
    struct progress *progress = payload;
    if (progress->shown) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (progress->first < 0)
            progress->first = done;
        int64_t elapsed_ms = ms_between(&progress->began, &now);
        int64_t pause_ms = progress->redraws ? REDRAW_MS : LINE_MS;
        bool is_due = progress->newest.tv_sec == 0 || ms_between(&progress->newest, &now) >= pause_ms;
        if (elapsed_ms >= QUIET_MS && is_due) { /* what is over in a blink needs no line */
            draw(progress, done, total, elapsed_ms);
            progress->newest = now;
        }
    }
    return !interrupt_happened();
}

void progress_end(struct progress *progress)
{
    if (progress->drawn && progress->redraws) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress->drawn = false;
}
