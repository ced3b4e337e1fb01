/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out during exports and imports: each allocation fails once ("support/torture.h"). Folder and journal stay
 * from turn to turn, so that each goes on where the one before it broke off.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/client.h>
#include <wikijs/export.h>
#include <wikijs/import.h>

#include "support/live.h"
#include "support/torture.h"
#include "support/tree.h"

static struct tree tree;

static int set_up(void **state)
{
    (void)state;
    tree_make(&tree);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tree_free(&tree);
    return 0;
}

static int export_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_export_report *report = NULL;
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    options.folder = tree.path;
    options.path = "docs";
    options.full = true;
    options.prune = true;
    options.overwrite = true;
    tree_put(&tree, "docs/api/auth.md", "one file at least is written in each turn\n");
    int status = wikijs_export(client, &options, &report, err);
    assert_true((status == 0) == (report != NULL));
    if (report) {
        assert_int_equal(report->failed, 0);
        assert_true(report->updated > 0);
    }
    wikijs_export_report_free(report);
    return status;
}

/* A page is changed, one is made, and one is deleted in each turn. */
static int import_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char text[64], prefix[64];
    wikijs_import_report *report = NULL;
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    snprintf(prefix, sizeof prefix, "torture-import-%d", (int)getpid());
    snprintf(text, sizeof text, "# Turn %zu\n\n[x](new%d.md)\n", turn, (int)(turn % 2));
    tree_put(&tree, "changed.md", text);
    tree_put(&tree, "new0.md", text);
    tree_put(&tree, "new1.md", text);
    tree_remove(&tree, turn % 2 ? "new0.md" : "new1.md");
    options.folder = tree.path;
    options.prefix = prefix;
    options.journal = tree.outside;
    options.prune = true;
    options.on_conflict = WIKIJS_IMPORT_OURS;
    int status = wikijs_import(client, &options, &report, err);
    for (size_t i = 0; status == 0 && i < wikijs_import_report_count(report); i++) {
        const wikijs_import_item *item = wikijs_import_report_at(report, i);
        if (strcmp(item->outcome, "failed") == 0) {
            fail_msg("turn %zu: %s %s: %s", turn, item->action, item->path, item->message);
        }
    }
    wikijs_import_report_free(report);
    return status;
}

static void export(void **state)
{
    (void)state;
    torture(export_pages, live_env("WIKIJS_TEST_KEY"));
}

static void import(void **state)
{
    (void)state;
    torture(import_pages, live_env("WIKIJS_TEST_KEY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(export, set_up, tear_down),
        cmocka_unit_test_setup_teardown(import, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
