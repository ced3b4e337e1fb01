/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "terminal/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_CONTENT = 64 * 1024 * 1024 };

static const char *suffix_of(const wikijs_page *page)
{
    const char *type = page->content_type ? page->content_type : "";
    return strcmp(type, "html") == 0 ? ".html" : strcmp(type, "asciidoc") == 0 ? ".adoc" : ".md";
}

/* A new file that only the user may read, with the source in it; NULL when it cannot be written. */
static char *write_copy(const wikijs_page *page)
{
    const char *folder = getenv("TMPDIR");
    const char *suffix = suffix_of(page);
    char *file = xasprintf("%s/wikijs-XXXXXX%s", folder && *folder ? folder : "/tmp", suffix);
    int fd = mkostemps(file, (int)strlen(suffix), O_CLOEXEC); /* mode 0600 */
    size_t written = 0;
    while (fd >= 0 && written < page->content.len) {
        ssize_t got = write(fd, page->content.ptr + written, page->content.len - written);
        if (got < 0 && errno != EINTR)
            break;
        written += got > 0 ? (size_t)got : 0;
    }
    bool good = fd >= 0 && written == page->content.len;
    int error = errno;
    if (fd >= 0 && close(fd) != 0)
        good = false;
    if (good)
        return file;
    report_failure("%s: %s", file, strerror(error));
    if (fd >= 0)
        unlink(file);
    free(file);
    return NULL;
}

static bool read_copy(const char *file, struct buffer *text)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && buffer_read(text, fd, LARGEST_CONTENT);
    int error = errno;
    if (fd >= 0)
        close(fd);
    if (!good)
        report_failure("%s: %s", file, strerror(error));
    return good;
}

static bool is_unchanged(const wikijs_page *page, const struct buffer *text)
{
    size_t length = page->content.len;
    if (text->length == length && memcmp(buffer_text(text), or_empty(page->content.ptr), length) == 0)
        return true;
    /* Editors add the newline that the page may lack: that alone is no change. */
    return text->length == length + 1 && text->data[length] == '\n' &&
           memcmp(text->data, or_empty(page->content.ptr), length) == 0;
}

static int save(struct cli *cli, const char *given, int64_t id, const wikijs_page *page, const struct buffer *text)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = (wikijs_str){ buffer_text(text), text->length };
    input.expected_updated_at = page->updated_at;
    wikijs_page *written = NULL;
    int status;
    CALL(status, cli, wikijs_pages_update_async(cli->client, id, &input, CALL_TASK),
         wikijs_pages_update_finish(task.call, &written, &cli->error));
    int code = EXIT_DONE;
    if (status < 0) {
        code = report_status_of(cli, status, given);
    } else {
        cli->plan.format = FORMAT_TABLE;
        written_print(cli, "updated", written, page->locale);
    }
    wikijs_page_free(written);
    return code;
}

/* Edit, compare, write. The file stays whenever it holds something that is not on the server. */
static int edit_copy(struct cli *cli, const char *given, int64_t id, const wikijs_page *page, const char *file)
{
    const char *editor = editor_command(cli->settings.editor);
    struct buffer text = { 0 };
    bool edited = editor_run(editor, file);
    if (!edited)
        report_failure("the editor '%s' failed: nothing was written", editor);
    int code = EXIT_FAILED;
    bool keep = true;
    if (read_copy(file, &text)) {
        bool unchanged = is_unchanged(page, &text);
        keep = !unchanged;
        if (unchanged && edited)
            report_note(cli, "nothing was changed");
        if (edited)
            code = unchanged ? EXIT_DONE : save(cli, given, id, page, &text);
    }
    buffer_free(&text);
    if (code == EXIT_DONE || !keep)
        unlink(file);
    else if (access(file, F_OK) == 0) /* an editor may have removed it */
        report_failure("your text is in %s", file);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int64_t id;
    int code = context_configure(cli);
    if (code)
        return code;
    if (!editor_is_possible(&cli->terminal, cli->settings.editor)) {
        report_failure("an editor needs a terminal");
        report_advice("wikijs pages update <page> --content-file <file>, or an EDITOR that needs none");
        return EXIT_USAGE;
    }
    code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    struct page_name name = { .id = id };
    uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) |
                      WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    wikijs_page *page = NULL;
    context_ask_anew(cli, true);
    int status = page_fetch(cli, &name, fields, &page);
    context_ask_anew(cli, false);
    if (status < 0)
        return report_status_of(cli, status, operands->items[0]);
    char *file = write_copy(page);
    code = file ? edit_copy(cli, operands->items[0], id, page, file) : EXIT_FAILED;
    free(file);
    wikijs_page_free(page);
    return code;
}

static const struct example examples[] = {
    { "Edit a page", "wikijs pages edit docs/intro" },
    { "With another editor, this once", "EDITOR=nano wikijs pages edit 123" },
    { 0 },
};

const struct cmd cmd_pages_edit = {
    .name = "edit",
    .summary = "Edit a page in your editor",
    .usage = "<page>",
    .text = "Open the source of a page in the editor of WIKIJS_EDITOR, the configuration, VISUAL or EDITOR, and write "
            "it back when it was changed.\n\n"
            "If somebody else changed the page meanwhile, nothing is written (exit code 5). Your text is then in a "
            "file that the message names.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
