/* SPDX-License-Identifier: MIT */
/* The field table of wikijs/matcher.h. No type of the server stands behind it: it is found in a page. */
#include "model/models.h"

#include <wikijs/matcher.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field match_fields[] = {
    [WIKIJS_PAGE_MATCH_ID]     = FIELD(wikijs_page_match, id, "id", "ID", COL, NULL, "id of the page"),
    [WIKIJS_PAGE_MATCH_PATH]   = FIELD(wikijs_page_match, path, "path", "PATH", COL, NULL, "its path without locale"),
    [WIKIJS_PAGE_MATCH_LOCALE] = FIELD(wikijs_page_match, locale, "locale", "LOCALE", COL, NULL, "its locale"),
    [WIKIJS_PAGE_MATCH_TITLE]  = FIELD(wikijs_page_match, title, "title", "TITLE", DEF, NULL, "its title"),
    [WIKIJS_PAGE_MATCH_FIELD]  = FIELD(wikijs_page_match, field, "field", "FIELD", COL, NULL, "content, title or description"),
    [WIKIJS_PAGE_MATCH_LINE]   = FIELD(wikijs_page_match, line, "line", "LINE", COL, NULL, "number of the line, from 1"),
    [WIKIJS_PAGE_MATCH_COLUMN] = FIELD(wikijs_page_match, column, "column", "COLUMN", DEF, NULL, "place of the first match on it, in characters from 1"),
    [WIKIJS_PAGE_MATCH_TEXT]   = FIELD(wikijs_page_match, text, "text", "TEXT", COL, NULL, "the line"),
    [WIKIJS_PAGE_MATCH_COUNT]  = FIELD(wikijs_page_match, count, "count", "COUNT", DEF, NULL, "how many lines of the page match"),
};
const struct wikijs_model wj_page_match_model = MODEL(wikijs_page_match, "PageMatch", match_fields);

/* clang-format on */

const struct wikijs_model *const wj_match_models[] = { &wj_page_match_model, NULL };
