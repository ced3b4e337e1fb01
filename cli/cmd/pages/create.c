/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include <string.h>

struct create_args {
    struct output_args output;
    const char *title;
    const char *path;
    const char *content;
    const char *content_file;
    const char *description;
    const char *editor;
    struct opt_list tags;
    bool draft;
    bool is_private;
};

static const struct opt options[] = {
    OPT_STRING(struct create_args, title, 't', "title", "<text>", "title; required"),
    OPT_STRING(struct create_args, path, 0, "path", "<path>",
               "the same as <path>: path, or locale:path; made from the title when not given"),
    OPT_STRING(struct create_args, content, 'c', "content", "<text>", "source"),
    OPT_STRING(struct create_args, content_file, 'F', "content-file", "<file>",
               "file that holds the source; -: standard input", .complete = COMPLETE_FILE),
    OPT_STRING(struct create_args, description, 'd', "description", "<text>", "description"),
    OPT_LIST(struct create_args, tags, 0, "tag", "<tag>", "tag; may be repeated", .complete = COMPLETE_TAG),
    OPT_STRING(struct create_args, editor, 'e', "editor", "<key>", "editor: markdown (default), code, ckeditor, …"),
    OPT_FLAG(struct create_args, draft, 0, "draft", "do not publish it"),
    OPT_FLAG(struct create_args, is_private, 0, "private", "make it private"),
    OPT_END,
};

/* The locale and the path of the new page. Returns 0 or the exit code. */
static int choose_place(struct cli *cli, const char *name, const char *title, struct page_name *place, char path[256])
{
    if (name) {
        int code = page_name_read(cli, name, place);
        if (code)
            return code;
        /* Here digits are a path like any other. */
        const char *wanted = place->id ? name : place->path;
        int status = wikijs_page_path_normalize(wanted, path, &cli->error);
        return status < 0 ? report_status(cli, status) : 0;
    }
    if (wikijs_page_path_from_title(title, path) < 0)
        return report_usage(cli, "no path can be made from the title '%s': give --path", title);
    return 0;
}

static int create(struct cli *cli, const struct create_args *args, const struct buffer *content,
                  const struct page_name *place, const char *path)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = args->title;
    input.path = path;
    input.locale = place->locale ? place->locale : cli->settings.locale;
    input.content = (wikijs_str){ buffer_text(content), content->length };
    input.description = args->description;
    input.editor = args->editor;
    input.tags = strings_of(&args->tags);
    input.is_published = args->draft ? WIKIJS_NO : WIKIJS_YES;
    input.is_private = args->is_private ? WIKIJS_YES : WIKIJS_NO;
    wikijs_page *page = NULL;
    int status;
    CALL(status, cli, wikijs_pages_create_async(cli->client, &input, CALL_TASK),
         wikijs_pages_create_finish(task.call, &page, &cli->error));
    int code = status < 0 ? report_status_of(cli, status, path) : written_print(cli, "created", page, input.locale);
    wikijs_page_free(page);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct create_args *args = arguments;
    if (operands->count && args->path)
        return report_usage(cli, "'%s' and --path both name the page", operands->items[0]);
    const char *name = operands->count ? operands->items[0] : args->path;
    if (!args->title || !*args->title)
        return report_usage(cli, "a page needs a title: give --title");
    struct buffer content = { 0 };
    struct page_name place = { 0 };
    char path[256];
    bool given;
    int code = content_read(cli, args->content, args->content_file, &content, &given);
    if (code == 0 && !given)
        code = report_usage(cli, "a page needs content: give --content or --content-file");
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = choose_place(cli, name, args->title, &place, path);
    if (code == 0)
        code = create(cli, args, &content, &place, path);
    page_name_free(&place);
    buffer_free(&content);
    return code;
}

static const struct example examples[] = {
    { "From a file; the path is made from the title",
      "wikijs pages create --title \"New Page\" --content-file content.md" },
    { "At a place of its own, with tags",
      "wikijs pages create docs/setup -t Setup --tag howto --tag linux -F setup.md" },
    { "From another program, not yet published",
      "./report | wikijs pages create -t Report --path de:berichte/mai --draft -F -" },
    { "Keep the id of what was created", "wikijs pages create -t Note -c 'Remember.' --json id --jq .id" },
    { 0 },
};

const struct cmd cmd_pages_create = {
    .name = "create",
    .alias = "new",
    .summary = "Create a page",
    .usage = "[<path>]",
    .text = "Create a page and print its id and its address.\n\n"
            "The server takes about two seconds for it. A path that exists already is a conflict (exit code 5), and "
            "nothing is changed then.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct create_args),
    .max_operands = 1,
    .model = "Page",
    .run = run,
    .since = "0.1",
};
