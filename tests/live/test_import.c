/* SPDX-License-Identifier: MIT */
/* Imports: what becomes of files, a second time, after changes on either side, and how they are taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/import.h>
#include <wikijs/pages.h>

#include "support/live.h"
#include "support/tree.h"

/* One folder, one journal, and what the callbacks are to answer. */
struct importer {
    struct live *live;
    struct tree tree;
    wikijs_import_options options;
    wikijs_import_report *report;
    bool approves;
    wikijs_import_conflict side;
    int asked;          /* about conflicts */
    size_t writes_left; /* before progress wants no more */
};

static bool approve(const wikijs_import_report *plan, void *payload)
{
    const struct importer *importer = payload;
    assert_int_equal(wikijs_import_report_tally(plan, NULL, "done"), 0);
    return importer->approves;
}

static wikijs_import_conflict decide(const wikijs_import_item *item, void *payload)
{
    struct importer *importer = payload;
    assert_string_equal(item->outcome, "conflict");
    importer->asked++;
    return importer->side;
}

static bool progress(const wikijs_import_progress *progress, void *payload)
{
    struct importer *importer = payload;
    assert_true(progress->done <= progress->total);
    if (strcmp(progress->stage, "write") == 0 && progress->item) {
        importer->writes_left--;
    }
    return importer->writes_left > 0;
}

static void begin(struct importer *importer, struct live *live)
{
    *importer = (struct importer){ .live = live, .approves = true, .writes_left = SIZE_MAX };
    tree_make(&importer->tree);
    importer->options = (wikijs_import_options)WIKIJS_IMPORT_OPTIONS_INIT;
    importer->options.folder = importer->tree.path;
    importer->options.prefix = live->prefix;
    importer->options.journal = importer->tree.outside;
    importer->options.approve = approve;
    importer->options.decide = decide;
    importer->options.progress = progress;
    importer->options.payload = importer;
}

static void end(struct importer *importer)
{
    wikijs_import_report_free(importer->report);
    tree_free(&importer->tree);
}

/* Pages that were made are deleted when the case ends. */
static void remember(struct importer *importer)
{
    for (size_t i = 0; i < wikijs_import_report_count(importer->report); i++) {
        const wikijs_import_item *item = wikijs_import_report_at(importer->report, i);
        if (strcmp(item->action, "create") == 0 && item->id) {
            live_remember(importer->live, item->id);
        }
    }
}

static void import(struct importer *importer, int expected)
{
    struct live *live = importer->live;
    wikijs_import_report_free(importer->report);
    importer->report = NULL;
    LIVE_EXPECT(live, expected, LIVE(live, wikijs_import, (&importer->options), (&importer->report, &live->err)));
    remember(importer);
}

static void undo(struct importer *importer, int expected)
{
    struct live *live = importer->live;
    wikijs_import_undo_options options = WIKIJS_IMPORT_UNDO_OPTIONS_INIT;
    options.journal = importer->options.journal;
    wikijs_import_report_free(importer->report);
    importer->report = NULL;
    LIVE_EXPECT(live, expected, LIVE(live, wikijs_import_undo, (&options), (&importer->report, &live->err)));
    remember(importer);
}

/* The item of a file, or else of a page. */
static const wikijs_import_item *item_of(const struct importer *importer, const char *name)
{
    for (size_t i = 0; i < wikijs_import_report_count(importer->report); i++) {
        const wikijs_import_item *item = wikijs_import_report_at(importer->report, i);
        if ((item->file && strcmp(item->file, name) == 0) || (item->path && strcmp(item->path, name) == 0)) {
            return item;
        }
    }
    fail_msg("the report has no '%s'", name);
    return NULL;
}

static void expect(const struct importer *importer, const char *name, const char *action, const char *outcome)
{
    const wikijs_import_item *item = item_of(importer, name);
    if (strcmp(item->action, action) != 0 || strcmp(item->outcome, outcome) != 0) {
        fail_msg("'%s': %s %s (%s), not %s %s", name, item->action, item->outcome, item->message ? item->message : "",
                 action, outcome);
    }
}

static void expect_content(struct importer *importer, const char *name, const char *content)
{
    wikijs_page *page = live_read(importer->live, item_of(importer, name)->id);
    assert_non_null(page);
    assert_string_equal(page->content.ptr, content);
    wikijs_page_free(page);
}

static bool exists(struct importer *importer, const char *path)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path(importer->live->client, "en", path, NULL, &page, NULL);
    wikijs_page_free(page);
    return status == 0;
}

static bool has_tag(const wikijs_page *page, const char *tag)
{
    for (size_t i = 0; i < page->tags.count; i++) {
        if (strcmp(page->tags.items[i]->tag, tag) == 0) {
            return true;
        }
    }
    return false;
}

/* Somebody changes the page on the wiki. */
static void edit(struct importer *importer, int64_t id, const char *content, const char *description)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.content = (wikijs_str){ content, content ? strlen(content) : 0 };
    input.description = description;
    LIVE_EXPECT(importer->live, 0,
                wikijs_pages_update(importer->live->client, id, &input, &page, &importer->live->err));
    wikijs_page_free(page);
}

/* --- the cases --- */

static void files_become_pages(void **state)
{
    static const char *const tags[] = { "Imported" };
    struct importer it;
    char expected[256];
    begin(&it, *state);
    tree_put(&it.tree, "README.md", "# The manual\n\nSee [setup](guide/setup.md#first) and [home](.).\n");
    tree_put(&it.tree, "guide/setup.md",
             "---\ntitle: Setting up\ndescription: From nothing\ntags: [Linux, how-to]\npublished: false\n---\n"
             "Back to [the manual](../README.md).\n");
    tree_put(&it.tree, "guide/markup.html", "<h1>Mark &amp; up</h1>\n<a href=\"setup.md\">x</a>\n");
    it.options.tags = (wikijs_strings){ tags, 1 };
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 3);
    assert_int_equal(wikijs_import_report_tally(it.report, "create", "done"), 3);
    wikijs_page *page = live_read(it.live, item_of(&it, "README.md")->id);
    assert_string_equal(page->path, it.live->prefix);
    assert_string_equal(page->title, "The manual");
    assert_true(page->is_published);
    snprintf(expected, sizeof expected, "# The manual\n\nSee [setup](/en/%s/guide/setup#first) and [home](/en/%s).\n",
             it.live->prefix, it.live->prefix);
    assert_string_equal(page->content.ptr, expected);
    assert_true(page->tags.count == 1 && has_tag(page, "imported"));
    wikijs_page_free(page);
    page = live_read(it.live, item_of(&it, "guide/setup.md")->id);
    assert_string_equal(page->title, "Setting up");
    assert_string_equal(page->description, "From nothing");
    assert_false(page->is_published);
    assert_true(page->tags.count == 3 && has_tag(page, "linux") && has_tag(page, "how-to"));
    wikijs_page_free(page);
    page = live_read(it.live, item_of(&it, "guide/markup.html")->id);
    assert_string_equal(page->title, "Mark & up");
    assert_string_equal(page->editor, "code");
    wikijs_page_free(page);
    end(&it);
}

static void what_is_equal_is_left_alone(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "one.md", "# One\n");
    tree_put(&it.tree, "two.md", "# Two\n");
    import(&it, 0);
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "none", "unchanged"), 2);
    it.options.journal = NULL; /* nothing is known: the contents are compared */
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "none", "unchanged"), 2);
    tree_put(&it.tree, "two.md", "# Two, better\n");
    import(&it, 0);
    expect(&it, "one.md", "none", "unchanged");
    expect(&it, "two.md", "update", "done");
    expect_content(&it, "two.md", "# Two, better\n");
    end(&it);
}

static void an_update_keeps_what_the_file_does_not_say(void **state)
{
    struct importer it;
    begin(&it, *state);
    int64_t id = live_page(it.live, "kept", "old", "first,second");
    edit(&it, id, NULL, "kept, too");
    tree_put(&it.tree, "kept.md", "# New\n");
    import(&it, 0);
    expect(&it, "kept.md", "update", "done");
    wikijs_page *page = live_read(it.live, id);
    assert_string_equal(page->title, "kept"); /* it was given, and the file gives none */
    assert_string_equal(page->description, "kept, too");
    assert_int_equal(page->tags.count, 2);
    wikijs_page_free(page);
    end(&it);
}

static void a_title_that_was_found_follows_the_heading(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "guide.adoc", "= First\n\ntext\n");
    import(&it, 0);
    it.options.journal = NULL; /* it is seen from the page itself */
    tree_put(&it.tree, "guide.adoc", "= Second\n\ntext\n");
    import(&it, 0);
    expect(&it, "guide.adoc", "update", "done");
    wikijs_page *page = live_read(it.live, item_of(&it, "guide.adoc")->id);
    assert_string_equal(page->title, "Second");
    wikijs_page_free(page);
    end(&it);
}

/* The server's storage writes such links as they are, and AsciiDoc without a header. */
static void what_a_wiki_has_written_is_left_alone(void **state)
{
    static const char header[] =
        "---\ntitle: linked\ndescription: made by a test\npublished: true\ndate: 2026-11-29T19:09:12.183Z\n"
        "tags: \neditor: markdown\ndateCreated: 2026-11-29T19:09:10.917Z\n---\n\n";
    struct importer it;
    char text[sizeof header + 64];
    begin(&it, *state);
    live_page(it.live, "linked", "# Heading\n\n[a](other.md)\n", NULL);
    int64_t id = live_page(it.live, "other", "no heading\n", NULL);
    snprintf(text, sizeof text, "%s# Heading\n\n[a](other.md)\n", header);
    tree_put(&it.tree, "linked.md", text);
    tree_put(&it.tree, "other.md", "no heading\n");
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "none", "unchanged"), 2);
    edit(&it, id, "changed\n", NULL);
    import(&it, 0);
    expect(&it, "linked.md", "none", "unchanged");
    end(&it);
}

/* A page that was imported, then changed on the wiki and in the folder. */
static int64_t make_conflict(struct importer *it, const char *name)
{
    char file[64];
    snprintf(file, sizeof file, "%s.md", name);
    tree_put(&it->tree, file, "# Imported\n");
    import(it, 0);
    int64_t id = item_of(it, file)->id;
    edit(it, id, "# Theirs\n", NULL);
    tree_put(&it->tree, file, "# Ours\n");
    return id;
}

static void conflicts_are_decided(void **state)
{
    struct importer it;
    begin(&it, *state);
    make_conflict(&it, "page");
    it.options.dry_run = true;
    import(&it, 0);
    expect(&it, "page.md", "update", "conflict");
    assert_int_equal(it.asked, 0); /* nobody is asked for nothing */
    it.options.dry_run = false;
    import(&it, 0);
    expect(&it, "page.md", "update", "conflict");
    assert_int_equal(it.asked, 1);
    expect_content(&it, "page.md", "# Theirs\n");
    it.side = WIKIJS_IMPORT_THEIRS;
    import(&it, 0);
    expect_content(&it, "page.md", "# Theirs\n");
    import(&it, 0); /* and that is remembered */
    assert_int_equal(it.asked, 2);
    expect(&it, "page.md", "none", "unchanged");
    tree_put(&it.tree, "page.md", "# Ours, later\n");
    import(&it, 0); /* they know that version: the file goes on from there */
    assert_int_equal(it.asked, 2);
    expect_content(&it, "page.md", "# Ours, later\n");
    end(&it);
}

static void ours_goes_over_theirs(void **state)
{
    struct importer it;
    begin(&it, *state);
    make_conflict(&it, "page");
    it.options.decide = NULL;
    it.options.on_conflict = WIKIJS_IMPORT_OURS;
    import(&it, 0);
    expect(&it, "page.md", "update", "done");
    expect_content(&it, "page.md", "# Ours\n");
    end(&it);
}

static void pruning_takes_what_imports_have_brought(void **state)
{
    struct importer it;
    begin(&it, *state);
    live_page(it.live, "others", "not ours", "");
    tree_put(&it.tree, "gone.md", "# Gone\n");
    tree_put(&it.tree, "edited.md", "# Edited\n");
    tree_put(&it.tree, "stays.md", "# Stays\n");
    import(&it, 0);
    edit(&it, item_of(&it, "edited.md")->id, "# Theirs\n", NULL);
    tree_remove(&it.tree, "gone.md");
    tree_remove(&it.tree, "edited.md");
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 1); /* not without being told to */
    it.options.prune = true;
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 3);
    expect(&it, live_path(it.live, "gone"), "delete", "done");
    expect(&it, live_path(it.live, "edited"), "delete", "conflict");
    assert_false(exists(&it, live_path(it.live, "gone")));
    assert_true(exists(&it, live_path(it.live, "edited")));
    assert_true(exists(&it, live_path(it.live, "others")));
    it.options.journal = NULL;
    import(&it, WIKIJS_E_ARG);
    end(&it);
}

static void what_is_excluded_is_neither_written_nor_pruned(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "one.md", "# One\n");
    tree_put(&it.tree, "guide/README.md", "# Guide\n");
    tree_put(&it.tree, "drafts/two.md", "# Two\n");
    tree_put(&it.tree, "drafts/gone.md", "# Gone\n");
    import(&it, 0);
    static const char *const patterns[] = { "drafts/", "README.md" };
    it.options.exclude = (wikijs_strings){ .items = patterns, .count = 2 };
    it.options.prune = true;
    tree_put(&it.tree, "drafts/two.md", "# Changed\n");
    tree_remove(&it.tree, "drafts/gone.md"); /* nobody looks */
    tree_remove(&it.tree, "one.md");
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 1);
    expect(&it, live_path(it.live, "one"), "delete", "done");
    it.options.exclude.count = 0;
    import(&it, 0);
    expect(&it, "drafts/two.md", "update", "done");
    expect(&it, live_path(it.live, "drafts/gone"), "delete", "done");
    expect(&it, "guide/README.md", "none", "unchanged");
    static const char *const wrong[] = { "!guide" };
    it.options.exclude = (wikijs_strings){ .items = wrong, .count = 1 };
    import(&it, WIKIJS_E_ARG);
    end(&it);
}

/* The page is that of the file which was renamed, not of the one that it was made of first. */
static void a_file_that_was_renamed_is_excluded_by_its_new_name(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "guide.md", "# Guide\n");
    import(&it, 0);
    tree_remove(&it.tree, "guide.md");
    tree_put(&it.tree, "guide/README.md", "# Guide\n");
    import(&it, 0);
    expect(&it, "guide/README.md", "none", "unchanged");
    static const char *const patterns[] = { "README.md" };
    it.options.exclude = (wikijs_strings){ .items = patterns, .count = 1 };
    it.options.prune = true;
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 0);
    end(&it);
}

static void a_dry_run_and_a_refusal_write_nothing(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "one.md", "# One\n");
    it.options.dry_run = true;
    import(&it, 0);
    expect(&it, "one.md", "create", "planned");
    it.options.dry_run = false;
    it.approves = false;
    import(&it, WIKIJS_E_CANCELED);
    expect(&it, "one.md", "create", "planned");
    assert_false(exists(&it, live_path(it.live, "one")));
    undo(&it, WIKIJS_E_NOT_FOUND);
    end(&it);
}

static void a_bad_file_stops_no_other(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "bytes.md", "# \xff\xfe\n");
    tree_put(&it.tree, "editor.md", "---\ntitle: X\neditor: ckeditor\n---\nx\n");
    tree_put(&it.tree, "empty.md", "---\ntitle: X\n---\n \n");
    tree_put(&it.tree, "good.md", "# Good\n");
    tree_put(&it.tree, "header.md", "---\ntitle: [\n---\nx\n");
    tree_put(&it.tree, "v1.2.md", "# Dot\n");
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, NULL, "failed"), 5);
    expect(&it, "good.md", "create", "done");
    assert_non_null(strstr(item_of(&it, "bytes.md")->message, "line 1: this is not UTF-8"));
    assert_non_null(strstr(item_of(&it, "editor.md")->message, "'ckeditor', which is for html"));
    assert_non_null(strstr(item_of(&it, "empty.md")->message, "no content"));
    assert_non_null(strstr(item_of(&it, "header.md")->message, "line "));
    assert_non_null(strstr(item_of(&it, "v1.2.md")->message, "holds a dot"));
    end(&it);
}

static void an_import_is_taken_back(void **state)
{
    struct importer it;
    begin(&it, *state);
    int64_t old = live_page(it.live, "old", "as it was", "one,two");
    tree_put(&it.tree, "old.md", "---\ntitle: Other\ntags: [three]\n---\nnew\n");
    tree_put(&it.tree, "made.md", "# Made\n");
    tree_put(&it.tree, "edited.md", "# Edited\n");
    import(&it, 0);
    int64_t edited = item_of(&it, "edited.md")->id;
    edit(&it, edited, "# Theirs\n", NULL);
    undo(&it, 0);
    expect(&it, "old.md", "update", "done");
    expect(&it, "made.md", "delete", "done");
    expect(&it, "edited.md", "delete", "conflict");
    wikijs_page *page = live_read(it.live, old);
    assert_string_equal(page->content.ptr, "as it was");
    assert_string_not_equal(page->title, "Other");
    assert_true(page->tags.count == 2 && has_tag(page, "one") && has_tag(page, "two"));
    wikijs_page_free(page);
    assert_false(exists(&it, live_path(it.live, "made")));
    assert_true(exists(&it, live_path(it.live, "edited")));
    edit(&it, edited, "# Edited\n", NULL);
    undo(&it, 0); /* what was left over */
    assert_int_equal(wikijs_import_report_count(it.report), 1);
    expect(&it, "edited.md", "delete", "done");
    undo(&it, WIKIJS_E_NOT_FOUND);
    assert_non_null(strstr(it.live->err.message, "taken back already"));
    end(&it);
}

static void a_pruned_page_comes_back(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "gone.md", "---\ntitle: Gone\ndescription: but not for long\ntags: [kept]\n---\ntext\n");
    import(&it, 0);
    tree_remove(&it.tree, "gone.md");
    it.options.prune = true;
    import(&it, 0);
    undo(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "create", "done"), 1);
    wikijs_page *page = live_read(it.live, wikijs_import_report_at(it.report, 0)->id);
    assert_string_equal(page->path, live_path(it.live, "gone"));
    assert_string_equal(page->title, "Gone");
    assert_string_equal(page->description, "but not for long");
    assert_string_equal(page->content.ptr, "text\n");
    assert_true(page->tags.count == 1 && has_tag(page, "kept"));
    wikijs_page_free(page);
    end(&it);
}

static void what_was_stopped_goes_on(void **state)
{
    struct importer it;
    begin(&it, *state);
    tree_put(&it.tree, "one.md", "# One\n");
    tree_put(&it.tree, "two.md", "# Two\n");
    tree_put(&it.tree, "three.md", "# Three\n");
    tree_put(&it.tree, "four.md", "# Four\n");
    it.writes_left = 1;
    import(&it, WIKIJS_E_CANCELED);
    size_t done = wikijs_import_report_tally(it.report, "create", "done");
    assert_true(done >= 1 && done < 4);
    it.writes_left = SIZE_MAX;
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "create", "done"), 4 - done);
    assert_int_equal(wikijs_import_report_tally(it.report, "none", "unchanged"), done);
    undo(&it, 0); /* it is one import */
    assert_int_equal(wikijs_import_report_tally(it.report, "delete", "done"), 4);
    end(&it);
}

static void assets_are_taken_along(void **state)
{
    struct importer it;
    char expected[256];
    begin(&it, *state);
    tree_put(&it.tree, "page.md", "![x](Img/A_b.PNG) [y](<Img/data file.csv>) ![z](none.png)\n");
    tree_put(&it.tree, "Img/A_b.PNG", "\x89PNG\r\n\x1a\n");
    tree_put(&it.tree, "Img/data file.csv", "1,2\n");
    tree_put(&it.tree, "Img/unused.png", "x");
    import(&it, 0); /* without them, the links stay */
    expect_content(&it, "page.md", "![x](Img/A_b.PNG) [y](<Img/data file.csv>) ![z](none.png)\n");
    it.options.with_assets = true;
    import(&it, 0);
    assert_int_equal(wikijs_import_report_count(it.report), 3);
    expect(&it, "Img/A_b.PNG", "upload", "done");
    expect(&it, "Img/data file.csv", "upload", "done");
    expect(&it, "page.md", "update", "done");
    snprintf(expected, sizeof expected, "![x](/%s/img/a_b.png) [y](</%s/img/data_file.csv>) ![z](none.png)\n",
             it.live->prefix, it.live->prefix);
    expect_content(&it, "page.md", expected);
    import(&it, 0);
    assert_int_equal(wikijs_import_report_tally(it.report, "none", "unchanged"), 3);
    end(&it);
}

static void wrong_options_are_refused(void **state)
{
    struct importer it;
    begin(&it, *state);
    it.options.prefix = "login";
    import(&it, WIKIJS_E_ARG);
    it.options.prefix = it.live->prefix;
    it.options.folder = "/nonexistent";
    import(&it, WIKIJS_E_IO);
    it.options.folder = NULL;
    import(&it, WIKIJS_E_ARG);
    it.options.folder = it.tree.path;
    it.options.journal = "/nonexistent/journal.db";
    import(&it, WIKIJS_E_IO);
    end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(files_become_pages),
        TWICE(what_is_equal_is_left_alone),
        TWICE(an_update_keeps_what_the_file_does_not_say),
        TWICE(a_title_that_was_found_follows_the_heading),
        TWICE(what_a_wiki_has_written_is_left_alone),
        TWICE(conflicts_are_decided),
        TWICE(ours_goes_over_theirs),
        TWICE(pruning_takes_what_imports_have_brought),
        TWICE(a_dry_run_and_a_refusal_write_nothing),
        TWICE(a_bad_file_stops_no_other),
        TWICE(an_import_is_taken_back),
        TWICE(what_is_excluded_is_neither_written_nor_pruned),
        TWICE(a_file_that_was_renamed_is_excluded_by_its_new_name),
        TWICE(a_pruned_page_comes_back),
        TWICE(what_was_stopped_goes_on),
        TWICE(assets_are_taken_along),
        TWICE(wrong_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
