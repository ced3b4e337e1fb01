/* SPDX-License-Identifier: MIT */
/* Settings of the site, its look, its locales: what is not set stays. Each case puts back what it found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/contribute.h>
#include <wikijs/localization.h>
#include <wikijs/site.h>
#include <wikijs/theming.h>

#include "support/live.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

static wikijs_site_config *read_site(struct live *live)
{
    wikijs_site_config *config = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_site_get_config, (NULL), (&config, &live->err)));
    return config;
}

static void some_settings_of_the_site(void **state)
{
    struct live *live = *state;
    wikijs_site_config *before = read_site(live);
    static const char *const robots[] = { "noindex" };
    wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
    input.company = "Example Company";
    input.robots = (wikijs_strings){ robots, 1 };
    input.feature_page_ratings = before->feature_page_ratings ? WIKIJS_NO : WIKIJS_YES;
    input.upload_max_files = before->upload_max_files + 1;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_site_update_config, (&input), (&live->err)));
    wikijs_site_config *now = read_site(live);

    input.company = before->company;
    input.robots = before->robots;
    input.feature_page_ratings = before->feature_page_ratings ? WIKIJS_YES : WIKIJS_NO;
    input.upload_max_files = before->upload_max_files;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_site_update_config, (&input), (&live->err)));

    assert_string_equal(now->company, "Example Company");
    assert_int_equal(now->robots.count, 1);
    assert_string_equal(now->robots.items[0], "noindex");
    assert_true(now->feature_page_ratings != before->feature_page_ratings);
    assert_int_equal(now->upload_max_files, before->upload_max_files + 1);
    assert_string_equal(now->title, before->title);
    assert_string_equal(now->host, before->host);
    assert_string_equal(now->page_extensions, before->page_extensions);
    assert_int_equal(now->upload_max_file_size, before->upload_max_file_size);
    assert_true(now->security_iframe == before->security_iframe);
    wikijs_site_config_free(now);
    now = read_site(live);
    assert_string_equal(now->company, before->company);
    assert_int_equal(now->robots.count, before->robots.count);
    wikijs_site_config_free(now);
    wikijs_site_config_free(before);
}

static void what_could_lock_everybody_out(void **state)
{
    struct live *live = *state;
    wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
    input.auth_jwt_expiration = "half an hour";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_site_update_config, (&input), (&live->err)));
    assert_non_null(strstr(live->err.message, "half an hour"));
    input = (wikijs_site_config_input)WIKIJS_SITE_CONFIG_INPUT_INIT;
    input.host = "wiki.example.com";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_site_update_config, (&input), (&live->err)));
    input = (wikijs_site_config_input)WIKIJS_SITE_CONFIG_INPUT_INIT;
    input.upload_max_file_size = -1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_site_update_config, (&input), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_site_update_config, (NULL), (&live->err)));
}

static void guests_read_no_settings(void **state)
{
    struct live *live = *state;
    wikijs_client *guest = live_client(NULL);
    wikijs_site_config *config = NULL;
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE_ON(live, guest, wikijs_site_get_config, (NULL), (&config, &live->err)));
    assert_string_equal(live->err.permission, "manage:system");
    wikijs_client_free(guest);
}

static wikijs_theming_config *read_theme(struct live *live)
{
    wikijs_theming_config *config = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_theming_get_config, (NULL), (&config, &live->err)));
    return config;
}

static void one_part_of_the_look(void **state)
{
    struct live *live = *state;
    wikijs_theme_list *themes = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_theming_list_themes, (NULL), (&themes, &live->err)));
    assert_int_equal(wikijs_theme_list_count(themes), 1);
    assert_string_equal(wikijs_theme_list_at(themes, 0)->key, "default");
    wikijs_theme_list_free(themes);

    wikijs_theming_config *before = read_theme(live);
    wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
    input.inject_css = TEXT("a { color : red }");
    input.toc_position = "right";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_theming_set_config, (&input), (&live->err)));
    input = (wikijs_theming_config_input)WIKIJS_THEMING_CONFIG_INPUT_INIT;
    input.dark_mode = WIKIJS_YES;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_theming_set_config, (&input), (&live->err)));
    wikijs_theming_config *now = read_theme(live);

    input.theme = before->theme;
    input.iconset = before->iconset;
    input.dark_mode = before->dark_mode ? WIKIJS_YES : WIKIJS_NO;
    input.toc_position = before->toc_position;
    input.inject_css = TEXT("");
    input.inject_head = TEXT("");
    input.inject_body = TEXT("");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_theming_set_config, (&input), (&live->err)));

    assert_true(now->dark_mode);
    assert_string_equal(now->toc_position, "right");
    assert_non_null(strstr(now->inject_css.ptr, "red"));
    assert_string_equal(now->iconset, before->iconset);
    wikijs_theming_config_free(now);
    now = read_theme(live);
    assert_int_equal(now->inject_css.len, 0);
    assert_string_equal(now->toc_position, before->toc_position);
    wikijs_theming_config_free(now);
    wikijs_theming_config_free(before);
}

static wikijs_localization_config *read_locales(struct live *live)
{
    wikijs_localization_config *config = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_localization_get_config, (NULL), (&config, &live->err)));
    return config;
}

static void locales(void **state)
{
    struct live *live = *state;
    wikijs_locale_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_localization_list_locales, (NULL), (&list, &live->err)));
    bool english = false;
    for (size_t i = 0; i < wikijs_locale_list_count(list); i++) {
        const wikijs_locale *locale = wikijs_locale_list_at(list, i);
        english |= strcmp(locale->code, "en") == 0 && locale->is_installed && locale->install_date > 0;
    }
    assert_true(english);
    wikijs_locale_list_free(list);

    wikijs_localization_config *before = read_locales(live);
    wikijs_localization_config_input input = WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT;
    input.auto_update = before->auto_update ? WIKIJS_NO : WIKIJS_YES;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_localization_update_locale, (&input), (&live->err)));
    wikijs_localization_config *now = read_locales(live);
    input.auto_update = before->auto_update ? WIKIJS_YES : WIKIJS_NO;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_localization_update_locale, (&input), (&live->err)));
    assert_true(now->auto_update != before->auto_update);
    assert_string_equal(now->locale, before->locale);
    assert_true(now->namespacing == before->namespacing);
    wikijs_localization_config_free(now);
    wikijs_localization_config_free(before);

    static const char *const missing[] = { "en", "xx" };
    input = (wikijs_localization_config_input)WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT;
    input.namespaces = (wikijs_strings){ missing, 2 };
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_localization_update_locale, (&input), (&live->err)));
    assert_non_null(strstr(live->err.message, "'xx' is not installed"));
    input.namespaces = (wikijs_strings){ 0 };
    input.locale = "xx";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_localization_update_locale, (&input), (&live->err)));

    /* Both servers stand alone. */
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE,
                LIVE(live, wikijs_localization_download_locale, ("de", NULL), (&live->err)));
    assert_non_null(strstr(live->err.message, "was not installed"));
    wikijs_translation_list *strings = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_localization_list_translations, (NULL, "common", NULL), (&strings, &live->err)));
    wikijs_contributor_list *people = NULL;
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE,
                LIVE(live, wikijs_contribute_list_contributors, (NULL), (&people, &live->err)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(some_settings_of_the_site),
        TWICE(what_could_lock_everybody_out),
        TWICE(guests_read_no_settings),
        TWICE(one_part_of_the_look),
        TWICE(locales),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
