/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "cmd/pages/values.h"
#include "ids_batch.h"
#include "page_walk.h"

#include <stdlib.h>
#include <string.h>

struct update_args {
    struct output_args output;
    struct selection_args selection;
    struct bulk_args bulk;
    const char *title;
    const char *content;
    const char *content_file;
    const char *description;
    const char *if_updated_at;
    struct opt_list tags;
    struct opt_list add_tags;
    struct opt_list remove_tags;
    int published; /* wikijs_tristate */
    bool no_tags;
};

static const struct opt options[] = {
    OPT_STRING(struct update_args, title, 't', "title", "<text>", "new title"),
    OPT_STRING(struct update_args, content, 'c', "content", "<text>", "new source"),
    OPT_STRING(struct update_args, content_file, 'F', "content-file", "<file>",
               "file that holds the new source; -: standard input", .complete = COMPLETE_FILE),
    OPT_STRING(struct update_args, description, 'd', "description", "<text>", "new description"),
    OPT_LIST(struct update_args, tags, 0, "tag", "<tag>", "replace all tags by this one; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_FLAG(struct update_args, no_tags, 0, "no-tags", "remove all tags"),
    OPT_LIST(struct update_args, add_tags, 0, "add-tag", "<tag>", "add a tag; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_LIST(struct update_args, remove_tags, 0, "remove-tag", "<tag>", "remove a tag; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_SET(struct update_args, published, 0, "publish", WIKIJS_YES, "publish it"),
    OPT_SET(struct update_args, published, 0, "unpublish", WIKIJS_NO, "take it out of the public view"),
    OPT_STRING(struct update_args, if_updated_at, 0, "if-updated-at", "<time>",
               "only if the page's updatedAt is still this, else end with exit code 5"),
    SELECTION_OPTS(struct update_args, selection, "with-tag"),
    BULK_OPTS(struct update_args, bulk),
    BULK_UNDO_OPT(struct update_args, bulk),
    OPT_END,
};

static bool changes_something(const struct update_args *args)
{
    return args->title || args->content || args->content_file || args->description || args->tags.count ||
           args->no_tags || args->add_tags.count || args->remove_tags.count || args->published;
}

static int check(struct cli *cli, const struct update_args *args, wikijs_pages_update_input *input)
{
    if (!changes_something(args))
        return report_usage(cli, "nothing to change was given");
    if (args->no_tags && (args->tags.count || args->add_tags.count))
        return report_usage(cli, "'--no-tags' excludes '--tag' and '--add-tag'");
    if (args->tags.count && (args->add_tags.count || args->remove_tags.count))
        return report_usage(cli, "'--tag' replaces all tags: it excludes '--add-tag' and '--remove-tag'");
    if (args->if_updated_at && wikijs_time_parse(args->if_updated_at, &input->expected_updated_at) < 0)
        return report_usage(cli, "'%s' is no time: write it as 'pages get --json updatedAt' does", args->if_updated_at);
    return 0;
}

static void fill(wikijs_pages_update_input *input, const struct update_args *args, const struct buffer *content,
                 bool has_content)
{
    static const char *const none[] = { "" };
    input->title = args->title;
    input->description = args->description;
    if (has_content)
        input->content = (wikijs_str){ buffer_text(content), content->length };
    input->tags = args->no_tags ? (wikijs_strings){ none, 0 } : strings_of(&args->tags);
    input->add_tags = strings_of(&args->add_tags);
    input->remove_tags = strings_of(&args->remove_tags);
    input->is_published = (wikijs_tristate)args->published;
}

/* --- one page --- */

static int update_one(struct cli *cli, const struct update_args *args, const char *name,
                      wikijs_pages_update_input *input)
{
    struct buffer content = { 0 };
    bool has_content = false;
    int64_t id = 0;
    int code = content_read(cli, args->content, args->content_file, &content, &has_content);
    if (code == 0)
        code = ids_name(cli, &page_names, name, &id);
    if (code == 0) {
        fill(input, args, &content, has_content);
        wikijs_page *page = NULL;
        int status;
        CALL(status, cli, wikijs_pages_update_async(cli->client, id, input, CALL_TASK),
             wikijs_pages_update_finish(task.call, &page, &cli->error));
        code = status < 0 ? report_status_of(cli, status, name) : written_print(cli, "updated", page, NULL);
        wikijs_page_free(page);
    }
    buffer_free(&content);
    return code;
}

/* --- many --- */

/* The pages that were changed, read for --json and --format. */
struct changed {
    struct cli *cli;
    wikijs_page_item *items;
    size_t count;
    void **rows;
    size_t row_count;
};

static bool note_changed(const wikijs_bulk_item *item, void *payload)
{
    struct changed *changed = payload;
    if (strcmp(item->state, "done") != 0)
        return true;
    if ((changed->count & (changed->count - 1)) == 0) /* full at each power of two */
        changed->items = xreallocarray(changed->items, changed->count ? 2 * changed->count : 1, sizeof *changed->items);
    changed->items[changed->count++] = (wikijs_page_item){ .id = item->id };
    return true;
}

static bool keep_page(struct cli *cli, const wikijs_page *page, void *context)
{
    struct changed *changed = context;
    void *copy = wikijs_object_copy(cli->plan.model, page);
    if (copy)
        changed->rows[changed->row_count++] = copy;
    return copy != NULL;
}

static int print_changed(struct bulk *bulk)
{
    struct cli *cli = bulk->cli;
    struct changed changed = { .cli = cli };
    struct page_set set = { 0 };
    uint64_t fields = cli->plan.fields;
    for (size_t i = 0; !fields && i < cli->plan.count; i++)
        fields |= WIKIJS_BIT(cli->plan.order[i]);
    int status = wikijs_bulk_each(bulk->plan, note_changed, &changed, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    set.items = xcalloc(changed.count + 1, sizeof(const wikijs_page_item *));
    for (; set.count < changed.count; set.count++)
        set.items[set.count] = &changed.items[set.count];
    changed.rows = xcalloc(changed.count + 1, sizeof *changed.rows);
    int code = page_walk(cli, &set, fields, keep_page, &changed);
    int printed = emit_list(cli, (const void *const *)changed.rows, changed.row_count);
    for (size_t i = 0; i < changed.row_count; i++)
        wikijs_page_free(changed.rows[i]);
    free(changed.rows);
    free(changed.items);
    return code ? code : printed;
}

/* What makes no sense for several pages. */
static bool has_values_of_one(const struct update_args *args)
{
    return args->title || args->content || args->content_file || args->if_updated_at;
}

static int update_many(struct cli *cli, const struct update_args *args, const struct operands *operands)
{
    bool again = args->bulk.resume || args->bulk.undo;
    if (again && operands->count)
        return report_usage(cli, "'--resume' and '--undo' take no names: they know what was planned");
    if (has_values_of_one(args))
        return report_usage(cli, "title, source and --if-updated-at are for one page at a time");
    const struct new_values values = { .description = args->description,
                                       .published = (wikijs_tristate)args->published,
                                       .tags = args->tags,
                                       .no_tags = args->no_tags,
                                       .add_tags = args->add_tags,
                                       .remove_tags = args->remove_tags };
    struct bulk bulk;
    struct page_set set = { 0 };
    int code = bulk_begin(&bulk, cli, &args->bulk, "update");
    bulk.print = print_changed;
    if (code == 0 && !again)
        code = bulk_choose(&bulk, operands, &args->selection, values_fields, &set);
    if (code == 0)
        code = again ? bulk_finish(&bulk, "Change") : values_change(&bulk, &set, &values);
    page_set_free(&set);
    bulk_end(&bulk);
    return code;
}

static bool is_for_one(const struct update_args *args, const struct operands *operands)
{
    return ids_is_one(operands) && !selection_chooses(&args->selection) && !args->bulk.resume && !args->bulk.undo;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct update_args *args = arguments;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    int code = args->bulk.resume || args->bulk.undo ? 0 : check(cli, args, &input);
    if (code)
        return code;
    return is_for_one(args, operands) ? update_one(cli, args, operands->items[0], &input)
                                      : update_many(cli, args, operands);
}

static const struct example examples[] = {
    { "A new title; all else stays", "wikijs pages update 123 --title \"Updated Title\"" },
    { "New source from a file", "wikijs pages update docs/setup --content-file setup.md" },
    { "One tag more, one less", "wikijs pages update docs/setup --add-tag linux --remove-tag draft" },
    { "A tag for all that are below a path", "wikijs pages update --path docs --add-tag manual" },
    { "See first what would be changed", "wikijs pages update --with-tag draft --unpublish --dry-run" },
    { "Pages that a text is found on", "wikijs pages grep -l -i obsolete | wikijs pages update --unpublish --yes -" },
    { "Go on after an interruption", "wikijs pages update --resume" },
    { "Only if nobody changed it since it was read",
      "wikijs pages update 123 -F new.md --if-updated-at 2026-11-22T19:33:39.367Z" },
    { 0 },
};

const struct cmd cmd_pages_update = {
    .name = "update",
    .alias = "set",
    .summary = "Change pages",
    .usage = "<page>...",
    .text =
        "Change what is given and nothing else, and print the page's id and address.\n\n"
        "The server itself wipes what an update leaves out; the page is therefore read first and its other values "
        "are sent back. --if-updated-at guards against edits that were made since you read the page.\n\n"
        "Several pages can be given the same tags, description or state: name them, let '-' stand for the lines of "
        "standard input, or select them by --path, --with-tag and --locale. The plan is then shown and asked about, unless "
        "--yes is given, and carried out in batches; pages that are so already are left out. A page that cannot be "
        "changed, or that somebody changes meanwhile, does not keep the others from it. Plan and outcome are kept in a "
        "journal: --resume goes on after an interruption, --undo takes the last one back.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct update_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "Page",
    .run = run,
    .since = "0.1",
};
