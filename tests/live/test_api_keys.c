/* SPDX-License-Identifier: MIT */
/* API keys: made, seen, used and revoked; what the server would do wrong is refused before it is sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <wikijs/api_keys.h>
#include <wikijs/authentication.h>

#include "support/live.h"

static wikijs_api_keys_create_input key_input(struct live *live, const char *expiration)
{
    wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
    input.name = live->prefix;
    input.expiration = expiration;
    input.full_access = true;
    return input;
}

/* A copy of the key with that id; false when the list does not hold it. */
static bool find_key(struct live *live, int64_t id, wikijs_api_key *found)
{
    wikijs_api_key_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_list, (NULL), (&list, &live->err)));
    bool there = false;
    for (size_t i = 0; i < wikijs_api_key_list_count(list); i++) {
        const wikijs_api_key *key = wikijs_api_key_list_at(list, i);
        if (key->id == id) {
            *found = *key;
            there = true;
            assert_string_equal(key->name, live->prefix);
            assert_int_equal(strncmp(key->key_short, "...", 3), 0);
        }
    }
    assert_null(wikijs_api_key_list_at(list, wikijs_api_key_list_count(list)));
    wikijs_api_key_list_free(list);
    return there;
}

static void made_used_and_revoked(void **state)
{
    struct live *live = *state;
    wikijs_api_keys_create_input input = key_input(live, "2 hours");
    wikijs_new_api_key *made = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    assert_non_null(made->key);
    assert_int_equal(made->group, 1);
    assert_true(made->id > 0 && made->expiration > (int64_t)time(NULL) * 1000);
    wikijs_api_key found = { 0 };
    assert_true(find_key(live, made->id, &found));
    assert_false(found.is_revoked);
    assert_true(found.expiration - made->expiration < 2000 && made->expiration - found.expiration < 2000);

    wikijs_client *other = live_client(made->key);
    bool enabled = false;
    LIVE_EXPECT(live, 0, LIVE_ON(live, other, wikijs_api_keys_get_state, (NULL), (&enabled, &live->err)));
    assert_true(enabled);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_revoke, (made->id, false, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_UNAUTHENTICATED,
                LIVE_ON(live, other, wikijs_api_keys_get_state, (NULL), (&enabled, &live->err)));
    wikijs_client_free(other);
    assert_true(find_key(live, made->id, &found));
    assert_true(found.is_revoked);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_revoke, (made->id, false, NULL), (&live->err)));
    wikijs_new_api_key_free(made);
    wikijs_new_api_key_free(NULL);
}

static void a_client_does_not_revoke_its_own_key_unless_it_insists(void **state)
{
    struct live *live = *state;
    wikijs_api_keys_create_input input = key_input(live, "2 hours");
    wikijs_new_api_key *made = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    wikijs_client *other = live_client(made->key);
    LIVE_EXPECT(live, WIKIJS_E_STATE,
                LIVE_ON(live, other, wikijs_api_keys_revoke, (made->id, false, NULL), (&live->err)));
    bool enabled;
    LIVE_EXPECT(live, 0, LIVE_ON(live, other, wikijs_api_keys_get_state, (NULL), (&enabled, &live->err)));
    LIVE_EXPECT(live, 0, LIVE_ON(live, other, wikijs_api_keys_revoke, (made->id, true, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_UNAUTHENTICATED,
                LIVE_ON(live, other, wikijs_api_keys_get_state, (NULL), (&enabled, &live->err)));
    wikijs_client_free(other);
    wikijs_new_api_key_free(made);
}

static void a_key_of_a_group(void **state)
{
    struct live *live = *state;
    wikijs_api_keys_create_input input = key_input(live, "1h");
    wikijs_new_api_key *made = NULL;
    input.full_access = false;
    input.group_id = 2;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    assert_int_equal(made->group, 2);
    wikijs_client *other = live_client(made->key);
    wikijs_api_key_list *list = NULL;
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE_ON(live, other, wikijs_api_keys_list, (NULL), (&list, &live->err)));
    assert_null(list);
    wikijs_client_free(other);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_revoke, (made->id, false, NULL), (&live->err)));
    wikijs_new_api_key_free(made);

    made = NULL;
    input.group_id = 99999999;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    assert_null(made);
    assert_string_equal(live->err.message, "there is no group 99999999");
}

static void bad_input_sends_nothing(void **state)
{
    struct live *live = *state;
    static const char *const spans[] = { "",    "30",   "d",     "-1d",   "0d",  "1 month", "soon",
                                         "1.h", "0.5s", "500ms", "1d 2h", "1d ", "1e3d",    " 1d" };
    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_new_api_key *made = NULL;
    wikijs_client_get_stats(live->client, &before);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        wikijs_api_keys_create_input input = key_input(live, spans[i]);
        LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    }
    wikijs_api_keys_create_input input = key_input(live, "1d");
    input.group_id = 3; /* and full access */
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    input.group_id = 0;
    input.full_access = false;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    input = key_input(live, "1d");
    input.name = live_letters(256);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    input.name = " ";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
    /* The key that the client uses would be the first to stop working. */
    LIVE_EXPECT(live, WIKIJS_E_STATE, LIVE(live, wikijs_api_keys_set_state, (false, false, NULL), (&live->err)));
    wikijs_client_get_stats(live->client, &after);
    assert_int_equal(after.requests, before.requests);
    assert_null(made);
}

static void every_span_the_server_reads(void **state)
{
    struct live *live = *state;
    static const char *const spans[] = { "90s", "2 Minutes", "0.5h", "1w", "1.5 yrs" };
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        wikijs_api_keys_create_input input = key_input(live, spans[i]);
        wikijs_new_api_key *made = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_create, (&input), (&made, &live->err)));
        assert_true(made->expiration > (int64_t)time(NULL) * 1000 + 60000);
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_revoke, (made->id, false, NULL), (&live->err)));
        wikijs_new_api_key_free(made);
    }
}

static void unknown_keys_and_missing_rights(void **state)
{
    struct live *live = *state;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_api_keys_revoke, (99999999, false, NULL), (&live->err)));
    wikijs_client *reader = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    bool enabled;
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE_ON(live, reader, wikijs_api_keys_get_state, (NULL), (&enabled, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE_ON(live, reader, wikijs_api_keys_revoke, (1, false, NULL), (&live->err)));
    wikijs_client_free(reader);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_api_keys_set_state, (true, false, NULL), (&live->err)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_client_does_not_revoke_its_own_key_unless_it_insists),
        TWICE(made_used_and_revoked),
        TWICE(a_key_of_a_group),
        TWICE(bad_input_sends_nothing),
        TWICE(every_span_the_server_reads),
        TWICE(unknown_keys_and_missing_rights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
