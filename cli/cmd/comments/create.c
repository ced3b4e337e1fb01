/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "call.h"
#include "cmd/pages/common.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/comments.h>

struct create_args {
    struct output_args output;
    const char *content, *content_file, *guest_name, *guest_email;
    int64_t reply_to;
};

static const struct opt options[] = {
    OPT_STRING(struct create_args, content, 'c', "content", "<text>", "the comment, in Markdown"),
    OPT_STRING(struct create_args, content_file, 'F', "content-file", "<file>",
               "file that holds the comment; -: standard input", .complete = COMPLETE_FILE),
    OPT_INT(struct create_args, reply_to, 0, "reply-to", "<id>", "comment that it answers", .min = 1, .max = INT32_MAX),
    OPT_STRING(struct create_args, guest_name, 0, "guest-name", "<name>", "your name, without credentials"),
    OPT_STRING(struct create_args, guest_email, 0, "guest-email", "<email>", "your address, without credentials"),
    OPT_END,
};

static int create(struct cli *cli, const wikijs_comments_create_input *input)
{
    wikijs_comment_created *created = NULL;
    int status;
    CALL(status, cli, wikijs_comments_create_async(cli->client, input, CALL_TASK),
         wikijs_comments_create_finish(task.call, &created, &cli->error));
    int code = status < 0 ? report_status(cli, status) : emit_object(cli, created);
    wikijs_comment_created_free(created);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct create_args *args = arguments;
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    struct buffer content = { 0 };
    bool given = false;
    int code = content_read(cli, args->content, args->content_file, &content, &given);
    if (code == 0 && !given)
        code = report_usage(cli, "'--content' or '--content-file' is missing");
    if (code == 0)
        code = ids_name(cli, &page_names, operands->items[0], &input.page_id);
    if (code == 0) {
        input.content = (wikijs_str){ buffer_text(&content), content.length };
        input.reply_to = args->reply_to;
        input.guest_name = args->guest_name;
        input.guest_email = args->guest_email;
        code = create(cli, &input);
    }
    buffer_free(&content);
    return code;
}

static const struct example examples[] = {
    { "A comment", "wikijs comments create docs/intro --content \"Well *done*\"" },
    { "An answer, from standard input", "echo Thanks | wikijs comments create 123 --reply-to 7 --content-file -" },
    { 0 },
};

const struct cmd cmd_comments_create = {
    .name = "create",
    .alias = "new",
    .summary = "Write a comment on a page",
    .usage = "<page>",
    .text =
        "Write a comment on a page and print its id. The server takes one in 15 seconds from an address, and by default one in 30 seconds from an account; all API keys together are one account.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct create_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .model = "CommentCreateResponse",
    .run = run,
    .since = "0.1",
};
