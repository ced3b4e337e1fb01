/* SPDX-License-Identifier: MIT */
/*
 * The head of a page's file, and names of files, fed with anything. What must hold:
 *   the content is the end of the text, and all of it when there is no header
 *   a text that is refused is refused with its line
 *   a name that is given to a page stays below the folder, and belongs to that page
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "transfer/front_matter.h"
#include "transfer/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_header(const char *text, size_t length, const char *content_type)
{
    static const char *const none[1];
    struct wj_front_matter facts;
    struct wj_arena memory;
    wikijs_error err = { 0 };
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    int status = wj_front_matter_read(&facts, &memory, text, length, content_type, &err);
    require(status == 0 || (status == WIKIJS_E_ARG && strncmp(err.message, "line ", 5) == 0));
    if (status == 0) {
        const char *end = facts.content.ptr + facts.content.len;
        require(end == text + length && facts.content.ptr >= text);
        require(facts.found || facts.content.len == length || facts.content.len + 3 == length);
        const char *const *tags = facts.tags.items ? facts.tags.items : none;
        for (size_t i = 0; i < facts.tags.count; i++) {
            require(tags[i] && tags[i][0]);
        }
    }
    wj_arena_clear(&memory);
}

static void check_name(const char *text)
{
    const struct wj_layout layout = { .locale = "en" };
    char file[WJ_FILE_SIZE], folded[WJ_FOLDED_SIZE];
    wikijs_error err;
    if (wj_layout_page_file(&layout, "de", text, "markdown", file, &err) < 0) {
        require(err.code == WIKIJS_E_ARG && err.message[0]);
        return;
    }
    require(strncmp(file, "de/", 3) == 0 && !strstr(file, "/../") && !strstr(file, "//"));
    struct wj_layout_page page;
    require(wj_layout_page_of(&layout, file, &page));
    require(strcmp(page.path, text) == 0 && strcmp(page.locale, "de") == 0);
    wj_layout_fold(file, folded);
    require(strlen(folded) < sizeof folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    check_header(text, size, "markdown");
    check_header(text, size, "html");
    check_header(text, size, "asciidoc");
    check_name(text);
    free(text);
    return 0;
}
