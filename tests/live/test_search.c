/* SPDX-License-Identifier: MIT */
/* Search engines and renderers: one setting is changed, all others are kept. Each case puts back what it found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/rendering.h>
#include <wikijs/search.h>

#include "support/live.h"

static int set_engine(struct live *live, const char *key, wikijs_tristate on, const char *setting, const char *value)
{
    wikijs_key_value_input settings[] = { { setting, value } };
    wikijs_module_input change[] = { { key, on, { settings, setting ? 1 : 0 } } };
    return LIVE(live, wikijs_search_update_engines, ((wikijs_module_inputs){ change, 1 }, NULL), (&live->err));
}

static int set_renderer(struct live *live, const char *key, wikijs_tristate on, const char *setting, const char *value)
{
    wikijs_key_value_input settings[] = { { setting, value } };
    wikijs_module_input change[] = { { key, on, { settings, setting ? 1 : 0 } } };
    return LIVE(live, wikijs_rendering_update_renderers, ((wikijs_module_inputs){ change, 1 }, NULL), (&live->err));
}

static bool has_value(const wikijs_key_values *config, const char *key, const char *value)
{
    for (size_t i = 0; i < config->count; i++)
        if (strcmp(config->items[i]->key, key) == 0)
            return strstr(config->items[i]->value, value) != NULL;
    return false;
}

/* Whether an engine is in use and has a setting; the number of those in use is always one. */
static bool engine_is(struct live *live, const char *key, bool on, const char *setting, const char *value)
{
    wikijs_search_engine_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_search_list_engines, (NULL), (&list, &live->err)));
    bool found = false;
    size_t enabled = 0;
    for (size_t i = 0; i < wikijs_search_engine_list_count(list); i++) {
        const wikijs_search_engine *engine = wikijs_search_engine_list_at(list, i);
        enabled += engine->is_enabled;
        if (strcmp(engine->key, key) == 0)
            found = engine->is_enabled == on && has_value(&engine->config, setting, value);
    }
    wikijs_search_engine_list_free(list);
    assert_int_equal(enabled, 1);
    return found;
}

static void a_setting_of_an_engine(void **state)
{
    struct live *live = *state;
    LIVE_EXPECT(live, 0, set_engine(live, "elasticsearch", WIKIJS_UNSET, "indexName", "{\"v\":\"t-wiki\"}"));
    bool changed = engine_is(live, "elasticsearch", false, "indexName", "\"value\":\"t-wiki\"");
    bool kept = engine_is(live, "elasticsearch", false, "analyzer", "\"value\":\"simple\"") &&
                engine_is(live, "elasticsearch", false, "verifyTLSCertificate", "\"value\":true");
    LIVE_EXPECT(live, 0, set_engine(live, "elasticsearch", WIKIJS_UNSET, "indexName", "{\"v\":\"wiki\"}"));
    assert_true(changed && kept);
    assert_true(engine_is(live, "elasticsearch", false, "indexName", "\"value\":\"wiki\""));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_search_rebuild_index, (NULL), (&live->err)));
}

static void what_is_refused_here(void **state)
{
    struct live *live = *state;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, set_engine(live, "elastic", WIKIJS_YES, NULL, NULL));
    assert_non_null(strstr(live->err.message, "elasticsearch"));
    LIVE_EXPECT(live, WIKIJS_E_INVALID, set_engine(live, "solr", WIKIJS_YES, NULL, NULL));
    assert_non_null(strstr(live->err.message, "not available"));
    LIVE_EXPECT(live, WIKIJS_E_INVALID, set_engine(live, "db", WIKIJS_NO, NULL, NULL));
    assert_non_null(strstr(live->err.message, "has to be in use"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_engine(live, "postgres", WIKIJS_UNSET, "language", "{\"v\":\"german\"}"));
    assert_non_null(strstr(live->err.message, "dictLanguage"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_engine(live, "postgres", WIKIJS_UNSET, "dictLanguage", "{\"v\":\"klingon\"}"));
    assert_non_null(strstr(live->err.message, "one of"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_engine(live, "postgres", WIKIJS_UNSET, "dictLanguage", "{\"v\":1}"));
    assert_non_null(strstr(live->err.message, "has to be a string"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_engine(live, "postgres", WIKIJS_UNSET, "dictLanguage", "german"));
    assert_non_null(strstr(live->err.message, "JSON"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_engine(live, "db", WIKIJS_UNSET, "any", "{\"v\":1}"));
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_search_update_engines, ((wikijs_module_inputs){ 0 }, NULL), (&live->err)));
    const wikijs_module_input two[] = { { .key = "db", .is_enabled = WIKIJS_YES },
                                        { .key = "postgres", .is_enabled = WIKIJS_YES } };
    LIVE_EXPECT(live, WIKIJS_E_INVALID,
                LIVE(live, wikijs_search_update_engines, ((wikijs_module_inputs){ two, 2 }, NULL), (&live->err)));
}

static bool renderer_is(struct live *live, const char *key, bool on, const char *setting, const char *value)
{
    wikijs_renderer_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_rendering_list_renderers, (NULL), (&list, &live->err)));
    bool found = false;
    for (size_t i = 0; i < wikijs_renderer_list_count(list); i++) {
        const wikijs_renderer *renderer = wikijs_renderer_list_at(list, i);
        if (strcmp(renderer->key, key) == 0)
            found = renderer->is_enabled == on && (!setting || has_value(&renderer->config, setting, value));
    }
    wikijs_renderer_list_free(list);
    return found;
}

static void a_renderer(void **state)
{
    struct live *live = *state;
    assert_true(renderer_is(live, "markdownSupsub", true, "subEnabled", "\"value\":true"));
    LIVE_EXPECT(live, 0, set_renderer(live, "markdownSupsub", WIKIJS_UNSET, "supEnabled", "{\"v\":false}"));
    bool changed = renderer_is(live, "markdownSupsub", true, "supEnabled", "\"value\":false");
    bool kept = renderer_is(live, "markdownSupsub", true, "subEnabled", "\"value\":true");
    LIVE_EXPECT(live, 0, set_renderer(live, "markdownSupsub", WIKIJS_NO, "supEnabled", "{\"v\":true}"));
    bool off = renderer_is(live, "markdownSupsub", false, "supEnabled", "\"value\":true");
    LIVE_EXPECT(live, 0, set_renderer(live, "markdownSupsub", WIKIJS_YES, NULL, NULL));
    assert_true(changed && kept && off);
    assert_true(renderer_is(live, "markdownSupsub", true, "supEnabled", "\"value\":true"));
    assert_true(renderer_is(live, "markdownCore", true, "quotes", "\"value\":\"English\""));
    LIVE_EXPECT(live, WIKIJS_E_ARG, set_renderer(live, "markdownSupsub", WIKIJS_NO, "subEnabled", "{\"v\":\"no\"}"));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, set_renderer(live, "markdown", WIKIJS_NO, NULL, NULL));
    assert_true(renderer_is(live, "markdownSupsub", true, NULL, NULL));
}

/* An engine is chosen, and the one that was in use is given up. */
static void another_engine(void **state)
{
    struct live *live = *state;
    LIVE_EXPECT(live, 0, set_engine(live, "postgres", WIKIJS_YES, "dictLanguage", "{\"v\":\"german\"}"));
    bool chosen = engine_is(live, "postgres", true, "dictLanguage", "\"value\":\"german\"");
    LIVE_EXPECT(live, 0, set_engine(live, "postgres", WIKIJS_UNSET, "dictLanguage", "{\"v\":\"english\"}"));
    bool still = engine_is(live, "postgres", true, "dictLanguage", "\"value\":\"english\"");
    LIVE_EXPECT(live, 0, set_engine(live, "db", WIKIJS_YES, NULL, NULL));
    assert_true(chosen && still);
    assert_true(engine_is(live, "postgres", false, "dictLanguage", "\"value\":\"english\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_setting_of_an_engine),
        TWICE(what_is_refused_here),
        TWICE(a_renderer),
        TWICE(another_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
