/* SPDX-License-Identifier: MIT */
/* From what was read of a page to what happened to it: no server, no file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "webhook/filter.h"
#include "webhook/page_steps.h"

#define BIT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)
#define LISTED \
    (BIT(ID) | BIT(PATH) | BIT(LOCALE) | BIT(TITLE) | BIT(TAGS) | BIT(IS_PUBLISHED) | BIT(CREATED_AT) | BIT(UPDATED_AT))

/* --- a sink that writes down what it is told: "updated(contentHash) " --- */

static struct wj_arena arena;
static char told[1024], ids[8][64];
static size_t told_count;
static int64_t times[8];

static int note(struct wj_event_sink *sink, wikijs_event *event, wikijs_error *err)
{
    (void)sink;
    (void)err;
    size_t length = strlen(told);
    length += (size_t)snprintf(told + length, sizeof told - length, "%s(", strchr(event->type, '.') + 1);
    for (size_t i = 0; i < event->changes.count; i++)
        length += (size_t)snprintf(told + length, sizeof told - length, "%s%s", i ? "," : "", event->changes.items[i]);
    snprintf(told + length, sizeof told - length, "%s) ", event->uncertain ? "?" : "");
    snprintf(ids[told_count % 8], sizeof ids[0], "%s", event->id);
    times[told_count++ % 8] = event->time;
    return 0;
}

static struct wj_event_sink sink = { .profile = "p", .wiki = "http://w", .put = note };

static int set_up(void **state)
{
    (void)state;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    told[0] = '\0';
    told_count = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_arena_clear(&arena);
    return 0;
}

static wikijs_event_subject subject(const char *path, int64_t updated_at, const char *hash)
{
    static const char *const tags[] = { "a", "b" };
    return (wikijs_event_subject){
        .present = LISTED | (hash ? BIT(CONTENT_HASH) : 0),
        .id = 7,
        .path = path,
        .locale = "en",
        .title = "T",
        .tags = { tags, 2 },
        .is_published = true,
        .created_at = 10,
        .updated_at = updated_at,
        .content_hash = hash,
    };
}

/* A page that was seen at time 100 with entry 5 the newest, and that the list shows at 300. */
static struct wj_page_look seen_page(wikijs_event_subject *before, const char *hash)
{
    *before = subject("x", 100, hash);
    return (struct wj_page_look){ .known = true,
                                  .news = WJ_NEWS_BEHIND,
                                  .seen = { .id = 7, .hash = hash, .version = 5 },
                                  .before = before,
                                  .listed = subject("x", 300, NULL),
                                  .has_history = true,
                                  .has_content = true,
                                  .base = 5,
                                  .content_at = 300,
                                  .content_hash = "new" };
}

static void expect(struct wj_page_look *page, const char *expected)
{
    wikijs_error err;
    size_t count = 0;
    wj_page_plan(page);
    wj_page_settle(page);
    assert_false(page->put_off);
    assert_int_equal(wj_page_tell(page, &arena, &sink, &count, &err), 0);
    assert_string_equal(told, expected);
    assert_int_equal(count, told_count);
}

/* --- cases --- */

static void a_save_is_told_with_its_entry(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 } };
    page.entries = entries;
    page.count = 1;
    expect(&page, "updated(contentHash) ");
    assert_int_equal(times[0], 300);
    assert_int_equal(page.newest, 6);
    assert_string_equal(page.hash, "new");
    assert_false(entries[0].wanted); /* it is the state that was seen */
}

static void several_saves_are_told_apart(void **state)
{
    (void)state;
    wikijs_event_subject before, second = subject("x", 200, "mid"), third = subject("y", 250, "mid");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 },
                                       { .version = 8, .date = 200, .state = &second },
                                       { .version = 9, .date = 250, .state = &third } };
    second.present &= ~BIT(TAGS);
    third.present &= ~BIT(TAGS);
    page.listed.path = "y";
    page.entries = entries;
    page.count = 3;
    expect(&page, "updated(contentHash) moved(path) updated(contentHash) ");
    assert_true(!entries[0].wanted && entries[1].wanted && entries[2].wanted);
    assert_int_equal(times[0], 200);
    assert_int_equal(times[1], 250);
    assert_int_equal(times[2], 300);
    assert_string_not_equal(ids[0], ids[2]);
    assert_int_equal(page.newest, 9);
}

static void a_time_that_moved_without_an_entry_is_a_render(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "new");
    expect(&page, "");
    assert_int_equal(page.newest, 5);
}

static void content_that_changed_without_an_entry_is_told(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "old");
    expect(&page, "updated(contentHash) ");
}

static void a_save_of_the_same_is_none(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "new");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 } };
    page.entries = entries;
    page.count = 1;
    expect(&page, "");
    assert_int_equal(page.newest, 6);
}

static void tags_and_publishing_are_told_beside_the_content(void **state)
{
    (void)state;
    static const char *const tags[] = { "b" };
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 } };
    page.listed.tags = (wikijs_strings){ tags, 1 };
    page.listed.is_published = false;
    page.listed.title = "U";
    page.entries = entries;
    page.count = 1;
    expect(&page, "updated(title,contentHash) tagged(tags) unpublished(isPublished) ");
}

static void the_title_that_a_move_gives_belongs_to_the_move(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, "new");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 } };
    page.listed.path = page.listed.title = "z";
    page.entries = entries;
    page.count = 1;
    expect(&page, "moved(path,title) ");
}

static void a_save_while_it_is_read_waits_for_the_next_look(void **state)
{
    (void)state;
    wikijs_event_subject before, listed = subject("x", 300, "mid");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 }, { .version = 7, .date = 300, .state = &listed } };
    page.entries = entries;
    page.count = 2;
    page.content_at = 400; /* the content is not that of the list any more; entry 7 is */
    expect(&page, "updated(contentHash) ");
    assert_string_equal(page.hash, "mid");
    assert_int_equal(page.newest, 6);
    assert_false(page.put_off);

    page.count = 1; /* the history was read before that save */
    wj_page_plan(&page);
    assert_true(page.put_off);
}

static void two_saves_in_one_millisecond_are_two(void **state)
{
    (void)state;
    wikijs_event_subject before, second = subject("x", 300, "mid");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 }, { .version = 7, .date = 300, .state = &second } };
    page.entries = entries;
    page.count = 2;
    expect(&page, "updated(contentHash) updated(contentHash) ");
    assert_string_not_equal(ids[0], ids[1]);
    assert_int_equal(page.newest, 7);
}

/* In the history already, and not yet in the content that was read. */
static void a_save_in_the_listed_millisecond_is_told_later(void **state)
{
    wikijs_event_subject before, listed = subject("x", 300, "new");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 }, { .version = 7, .date = 300, .state = &listed } };
    listed.present &= ~BIT(TAGS);
    page.entries = entries;
    page.count = 2;
    expect(&page, "updated(contentHash) ");
    assert_int_equal(page.newest, 6);
    assert_string_equal(page.hash, "new");

    tear_down(state);
    set_up(state);
    page = seen_page(&before, "new");
    before.updated_at = 300;
    page.seen.version = page.base = 6;
    page.content_hash = "newer";
    page.entries = &entries[1];
    page.count = 1;
    entries[1].state = NULL; /* it was seen */
    expect(&page, "updated(contentHash) ");
    assert_int_equal(page.newest, 7);
}

/* And then a third one, before the content was read: which of the two the list showed is to be seen in their paths. */
static void a_move_in_the_millisecond_before_the_listed_one(void **state)
{
    (void)state;
    wikijs_event_subject before, second = subject("y", 300, "old"), listed = subject("z", 300, "old");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 },
                                       { .version = 7, .date = 300, .state = &second },
                                       { .version = 8, .date = 300, .state = &listed } };
    page.listed.path = "z";
    page.entries = entries;
    page.count = 3;
    page.content_at = 400;
    expect(&page, "moved(path) moved(path) ");
    assert_true(entries[1].wanted && entries[2].wanted);
    assert_int_equal(page.newest, 7);
    assert_string_equal(page.hash, "old");

    page.count = 2; /* the history was read before the listed state had an entry */
    wj_page_plan(&page);
    wj_page_settle(&page);
    assert_true(page.put_off);
}

static void saves_in_the_listed_millisecond_before_another_one(void **state)
{
    (void)state;
    wikijs_event_subject before, second = subject("x", 300, "mid"), third = subject("x", 300, "late");
    struct wj_page_look page = seen_page(&before, "old");
    struct wj_page_entry entries[] = { { .version = 6, .date = 100 },
                                       { .version = 7, .date = 300, .state = &second },
                                       { .version = 8, .date = 300, .state = &third } };
    page.entries = entries;
    page.count = 3;
    page.content_at = 400;
    expect(&page, "updated(contentHash) updated(contentHash) ");
    assert_int_equal(page.newest, 7);
    assert_string_equal(page.hash, "late");
}

static void a_new_page_is_told_from_its_first_state_on(void **state)
{
    (void)state;
    wikijs_event_subject first = subject("x", 10, "one"), second = subject("x", 200, "two");
    struct wj_page_look page = { .news = WJ_NEWS_ALL,
                                 .listed = subject("x", 300, NULL),
                                 .has_history = true,
                                 .has_content = true,
                                 .content_at = 300,
                                 .content_hash = "three" };
    struct wj_page_entry entries[] = { { .version = 1, .date = 10, .state = &first },
                                       { .version = 2, .date = 200, .state = &second } };
    page.entries = entries;
    page.count = 2;
    expect(&page, "created() updated(contentHash) updated(contentHash) ");
    assert_true(entries[0].wanted && entries[1].wanted);
}

static void without_rights_a_change_is_uncertain(void **state)
{
    (void)state;
    wikijs_event_subject before;
    struct wj_page_look page = seen_page(&before, NULL);
    page.has_history = page.has_content = false;
    page.content_hash = NULL;
    expect(&page, "updated(?) ");
    assert_int_equal(page.newest, 5);
}

static void the_id_is_that_of_the_change(void **state)
{
    (void)state;
    char first[64];
    a_save_is_told_with_its_entry(NULL);
    snprintf(first, sizeof first, "%s", ids[0]);
    set_up(NULL);
    a_save_is_told_with_its_entry(NULL);
    assert_string_equal(first, ids[0]);
    set_up(NULL);
    sink.wiki = "http://other";
    a_save_is_told_with_its_entry(NULL);
    sink.wiki = "http://w";
    assert_string_not_equal(first, ids[0]);
}

static void things_that_are_no_pages(void **state)
{
    (void)state;
    wikijs_error err;
    size_t count = 0;
    wikijs_event_subject old = { .present = BIT(ID) | BIT(NAME) | BIT(EMAIL), .id = 3, .name = "A", .email = "a@x" };
    wikijs_event_subject now = old;
    now.name = "B";
    struct wj_change change = { .kind = WJ_KIND_USER, .before = &old, .after = &now };
    assert_int_equal(wj_change_tell(&change, &sink, &count, &err), 0);
    change = (struct wj_change){ .kind = WJ_KIND_GROUP, .before = &old };
    assert_int_equal(wj_change_tell(&change, &sink, &count, &err), 0);
    wikijs_event_subject file = { .present = BIT(ID) | BIT(FILENAME) | BIT(FILE_SIZE) | BIT(UPDATED_AT),
                                  .filename = "a.png",
                                  .file_size = 5,
                                  .updated_at = 1 };
    wikijs_event_subject renamed = file, changed = file;
    renamed.filename = "b.png";
    renamed.updated_at = changed.updated_at = 2;
    change = (struct wj_change){ .kind = WJ_KIND_ASSET, .before = &file, .after = &renamed };
    assert_int_equal(wj_change_tell(&change, &sink, &count, &err), 0);
    change.after = &changed;
    assert_int_equal(wj_change_tell(&change, &sink, &count, &err), 0);
    assert_string_equal(told, "changed(name) deleted() renamed(filename) changed() ");
}

static void filters_look_at_both_ends_of_a_change(void **state)
{
    (void)state;
    wikijs_event_subject now = subject("docs/new", 1, NULL);
    wikijs_event_subject was = { .present = BIT(PATH), .path = "old/place" };
    wikijs_event event = { .type = "page.moved", .page = &now, .previous = &was };
    const char *const moves[] = { "page.moved" }, *const assets[] = { "asset.*" }, *const all[] = { "*" };
    const struct {
        struct wj_event_filter filter;
        bool passes;
    } cases[] = {
        { .passes = true },
        { { .types = { moves, 1 } }, true },
        { { .types = { assets, 1 } }, false },
        { { .types = { all, 1 } }, true },
        { { .path = "docs" }, true },
        { { .path = "/old/" }, true },
        { { .path = "doc" }, false },
        { { .path = "/" }, true },
        { { .path = "en:docs" }, true },
        { { .path = "de:docs" }, false },
        { { .path = "en:docs", .locale = "en" }, true },
        { { .tag = "b" }, true },
        { { .tag = "c" }, false },
        { { .locale = "de" }, false },
    };
    wikijs_error err;
    struct wj_event_filter copy = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(wj_event_filter_copy(&copy, &cases[i].filter, &arena, &err), 0);
        assert_int_equal(wj_event_filter_passes(&copy, &event), cases[i].passes);
    }
    const struct wj_event_filter contradicting = { .path = "de:docs", .locale = "en" };
    assert_int_equal(wj_event_filter_copy(&copy, &contradicting, &arena, &err), WIKIJS_E_ARG);
    assert_true(wj_event_pattern_is_good("page.un*"));
    assert_false(wj_event_pattern_is_good("page.painted"));
    bool by_name;
    assert_false(wj_event_filter_wants(&cases[0].filter, WJ_KIND_COMMENT, &by_name));
    assert_true(wj_event_filter_wants(&cases[2].filter, WJ_KIND_ASSET, &by_name));
    assert_true(by_name);
}

#define CASE(function)                               \
    {                                                \
#function, function, set_up, tear_down, NULL \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_save_is_told_with_its_entry),
        CASE(several_saves_are_told_apart),
        CASE(a_time_that_moved_without_an_entry_is_a_render),
        CASE(content_that_changed_without_an_entry_is_told),
        CASE(a_save_of_the_same_is_none),
        CASE(tags_and_publishing_are_told_beside_the_content),
        CASE(the_title_that_a_move_gives_belongs_to_the_move),
        CASE(a_save_while_it_is_read_waits_for_the_next_look),
        CASE(two_saves_in_one_millisecond_are_two),
        CASE(a_save_in_the_listed_millisecond_is_told_later),
        CASE(a_move_in_the_millisecond_before_the_listed_one),
        CASE(saves_in_the_listed_millisecond_before_another_one),
        CASE(a_new_page_is_told_from_its_first_state_on),
        CASE(without_rights_a_change_is_uncertain),
        CASE(the_id_is_that_of_the_change),
        CASE(things_that_are_no_pages),
        CASE(filters_look_at_both_ends_of_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
