/* SPDX-License-Identifier: MIT */
/* Basic: the newest pages, one a line, with their tags. Usage: pages_list [NUMBER [TAG]] */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/model.h>
#include <wikijs/pages.h>

static void print_page(const wikijs_page_item *page)
{
    char updated[25];
    wikijs_time_format(page->updated_at, updated);
    printf("%s  %s:%s  %s", updated, page->locale, page->path, page->title ? page->title : "");
    for (size_t i = 0; i < page->tags.count; i++) {
        printf(" #%s", page->tags.items[i]);
    }
    putchar('\n');
}

static int print_newest(wikijs_client *client, int64_t limit, const char *tag, wikijs_error *err)
{
    wikijs_pages_list_options which = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    which.order_by = WIKIJS_PAGE_ORDER_UPDATED;
    which.direction = WIKIJS_ORDER_DESC;
    which.limit = limit;
    which.tags = (wikijs_strings){ .items = &tag, .count = tag ? 1 : 0 };

    wikijs_page_item_list *list = NULL;
    int status = wikijs_pages_list(client, &which, &list, err);
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        print_page(wikijs_page_item_list_at(list, i));
    }
    wikijs_page_item_list_free(list);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int64_t limit = argc > 1 ? strtoll(argv[1], NULL, 10) : 10;
    int status = print_newest(client, limit, argc > 2 ? argv[2] : NULL, &err);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    wikijs_client_free(client);
    return wikijs_status_exit_code(status);
}
