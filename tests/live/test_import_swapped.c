/* SPDX-License-Identifier: MIT */
/* Files that are exchanged while an import runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/import.h>

#include "support/live.h"
#include "support/tree.h"

/* After the scan, in which it was a file: what it leads to is not the folder's to give away. */
static bool put_a_link_in_its_place(const wikijs_import_report *plan, void *payload)
{
    const struct tree *tree = payload;
    (void)plan;
    tree_remove(tree, "a.png");
    tree_link(tree, "a.png", tree->outside);
    return true;
}

static void assets_are_not_read_through_new_links(void **state)
{
    struct live *live = *state;
    struct tree tree;
    wikijs_import_report *report = NULL;
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    tree_make(&tree);
    tree_put(&tree, "page.md", "![x](a.png)\n");
    tree_put(&tree, "a.png", "\x89PNG\r\n\x1a\n");
    options.folder = tree.path;
    options.prefix = live->prefix;
    options.journal = tree.outside;
    options.with_assets = true;
    options.approve = put_a_link_in_its_place;
    options.payload = &tree;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_import, (&options), (&report, &live->err)));
    assert_int_equal(wikijs_import_report_tally(report, "upload", "failed"), 1);
    for (size_t i = 0; i < wikijs_import_report_count(report); i++) {
        const wikijs_import_item *item = wikijs_import_report_at(report, i);
        if (strcmp(item->action, "create") == 0 && item->id)
            live_remember(live, item->id);
    }
    wikijs_import_report_free(report);
    tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TWICE(assets_are_not_read_through_new_links) };
    return cmocka_run_group_tests_name("files that are exchanged", tests, NULL, NULL);
}
