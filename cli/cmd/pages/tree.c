/* SPDX-License-Identifier: MIT */
#include "command/tree.h"
#include "cmd/pages/common.h"

#include <stdlib.h>
#include <string.h>

struct tree_args {
    struct output_args output;
    int64_t depth;
};

static const struct opt options[] = {
    OPT_INT(struct tree_args, depth, 'd', "depth", "<n>", "at most so many levels; 0: all"),
    OPT_END,
};

/* A level that was fetched, and how far it was walked. */
struct level {
    wikijs_page_tree_item_list *list;
    size_t next;
};

/* The walk: the levels from the top to the current one, and the entries in the order of the tree. */
struct walk {
    struct level *levels;
    size_t depth;
    wikijs_page_tree_item_list **lists; /* all that were fetched: the entries live in them */
    size_t list_count;
    const void **entries;
    char **prefixes; /* what is drawn before each entry */
    size_t count;
};

static int fetch(struct cli *cli, int64_t parent, const char *path, const char *locale,
                 wikijs_page_tree_item_list **list)
{
    wikijs_pages_tree_options wanted = WIKIJS_PAGES_TREE_OPTIONS_INIT;
    wanted.parent = parent;
    wanted.path = path;
    wanted.locale = locale;
    int status;
    CALL(status, cli, wikijs_pages_tree_async(cli->client, &wanted, CALL_TASK),
         wikijs_pages_tree_finish(task.call, list, &cli->error));
    return status;
}

static void enter(struct walk *walk, wikijs_page_tree_item_list *list)
{
    walk->lists = xreallocarray(walk->lists, walk->list_count + 1, sizeof *walk->lists);
    walk->lists[walk->list_count++] = list;
    walk->levels = xreallocarray(walk->levels, walk->depth + 1, sizeof *walk->levels);
    walk->levels[walk->depth++] = (struct level){ list, 0 };
}

static bool is_last(const struct level *level)
{
    return level->next >= wikijs_page_tree_item_list_count(level->list);
}

/* Lines from the levels above, then the branch to this entry; for a screen reader, blanks. Called after `next` was moved past it. */
static char *draw_prefix(const struct walk *walk, const struct terminal *terminal)
{
    bool unicode = terminal->unicode;
    struct buffer prefix = { 0 };
    if (!terminal->draws) {
        buffer_adds(&prefix, "");
        buffer_fill(&prefix, ' ', 2 * (walk->depth - 1));
        return prefix.data;
    }
    for (size_t i = 0; i + 1 < walk->depth; i++)
        buffer_adds(&prefix, is_last(&walk->levels[i]) ? "    " : unicode ? "\u2502   " : "|   ");
    bool last = is_last(&walk->levels[walk->depth - 1]);
    if (unicode)
        buffer_adds(&prefix, last ? "\u2514\u2500\u2500 " : "\u251c\u2500\u2500 ");
    else
        buffer_adds(&prefix, last ? "`-- " : "|-- ");
    return prefix.data;
}

static void add_entry(struct walk *walk, const wikijs_page_tree_item *item, const struct terminal *terminal)
{
    walk->entries = xreallocarray(walk->entries, walk->count + 1, sizeof *walk->entries);
    walk->prefixes = xreallocarray(walk->prefixes, walk->count + 1, sizeof *walk->prefixes);
    walk->entries[walk->count] = item;
    walk->prefixes[walk->count++] = draw_prefix(walk, terminal);
}

/* The id of the entry at a path, whose children are then the top. Returns 0 or a status. */
static int find_entry(struct cli *cli, const struct page_name *name, int64_t *id)
{
    wikijs_page_tree_item_list *list = NULL;
    int status = fetch(cli, 0, name->path, name->locale, &list);
    if (status < 0)
        return status;
    status = WIKIJS_E_NOT_FOUND;
    for (size_t i = 0; i < wikijs_page_tree_item_list_count(list) && status; i++) {
        const wikijs_page_tree_item *item = wikijs_page_tree_item_list_at(list, i);
        if (strcmp(or_empty(item->path), name->path) == 0) {
            *id = item->id;
            status = 0;
        }
    }
    wikijs_page_tree_item_list_free(list);
    return status;
}

static int collect(struct cli *cli, struct walk *walk, int64_t top, const char *locale, int64_t depth)
{
    wikijs_page_tree_item_list *list = NULL;
    int status = fetch(cli, top, NULL, locale, &list);
    if (status < 0)
        return status;
    enter(walk, list);
    while (walk->depth) {
        struct level *level = &walk->levels[walk->depth - 1];
        const wikijs_page_tree_item *item = wikijs_page_tree_item_list_at(level->list, level->next);
        if (!item) {
            walk->depth--;
            continue;
        }
        level->next++;
        add_entry(walk, item, &cli->terminal);
        if (!item->is_folder || (depth && walk->depth >= (size_t)depth))
            continue;
        status = fetch(cli, item->id, NULL, locale, &list);
        if (status < 0)
            return status;
        enter(walk, list);
    }
    return 0;
}

static void draw(struct cli *cli, const struct walk *walk)
{
    const char *dim = cli->terminal.color_out ? "\033[2m" : "";
    const char *plain = cli->terminal.color_out ? "\033[0m" : "";
    context_page(cli);
    for (size_t i = 0; i < walk->count; i++) {
        const wikijs_page_tree_item *item = walk->entries[i];
        const char *path = or_empty(item->path);
        const char *slash = strrchr(path, '/');
        const char *name = slash ? slash + 1 : path;
        bool is_page = (item->present & WIKIJS_BIT(WIKIJS_PAGE_TREE_ITEM_PAGE_ID)) != 0;
        stream_adds(&cli->out, walk->prefixes[i]);
        stream_foreign_line(&cli->out, name, strlen(name));
        stream_adds(&cli->out, item->is_folder ? "/" : "");
        if (is_page && item->title) {
            stream_addf(&cli->out, "  %s", dim);
            stream_foreign_line(&cli->out, item->title, strlen(item->title));
            stream_adds(&cli->out, plain);
        }
        stream_adds(&cli->out, "\n");
    }
}

static void walk_free(struct walk *walk)
{
    for (size_t i = 0; i < walk->list_count; i++)
        wikijs_page_tree_item_list_free(walk->lists[i]);
    for (size_t i = 0; i < walk->count; i++)
        free(walk->prefixes[i]);
    free(walk->prefixes);
    free(walk->entries);
    free(walk->lists);
    free(walk->levels);
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct tree_args *args = arguments;
    struct page_name name = { 0 };
    int64_t top = 0;
    int status = 0;
    int code = operands->count ? page_name_read(cli, operands->items[0], &name) : context_connect(cli);
    if (code == 0 && name.id)
        code = report_usage(cli, "the tree is asked for by a path, not by an id");
    if (code == 0 && name.path) {
        status = find_entry(cli, &name, &top);
        if (status < 0)
            code = report_status_of(cli, status, operands->items[0]);
    }
    if (code == 0) {
        struct walk walk = { 0 };
        status = collect(cli, &walk, top, name.locale, args->depth);
        if (status < 0)
            code = report_status(cli, status);
        else if (emit_is_for_people(cli))
            draw(cli, &walk);
        else
            code = emit_list(cli, walk.entries, walk.count);
        walk_free(&walk);
    }
    page_name_free(&name);
    return code;
}

static const struct example examples[] = {
    { "The whole tree", "wikijs pages tree" },
    { "Two levels of it", "wikijs pages tree --depth 2" },
    { "What is below a path, in German", "wikijs pages tree de:doku" },
    { "Folders only", "wikijs pages tree --json path,isFolder --jq '.[] | select(.isFolder).path'" },
    { 0 },
};

const struct cmd cmd_pages_tree = {
    .name = "tree",
    .summary = "Show the tree of folders and pages",
    .usage = "[<path>]",
    .text = "Show the tree of a locale, or of what is below a path: drawn on a terminal, one line an entry in a "
            "pipe.\n\n"
            "The server gives one level at a time: a request for each folder. The ids in it change whenever the server "
            "rebuilds its tree; pageId is the page's own.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct tree_args),
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .model = "PageTreeItem",
    .run = run,
    .since = "0.1",
};
