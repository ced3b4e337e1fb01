/* SPDX-License-Identifier: MIT */
/* The navigation, which the server only takes whole. Each case puts back what it found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/model.h>
#include <wikijs/navigation.h>

#include "support/live.h"

static wikijs_navigation_tree_list *read_tree(struct live *live)
{
    wikijs_navigation_tree_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_navigation_get_tree, (NULL), (&list, &live->err)));
    return list;
}

static const wikijs_navigation_tree *find(const wikijs_navigation_tree_list *list, const char *locale)
{
    for (size_t i = 0; i < wikijs_navigation_tree_list_count(list); i++)
        if (strcmp(wikijs_navigation_tree_list_at(list, i)->locale, locale) == 0)
            return wikijs_navigation_tree_list_at(list, i);
    return NULL;
}

/* Frees the list. */
static void put_back(struct live *live, wikijs_navigation_tree_list *before)
{
    wikijs_navigation_tree_inputs tree;
    assert_int_equal(wikijs_navigation_tree_list_to_input(before, &tree, &live->err), 0);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_navigation_update_tree, (tree, NULL), (&live->err)));
    wikijs_navigation_tree_list *now = read_tree(live);
    assert_int_equal(wikijs_navigation_tree_list_count(now), wikijs_navigation_tree_list_count(before));
    for (size_t i = 0; i < wikijs_navigation_tree_list_count(before); i++) {
        const wikijs_navigation_tree *tree_before = wikijs_navigation_tree_list_at(before, i);
        assert_int_equal(find(now, tree_before->locale)->items.count, tree_before->items.count);
    }
    wikijs_navigation_tree_list_free(now);
    wikijs_navigation_tree_list_free(before);
}

static void one_locale_keeps_the_others(void **state)
{
    struct live *live = *state;
    wikijs_navigation_tree_list *before = read_tree(live);
    size_t english = find(before, "en")->items.count;
    const int64_t groups[] = { 1, 2 };
    const wikijs_navigation_item_input items[] = {
        { .kind = "header", .label = "Manual" },
        { .kind = "divider", .id = "my-divider" },
        { .kind = "link",
          .label = "Start",
          .icon = "mdi-home",
          .target_type = "home",
          .target = "/",
          .visibility_groups = { groups, 2 } },
    };
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_navigation_set_items, ("fr", (wikijs_navigation_item_inputs){ items, 3 }, NULL),
                     (&live->err)));
    wikijs_navigation_tree_list *now = read_tree(live);
    assert_int_equal(wikijs_navigation_tree_list_count(now), wikijs_navigation_tree_list_count(before) + 1);
    assert_int_equal(find(now, "en")->items.count, english);
    const wikijs_navigation_tree *french = find(now, "fr");
    assert_int_equal(french->items.count, 3);
    assert_string_equal(french->items.items[0]->label, "Manual");
    assert_string_equal(french->items.items[0]->id, "fr-1");
    assert_string_equal(french->items.items[0]->visibility_mode, "all");
    assert_string_equal(french->items.items[1]->id, "my-divider");
    assert_string_equal(french->items.items[2]->visibility_mode, "restricted");
    assert_int_equal(french->items.items[2]->visibility_groups.count, 2);
    assert_int_equal(french->items.items[2]->visibility_groups.items[1], 2);
    wikijs_navigation_tree_list_free(now);

    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_navigation_set_items, ("fr", (wikijs_navigation_item_inputs){ items, 1 }, NULL),
                     (&live->err)));
    now = read_tree(live);
    assert_int_equal(find(now, "fr")->items.count, 1);
    assert_int_equal(find(now, "en")->items.count, english);
    wikijs_navigation_tree_list_free(now);
    put_back(live, before);
}

/* What is printed as JSON can be read and sent. */
static void through_json(void **state)
{
    struct live *live = *state;
    wikijs_navigation_tree_list *before = read_tree(live), *again = NULL;
    const wikijs_model *model = wikijs_model_by_name("NavigationTree");
    char json[16384] = "[";
    for (size_t i = 0; i < wikijs_navigation_tree_list_count(before); i++) {
        size_t used = strlen(json);
        if (i)
            json[used++] = ',';
        wikijs_object_to_json(model, wikijs_navigation_tree_list_at(before, i), 0, json + used, sizeof json - used - 1);
    }
    strcat(json, "]");
    assert_int_equal(wikijs_navigation_tree_list_from_json(json, strlen(json), &again, &live->err), 0);
    put_back(live, again);
    wikijs_navigation_tree_list_free(before);

    static const char *const bad[] = { "", "{", "{}", "[1]", "[{\"locale\":1}]", "null", "[{\"locale\":\"en\"" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        again = NULL;
        assert_int_equal(wikijs_navigation_tree_list_from_json(bad[i], strlen(bad[i]), &again, &live->err),
                         WIKIJS_E_ARG);
        assert_non_null(strstr(live->err.message, "this is no navigation"));
        assert_null(again);
    }
}

static void what_is_refused_here(void **state)
{
    struct live *live = *state;
    static const struct {
        wikijs_navigation_item_input item;
        const char *message;
    } cases[] = {
        { { .kind = "lnik", .label = "x" }, "its kind is none of" },
        { { .kind = "link", .target_type = "home", .target = "/" }, "it has no label" },
        { { .kind = "link", .label = "x" }, "target" },
        { { .kind = "header", .label = "x", .visibility_mode = "nobody" }, "visibility" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LIVE_EXPECT(live, WIKIJS_E_ARG,
                    LIVE(live, wikijs_navigation_set_items,
                         ("en", (wikijs_navigation_item_inputs){ &cases[i].item, 1 }, NULL), (&live->err)));
        assert_non_null(strstr(live->err.message, cases[i].message));
        assert_non_null(strstr(live->err.message, "entry 1"));
    }
    const wikijs_navigation_tree_input twice[] = { { "en", { 0 } }, { "en", { 0 } } };
    LIVE_EXPECT(
        live, WIKIJS_E_ARG,
        LIVE(live, wikijs_navigation_update_tree, ((wikijs_navigation_tree_inputs){ twice, 2 }, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_navigation_update_tree, ((wikijs_navigation_tree_inputs){ 0 }, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_navigation_update_config, (0, NULL), (&live->err)));
}

static void mode(void **state)
{
    struct live *live = *state;
    wikijs_navigation_config *config = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_navigation_get_config, (NULL), (&config, &live->err)));
    assert_string_equal(config->mode, "MIXED");
    wikijs_navigation_config_free(config);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_navigation_update_config, (WIKIJS_NAVIGATION_MODE_STATIC, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_navigation_get_config, (NULL), (&config, &live->err)));
    bool changed = strcmp(config->mode, "STATIC") == 0;
    wikijs_navigation_config_free(config);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_navigation_update_config, (WIKIJS_NAVIGATION_MODE_MIXED, NULL), (&live->err)));
    assert_true(changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(one_locale_keeps_the_others),
        TWICE(through_json),
        TWICE(what_is_refused_here),
        TWICE(mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
