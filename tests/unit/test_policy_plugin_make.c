/* SPDX-License-Identifier: MIT */
/* Plugins are made and destroyed, wrong ones are refused, and settings are read. */
#include "base/status.h"
#include "policy/plugin.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct wikijs_shared *shared;
static wikijs_error err;
static int stage_status;

static void stage(const wikijs_plugin_use *uses, size_t count)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    stage_status = wj_plugins_make(shared, uses, count, &err);
}

static int made, destroyed;
static int make(const char *settings, void *payload, void **state, wikijs_error *error)
{
    (void)payload;
    if (!settings) {
        snprintf(error->message, sizeof error->message, "needs 'tenant'");
        return WIKIJS_E_CONFIG;
    }
    *state = &made;
    made++;
    return 0;
}
static void unmake(void *state)
{
    assert_ptr_equal(state, &made);
    destroyed++;
}

static void state_is_made_and_destroyed(void **state)
{
    (void)state;
    static const wikijs_plugin kept = { WIKIJS_PLUGIN_HEAD("kept", "1", ""), .create = make, .destroy = unmake };
    made = destroyed = 0;
    wikijs_plugin_use uses[] = { { .plugin = &kept, .settings = "x" }, { .plugin = &kept, .settings = "y" } };
    stage(uses, 2);
    assert_int_equal(made, 2);
    wj_shared_unref(shared);
    assert_int_equal(destroyed, 2);

    uses[1].settings = NULL;
    stage(uses, 2);
    assert_int_equal(stage_status, WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "plugin 'kept': needs 'tenant'");
    assert_int_equal(made, 3);
    assert_int_equal(destroyed, 3);
    wj_shared_unref(shared);
}

static void wrong_plugins_are_told(void **state)
{
    (void)state;
    struct {
        wikijs_plugin plugin;
        void *newer;
    } grown = { { WIKIJS_PLUGIN_HEAD("grown", "1", "") }, NULL };
    grown.plugin.struct_size = sizeof grown;
    wikijs_plugin other = { WIKIJS_PLUGIN_HEAD("other", "1", "") };
    wikijs_plugin_use uses[] = { { .plugin = &grown.plugin }, { .plugin = &other } };
    stage(uses, 2);
    assert_int_equal(stage_status, 0);
    wj_shared_unref(shared);

    grown.newer = &grown;
    stage(uses, 2);
    assert_int_equal(stage_status, WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "plugin 'grown' was made for a newer version of the library");
    wj_shared_unref(shared);

    grown.newer = NULL;
    other.abi = 99;
    stage(uses, 2);
    assert_int_equal(stage_status, WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "version 99"));
    wj_shared_unref(shared);

    other = (wikijs_plugin){ WIKIJS_PLUGIN_HEAD("../other", "1", "") };
    stage(uses, 2);
    assert_int_equal(stage_status, WIKIJS_E_CONFIG);
    wj_shared_unref(shared);

    other = (wikijs_plugin){ .abi = WIKIJS_PLUGIN_ABI };
    stage(uses, 2);
    assert_int_equal(stage_status, WIKIJS_E_ARG);
    wj_shared_unref(shared);

    stage(NULL, 1);
    assert_int_equal(stage_status, WIKIJS_E_ARG);
    wj_shared_unref(shared);
}

static void settings_are_looked_up(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *value;
        int status;
    } cases[] = {
        { "tenant=acme; region=eu", "acme", 0 },
        { "region=eu;  tenant = acme inc ", "acme inc", 0 },
        { "tenant=a=b", "a=b", 0 },
        { "tenant=", "", 0 },
        { "tenants=x; tenant", "", WIKIJS_E_NOT_FOUND },
        { "", "", WIKIJS_E_NOT_FOUND },
        { NULL, "", WIKIJS_E_NOT_FOUND },
        { "tenant=123456789012", "", WIKIJS_E_TOO_LARGE },
        { ";;=;tenant=x", "x", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[12];
        assert_int_equal(wikijs_plugin_setting(cases[i].settings, "tenant", value, sizeof value), cases[i].status);
        assert_string_equal(value, cases[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_is_made_and_destroyed),
        cmocka_unit_test(wrong_plugins_are_told),
        cmocka_unit_test(settings_are_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
