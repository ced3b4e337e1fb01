/* SPDX-License-Identifier: MIT */
/* The server itself: what it tells whom, its switches, and an export. Whatever is changed is put back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/system.h>

#include "support/live.h"

#define BIT WIKIJS_BIT

static void what_it_says_of_itself(void **state)
{
    struct live *live = *state;
    wikijs_system_info *info = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_get_info, (NULL), (&info, &live->err)));
    assert_int_equal(strncmp(info->current_version, "2.5.", 4), 0);
    assert_true(info->pages_total > 0 && info->users_total >= 2 && info->groups_total >= 2);
    assert_false(info->present & BIT(WIKIJS_SYSTEM_INFO_SSL_DOMAIN));
    wikijs_system_info_free(info);
    info = NULL;
    wikijs_read_options options = WIKIJS_READ_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_SYSTEM_INFO_DB_TYPE);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_get_info, (&options), (&info, &live->err)));
    assert_int_equal(info->present, options.fields);
    wikijs_system_info_free(info);

    info = NULL;
    wikijs_client *reader = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE_ON(live, reader, wikijs_system_get_info, (&options), (&info, &live->err)));
    wikijs_client_free(reader);
    wikijs_client *writer = live_client(live_env("WIKIJS_TEST_WRITER_KEY"));
    LIVE_EXPECT(live, 0, LIVE_ON(live, writer, wikijs_system_get_info, (NULL), (&info, &live->err)));
    assert_int_equal(info->present, BIT(WIKIJS_SYSTEM_INFO_PAGES_TOTAL) | BIT(WIKIJS_SYSTEM_INFO_TAGS_TOTAL));
    wikijs_system_info_free(info);
    wikijs_client_free(writer);
}

static bool flag_is_on(struct live *live, const char *key)
{
    wikijs_system_flag_list *list = NULL;
    bool found = false, on = false;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_list_flags, (NULL), (&list, &live->err)));
    assert_int_equal(wikijs_system_flag_list_count(list), 2);
    for (size_t i = 0; i < 2; i++) {
        const wikijs_system_flag *flag = wikijs_system_flag_list_at(list, i);
        if (strcmp(flag->key, key) == 0) {
            found = true;
            on = flag->value;
        }
    }
    assert_true(found);
    wikijs_system_flag_list_free(list);
    return on;
}

static void flags(void **state)
{
    struct live *live = *state;
    assert_false(flag_is_on(live, "ldapdebug"));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_set_flag, ("ldapdebug", true, NULL), (&live->err)));
    assert_true(flag_is_on(live, "ldapdebug"));
    assert_false(flag_is_on(live, "sqllog"));
    wikijs_system_flag_input off[] = { { "ldapdebug", false }, { "sqllog", false } };
    wikijs_system_flag_inputs all = { off, 2 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_replace_flags, (&all, NULL), (&live->err)));
    assert_false(flag_is_on(live, "ldapdebug"));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_system_set_flag, ("nosuch", true, NULL), (&live->err)));
}

static void extensions_and_switches(void **state)
{
    struct live *live = *state;
    wikijs_system_extension_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_list_extensions, (NULL), (&list, &live->err)));
    assert_true(wikijs_system_extension_list_count(list) >= 4);
    assert_non_null(wikijs_system_extension_list_at(list, 0)->key);
    wikijs_system_extension_list_free(list);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_set_telemetry, (false, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_set_https_redirection, (false, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_reset_telemetry_client_id, (NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_system_renew_https_certificate, (NULL), (&live->err)));
    assert_int_equal(live->err.server_code, 7002);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_system_perform_upgrade, (NULL), (&live->err)));
    wikijs_system_import *import = NULL;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED,
                LIVE(live, wikijs_system_import_users_from_v1, ("short", WIKIJS_SYSTEM_GROUPS_NONE, NULL),
                     (&import, &live->err)));
    assert_null(import);
}

static int count(const wikijs_system_export_status *status, void *payload)
{
    assert_true(status->progress >= 0 && status->progress <= 100);
    ++*(int *)payload;
    return 0;
}

static int stop(const wikijs_system_export_status *status, void *payload)
{
    (void)status;
    (void)payload;
    return 1;
}

/* Exports of nothing much; the folder is the server's. */
static void an_export(void **state)
{
    struct live *live = *state;
    char path[128];
    int looks = 0;
    const char *wanted[] = { "navigation", "settings" };
    snprintf(path, sizeof path, "data/exports/%s-%s", live->prefix, live->async ? "a" : "s");
    wikijs_system_export_input input = WIKIJS_SYSTEM_EXPORT_INPUT_INIT;
    wikijs_system_export_status *status = NULL;
    input.path = path;
    input.entities = (wikijs_strings){ wanted, 2 };
    input.interval_ms = 20;
    input.progress = count;
    input.progress_payload = &looks;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_export, (&input), (&status, &live->err)));
    assert_string_equal(status->status, "success");
    assert_int_equal(status->progress, 100);
    assert_true(looks >= 1);
    wikijs_system_export_status_free(status);
    status = NULL;
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_system_export, (&input), (&status, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_system_start_export, (&input), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_get_export_status, (NULL), (&status, &live->err)));
    assert_string_equal(status->status, "success");
    wikijs_system_export_status_free(status);

    status = NULL;
    snprintf(path, sizeof path, "data/exports/%s-%s-stopped", live->prefix, live->async ? "a" : "s");
    input.progress = stop;
    LIVE_EXPECT(live, WIKIJS_E_USER, LIVE(live, wikijs_system_export, (&input), (&status, &live->err)));
    assert_null(status);
    for (int i = 0; i < 100; i++) { /* it goes on by itself */
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_system_get_export_status, (NULL), (&status, &live->err)));
        bool runs = strcmp(status->status, "running") == 0;
        wikijs_system_export_status_free(status);
        if (!runs) {
            break;
        }
        usleep(20000);
    }
    wanted[1] = "everything";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_system_export, (&input), (&status, &live->err)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(what_it_says_of_itself),
        TWICE(flags),
        TWICE(extensions_and_switches),
        TWICE(an_export),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
