/* SPDX-License-Identifier: MIT */
/*
 * Replace a text on all pages, in a way that can be interrupted, resumed and taken back.
 *
 *     bulk_replace JOURNAL OLD NEW
 *     bulk_replace JOURNAL resume
 *     bulk_replace JOURNAL undo
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/bulk.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>
#include <wikijs/matcher.h>

/* What the page has of its content, and what it is to have. Nothing is sent here. */
static int plan_page(wikijs_bulk *bulk, const wikijs_page *page, wikijs_str text, wikijs_error *err)
{
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    const wikijs_page_values before = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT), .content = page->content };
    const wikijs_page_values after = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT), .content = text };
    change.action = WIKIJS_BULK_UPDATE;
    change.id = page->id;
    change.locale = page->locale;
    change.path = page->path;
    change.updated_at = page->updated_at;
    change.before = &before;
    change.after = &after;
    return wikijs_bulk_add(bulk, &change, err);
}

static int plan(wikijs_client *client, wikijs_bulk *bulk, const char *old, const char *new, wikijs_error *err)
{
    wikijs_matcher *matcher = NULL;
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_PATH) |
                     WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    int status = wikijs_matcher_new(old, NULL, &matcher, err);
    if (status >= 0)
        status = wikijs_pages_iter_all(client, &options, &iter, err);
    const wikijs_page *page;
    while (status >= 0 && (status = wikijs_iter_next_page(iter, &page, err)) > 0) {
        wikijs_str text;
        status = wikijs_matcher_replace(matcher, page->content, new, &text, err);
        if (status > 0)
            status = plan_page(bulk, page, text, err);
    }
    wikijs_iter_free(iter);
    wikijs_matcher_free(matcher);
    return status;
}

static bool print_item(const wikijs_bulk_item *item, void *payload)
{
    (void)payload;
    printf("%s: %s%s%s\n", item->path, item->state, item->message ? ": " : "", item->message ? item->message : "");
    return true;
}

static int run(wikijs_bulk *bulk, wikijs_error *err)
{
    wikijs_bulk_run_options options = WIKIJS_BULK_RUN_OPTIONS_INIT;
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    options.on_item = print_item;
    int status = wikijs_bulk_run(bulk, &options, err);
    if (status == 0 && (status = wikijs_bulk_count(bulk, &counts, err)) == 0)
        printf("%lld done, %lld failed\n", (long long)counts.done, (long long)counts.failed);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_bulk *bulk = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    if (argc < 3) {
        fprintf(stderr, "usage: %s JOURNAL OLD NEW | JOURNAL resume | JOURNAL undo\n", argv[0]);
        return 2;
    }
    wikijs_bulk_options where = WIKIJS_BULK_OPTIONS_INIT;
    where.journal = argv[1];
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0 && argc > 3) {
        status = wikijs_bulk_new(client, &where, &bulk, &err);
        status = status == 0 ? plan(client, bulk, argv[2], argv[3], &err) : status;
    } else if (status == 0) {
        status = strcmp(argv[2], "undo") == 0 ? wikijs_bulk_undo(client, &where, &bulk, &err)
                                              : wikijs_bulk_resume(client, &where, &bulk, &err);
    }
    if (status == 0)
        status = run(bulk, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_bulk_free(bulk);
    wikijs_client_free(client);
    return status < 0;
}
