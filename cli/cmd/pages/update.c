/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"
#include "ids_batch.h"

#include <stdlib.h>
#include <string.h>

struct update_args {
    struct output_args output;
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

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    return wikijs_pages_update_async(cli->client, id, work->input, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, const void **result)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_update_finish(call, &page, &cli->error);
    if (status < 0) {
        wikijs_page_free(page); /* that of a conflict */
        return report_status_of(cli, status, name);
    }
    *result = page;
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int print_all(struct cli *cli, const struct ids *ids, const struct ids_work *work)
{
    bool formatted = cli->plan.fields || cli->plan.format != FORMAT_TABLE;
    if (formatted && ids->count > 1)
        return ids_print(cli, ids, work);
    int code = EXIT_DONE;
    for (size_t i = 0; i < ids->count && code == EXIT_DONE; i++)
        if (work->results[i])
            code = written_print(cli, "updated", work->results[i], NULL);
    return code;
}

static int update(struct cli *cli, const struct ids *ids, const wikijs_pages_update_input *input)
{
    if (ids->count > 1 && (input->title || input->content.ptr || input->expected_updated_at))
        return report_usage(cli, "title, source and --if-updated-at are for one page at a time");
    struct ids_work work = { .input = input };
    int code = ids_do(cli, ids, &page_names, &job, &work);
    int printed = print_all(cli, ids, &work);
    for (size_t i = 0; i < ids->count; i++)
        wikijs_page_free((wikijs_page *)(uintptr_t)work.results[i]);
    free(work.results);
    return code ? code : printed;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct update_args *args = arguments;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    struct buffer content = { 0 };
    struct ids ids = { 0 };
    bool has_content = false;
    int code = check(cli, args, &input);
    if (code == 0)
        code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = content_read(cli, args->content, args->content_file, &content, &has_content);
    if (code == 0) {
        fill(&input, args, &content, has_content);
        code = update(cli, &ids, &input);
    }
    buffer_free(&content);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "A new title; all else stays", "wikijs pages update 123 --title \"Updated Title\"" },
    { "New source from a file", "wikijs pages update docs/setup --content-file setup.md" },
    { "One tag more, one less", "wikijs pages update docs/setup --add-tag linux --remove-tag draft" },
    { "A tag for all that are below a path",
      "wikijs pages list --filter path:docs/ | wikijs pages update --add-tag manual -" },
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
        "Several pages can be given the same tags, description or state; '-' stands for the lines of standard input. "
        "A page that cannot be changed does not keep the others from it.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct update_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "Page",
    .run = run,
    .since = "0.1",
};
