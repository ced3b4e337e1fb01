/* SPDX-License-Identifier: MIT */
/*
 * A storage target that the server cannot write to: it stores the page, then fails, and reports the write as failed. The
 * failure has to say that the write was done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/storage.h>

#include "support/live.h"

/* The sandbox's disk cannot be written to below this folder. */
static void use_disk(struct live *live, wikijs_tristate enabled)
{
    const wikijs_key_value_input settings[] = { { "path", "{\"v\":\"/forbidden/copy\"}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.is_enabled = enabled;
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    LIVE_EXPECT(live, 0, wikijs_storage_update(live->client, "disk", &input, &live->err));
}

static int set_up(void **state)
{
    int failed = live_set_up_sync(state);
    use_disk(*state, WIKIJS_YES);
    return failed;
}

static int set_up_async(void **state)
{
    int failed = live_set_up_async(state);
    use_disk(*state, WIKIJS_YES);
    return failed;
}

static int tear_down(void **state)
{
    use_disk(*state, WIKIJS_NO);
    return live_tear_down(state);
}

static void assert_done(const struct live *live, bool done)
{
    bool flagged = live->err.flags & WIKIJS_ERROR_DONE;
    assert_int_equal(flagged, done);
    assert_false(live->err.flags & (WIKIJS_ERROR_UNCERTAIN | WIKIJS_ERROR_RETRYABLE));
    bool told = strstr(live->err.message, "it was done, but then the server failed: EACCES");
    assert_int_equal(told, done);
}

static int create(struct live *live, const char *name, const char *locale, wikijs_page **page)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = name;
    input.path = live_path(live, name);
    input.locale = locale;
    input.content = (wikijs_str){ "text", 4 };
    return LIVE(live, wikijs_pages_create, (&input), (page, &live->err));
}

static wikijs_page *find(struct live *live, const char *name)
{
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_get_by_path(live->client, "en", live_path(live, name), NULL, &page, &live->err));
    return page;
}

static void writes_that_were_done_say_so(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, create(live, "one", "en", &page));
    assert_null(page);
    assert_done(live, true);
    page = find(live, "one");
    int64_t id = page->id;
    wikijs_page_free(page);

    wikijs_pages_update_input change = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    change.title = "Changed";
    page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_pages_update, (id, &change), (&page, &live->err)));
    assert_null(page);
    assert_done(live, true);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED,
                LIVE(live, wikijs_pages_move, (id, "en", live_path(live, "two"), NULL), (&live->err)));
    assert_done(live, true);
    page = find(live, "two");
    assert_string_equal(page->title, "Changed");
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    assert_done(live, true);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    assert_done(live, false);
}

/* What fails before the write looks alike until the wiki is asked. */
static void writes_that_were_not_done_do_not(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    int status = create(live, "three", "xx", &page); /* no such locale */
    assert_true(status < 0);
    assert_done(live, false);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                wikijs_pages_get_by_path(live->client, "en", live_path(live, "three"), NULL, &page, &live->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_that_were_done_say_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_that_were_done_say_so, set_up_async, tear_down),
        cmocka_unit_test_setup_teardown(writes_that_were_not_done_do_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
