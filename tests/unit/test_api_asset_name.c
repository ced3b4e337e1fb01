/* SPDX-License-Identifier: MIT */
/* Names as the server makes them; the expected ones are what Wiki.js 2.5.314 stored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/asset_name.h"

static void names_of_uploads(void **state)
{
    (void)state;
    static const struct {
        const char *given, *stored;
    } rows[] = {
        { "Logo.PNG", "logo.png" },
        { "My  file, one;two#3.png", "my_file_one_two_3.png" },
        { "a/b.txt", "b.txt" },
        { "c:\\dir\\b.txt", "b.txt" },
        { "../evil.txt", "evil.txt" },
        { "q?x*y:z|<>.txt", "qxyz.txt" },
        { "a\"b.png", "ab.png" },
        { "\xc3\x9c\xce\xa3 \xe6\x97\xa5\xe6\x9c\xac.png", "\xc3\xbc\xcf\x82_\xe6\x97\xa5\xe6\x9c\xac.png" },
        { "\xce\x91\xce\xa3.png", "\xce\xb1\xcf\x83.png" },
        { "\xc4\xb0.png", "i\xcc\x87.png" },
        { "a+b&c%d'(e).png", "a+b&c%d'(e).png" },
        { "dot..", "dot" },
        { "a\tb\nc.png", "a_b_c.png" },
        { "a\x01\x1f.png", "a.png" },
        { ".hidden", ".hidden" },
        { "console.log", "console.log" },
        { "com10.txt", "com10.txt" },
        { "com.txt", "com.txt" },
        { " x.png", "_x.png" },
        { "a\xc2\xa0"
          "b.png",
          "a_b.png" },
    };
    char name[WJ_ASSET_NAME_SIZE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(wikijs_asset_name_normalize(rows[i].given, name, sizeof name), 0);
        assert_string_equal(name, rows[i].stored);
        assert_int_equal(wj_asset_name(rows[i].given, name, NULL), 0);
        assert_string_equal(name, rows[i].stored);
    }
}

static void names_of_which_nothing_is_left(void **state)
{
    (void)state;
    static const char *const names[] = { "",        ".",   "..",       "...",  "a/", "CON",
                                         "con.txt", "nul", "LPT1.png", "com1", "?",  "\xff\xfe.png" };
    char name[WJ_ASSET_NAME_SIZE];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(wikijs_asset_name_normalize(names[i], name, sizeof name), WIKIJS_E_ARG);
    }
    assert_int_equal(wikijs_asset_name_normalize(NULL, name, sizeof name), WIKIJS_E_ARG);
    assert_int_equal(wikijs_asset_name_normalize("abc", name, 3), WIKIJS_E_TOO_LARGE);
    assert_int_equal(wikijs_asset_name_normalize("abc", name, 4), 0);
}

/* 255 bytes, and never half a character. A dot that the cut leaves at the end would go at the server's next look. */
static void long_names_are_cut(void **state)
{
    (void)state;
    char given[600], name[WJ_ASSET_NAME_SIZE];
    memset(given, 'a', 300);
    memcpy(given + 300, ".png", 5);
    assert_int_equal(wikijs_asset_name_normalize(given, name, sizeof name), 0);
    assert_int_equal(strlen(name), 255);
    memset(given, 'a', 254);
    memcpy(given + 254, "\xc3\xbc.png", 7);
    assert_int_equal(wikijs_asset_name_normalize(given, name, sizeof name), 0);
    assert_int_equal(strlen(name), 254);
    memcpy(given + 254, ".png", 5);
    assert_int_equal(wikijs_asset_name_normalize(given, name, sizeof name), 0);
    assert_int_equal(strlen(name), 255);
    assert_int_equal(wj_asset_name(given, name, NULL), 0);
    assert_int_equal(strlen(name), 254);
    char huge[4000];
    memset(huge, 'a', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    assert_int_equal(wikijs_asset_name_normalize(huge, name, sizeof name), WIKIJS_E_ARG);
}

static void paths_of_folders(void **state)
{
    (void)state;
    char path[WJ_ASSET_PATH_SIZE], name[WJ_ASSET_NAME_SIZE];
    assert_int_equal(wj_asset_folder_path("//My Folder//X.y/", path, NULL), 0);
    assert_string_equal(path, "my folder/x.y");
    assert_int_equal(wj_asset_folder_path("/", path, NULL), 0);
    assert_string_equal(path, "");
    assert_int_equal(wj_asset_folder_path("a/../b", path, NULL), WIKIJS_E_ARG);
    assert_int_equal(wj_asset_split("/A/b c/D.PNG", path, name, NULL), 0);
    assert_string_equal(path, "a/b c");
    assert_string_equal(name, "d.png");
    assert_int_equal(wj_asset_split("d.png", path, name, NULL), 0);
    assert_string_equal(path, "");
    assert_int_equal(wj_asset_split("a/", path, name, NULL), WIKIJS_E_ARG);
}

static void what_can_be_downloaded(void **state)
{
    (void)state;
    static const char *const good[] = { "a.png", "v1.2/readme", "a/b.markdown", "a.TXT" };
    static const char *const bad[] = { "readme", "a/b", "a.txt", "a/b.md", "x.html", "a..png", "a../b.png" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(wikijs_asset_path_is_downloadable(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(wikijs_asset_path_is_downloadable(bad[i]));
    }
    assert_false(wikijs_asset_path_is_downloadable(NULL));
}

static void media_types(void **state)
{
    (void)state;
    assert_string_equal(wj_asset_mime("a.PNG"), "image/png");
    assert_string_equal(wj_asset_mime("a.tar.gz"), "application/gzip");
    assert_string_equal(wj_asset_mime("a"), "application/octet-stream");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_uploads),       cmocka_unit_test(names_of_which_nothing_is_left),
        cmocka_unit_test(long_names_are_cut),     cmocka_unit_test(paths_of_folders),
        cmocka_unit_test(what_can_be_downloaded), cmocka_unit_test(media_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
