/* SPDX-License-Identifier: MIT */
/* One operation on many users or groups: each has its own outcome, in the order of the list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/groups_many.h>
#include <wikijs/users_many.h>

#include "support/accounts.h"
#include "support/live.h"

enum { NOBODY = 999999, ADMINISTRATOR = 1 };

#define IDS(list, n) ((wikijs_ints){ (list), (n) })

static void users_are_made_read_changed_and_deleted(void **state)
{
    struct live *live = *state;
    const char *names[] = { "a", "b", "c" };
    wikijs_users_create_input inputs[4];
    for (size_t i = 0; i < 4; i++) {
        inputs[i] = (wikijs_users_create_input)WIKIJS_USERS_CREATE_INPUT_INIT;
        inputs[i].email = account_email(live, names[i % 3]); /* the fourth is the first again */
        inputs[i].name = "One of Many";
        inputs[i].password = "correct horse";
    }
    inputs[1].email = "no address";
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_create_many, (inputs, 4, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_count(results), 4);
    assert_int_equal(wikijs_results_failed(results), 2);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_ARG);
    assert_int_equal(wikijs_results_status(results, 3), WIKIJS_E_EXISTS);
    assert_null(wikijs_results_user(results, 0)); /* it is a wikijs_user_item */
    int64_t ids[] = { wikijs_results_user_item(results, 2)->id, NOBODY, wikijs_results_user_item(results, 0)->id };
    wikijs_results_free(results);
    remember_user(live, ids[0]);
    remember_user(live, ids[2]);

    wikijs_users_update_input change = WIKIJS_USERS_UPDATE_INPUT_INIT;
    change.location = "Everywhere";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update_many, (IDS(ids, 3), &change, 1, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_NOT_FOUND);
    wikijs_results_free(results);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_get_many, (IDS(ids, 3), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_NOT_FOUND);
    for (size_t i = 0; i < 3; i += 2) {
        assert_int_equal(wikijs_results_user(results, i)->id, ids[i]);
        assert_string_equal(wikijs_results_user(results, i)->location, "Everywhere");
    }
    wikijs_results_free(results);

    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_users_delete_many, (IDS(ids, 3), ADMINISTRATOR, NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_NOT_FOUND);
    wikijs_results_free(results);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_get_many, (IDS(ids, 3), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 3);
    wikijs_results_free(results);
}

static void groups_are_made_read_changed_and_deleted(void **state)
{
    struct live *live = *state;
    static const char *const wrong[] = { "read:paegs" };
    wikijs_groups_create_input inputs[3];
    for (size_t i = 0; i < 3; i++)
        inputs[i] = (wikijs_groups_create_input)WIKIJS_GROUPS_CREATE_INPUT_INIT;
    inputs[0].name = group_name(live, "first");
    inputs[1].name = group_name(live, "wrong");
    inputs[1].permissions = (wikijs_strings){ wrong, 1 };
    inputs[2].name = group_name(live, "third");
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_create_many, (inputs, 3, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_ARG);
    assert_non_null(strstr(wikijs_results_error(results, 1)->message, "read:pages"));
    int64_t ids[] = { wikijs_results_group(results, 0)->id, wikijs_results_group(results, 2)->id };
    wikijs_results_free(results);
    remember_group(live, ids[0]);
    remember_group(live, ids[1]);

    wikijs_groups_update_input change = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    change.redirect_on_login = "/start";
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_groups_update_many, (IDS(ids, 2), &change, 1, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_get_many, (IDS(ids, 2), NULL, NULL), (&results, &live->err)));
    assert_string_equal(wikijs_results_group(results, 0)->redirect_on_login, "/start");
    assert_string_equal(wikijs_results_group(results, 1)->redirect_on_login, "/start");
    wikijs_results_free(results);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_delete_many, (IDS(ids, 2), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_get_many, (IDS(ids, 2), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 2);
    wikijs_results_free(results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(users_are_made_read_changed_and_deleted),
        TWICE(groups_are_made_read_changed_and_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
