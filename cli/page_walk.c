/* SPDX-License-Identifier: MIT */
#include "page_walk.h"

#include "call.h"
#include "memory.h"
#include "report.h"
#include "terminal/progress.h"
#include "text/or_empty.h"

#include <wikijs/iter.h>

#include <stdlib.h>

/* Four requests of 50 pages: as many as the library has under way at a time. */
enum { BATCH = 200, SHOWN = 10 }; /* SHOWN: failures of one kind that are told one by one */

struct walk {
    struct cli *cli;
    page_walk_fn *on_page;
    void *context;
    bool ended;
    int status;
    size_t failed;
    int code;        /* of the failures */
    int first;       /* status of the first one, */
    size_t repeated; /* and how many there were of its kind */
    struct progress progress;
    int64_t seen, total;
};

/* Where a pager has the terminal, the line would be drawn over what it shows. */
static void show_progress(struct walk *walk)
{
    walk->seen++;
    if (walk->cli->terminal.out)
        stream_flush(&walk->cli->out);
    if (!walk->cli->out.pager.pid)
        progress_update(walk->seen, walk->total, &walk->progress);
}

static wikijs_iter_action on_item(wikijs_iter *iter, const void *item, void *payload)
{
    (void)iter;
    struct walk *walk = payload;
    if (interrupt_happened())
        return WIKIJS_ITER_STOP;
    progress_end(&walk->progress);
    if (!walk->on_page(walk->cli, item, walk->context))
        return WIKIJS_ITER_STOP;
    show_progress(walk);
    return WIKIJS_ITER_CONTINUE;
}

static void on_end(wikijs_iter *iter, int status, const wikijs_error *err, void *payload)
{
    (void)iter;
    struct walk *walk = payload;
    walk->status = status;
    walk->ended = true;
    if (status < 0)
        walk->cli->error = *err;
}

/* One leg: to the end, to an error, or to Ctrl-C. */
static int walk_on(struct walk *walk, wikijs_iter *iter)
{
    struct cli *cli = walk->cli;
    walk->ended = false;
    int status = wikijs_iter_start(iter, on_item, on_end, walk);
    while (status >= 0 && !walk->ended && !interrupt_happened())
        status = wikijs_client_wait(cli->client, -1, &cli->error);
    return status < 0 ? status : walk->status;
}

/* A wiki that may not be read has thousands of one kind. */
static void note_failure(struct walk *walk, int status)
{
    walk->first = walk->failed++ ? walk->first : status;
    walk->repeated += status == walk->first;
    if (status == walk->first && walk->repeated > SHOWN)
        return;
    progress_end(&walk->progress);
    int code = report_status(walk->cli, status);
    walk->code = walk->failed > 1 && walk->code != code ? EXIT_FAILED : code;
}

static void walk_all(struct walk *walk, wikijs_iter *iter)
{
    for (bool more = true; more;) {
        int status = walk_on(walk, iter);
        more = status < 0 && (walk->cli->error.flags & WIKIJS_ERROR_ITEM) && !interrupt_happened();
        if (status < 0 && !interrupt_happened())
            note_failure(walk, status);
    }
}

/* An iterator over the pages of a set, which is freed. */
static int make_iter(struct cli *cli, struct page_set *set, uint64_t fields, wikijs_iter **iter)
{
    size_t count = set->count;
    int64_t *ids = xreallocarray(NULL, count, sizeof *ids);
    char **places = xreallocarray(NULL, count, sizeof(char *));
    bool named = set->items[0]->path && set->items[0]->locale;
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_item *item = set->items[i];
        ids[i] = item->id;
        places[i] = xasprintf("%s:%s", or_empty(item->locale), or_empty(item->path));
    }
    page_set_free(set);
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.ids = (wikijs_ints){ ids, count };
    if (named)
        options.places = (wikijs_strings){ (const char *const *)places, count };
    options.fields = fields;
    options.batch_size = BATCH;
    int status = wikijs_pages_iter_all(cli->client, &options, iter, &cli->error);
    for (size_t i = 0; i < count; i++)
        free(places[i]);
    free(places);
    free(ids);
    return status;
}

int page_walk(struct cli *cli, struct page_set *set, uint64_t fields, page_walk_fn *on_page, void *context)
{
    struct walk walk = { .cli = cli, .on_page = on_page, .context = context, .total = (int64_t)set->count };
    wikijs_iter *iter = NULL;
    if (set->count == 0) { /* no ids would mean all pages */
        page_set_free(set);
        return 0;
    }
    progress_begin_count(&walk.progress, cli, "reading", "pages");
    int status = make_iter(cli, set, fields, &iter);
    if (status < 0)
        note_failure(&walk, status);
    else
        walk_all(&walk, iter);
    progress_end(&walk.progress);
    wikijs_iter_free(iter);
    if (walk.repeated > SHOWN)
        report_failure("and %zu more pages: %s", walk.repeated - SHOWN, wikijs_status_text(walk.first));
    return interrupt_happened() ? EXIT_INTERRUPTED : walk.code;
}
