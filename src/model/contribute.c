/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/contribute.h. */
#include "model/models.h"

#include <wikijs/contribute.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field contributor_fields[] = {
    [WIKIJS_CONTRIBUTOR_ID]      = FIELD(wikijs_contributor, id, "id", "ID", DEF, NULL, "its name"),
    [WIKIJS_CONTRIBUTOR_SOURCE]  = FIELD(wikijs_contributor, source, "source", "SOURCE", DEF | COL, NULL, "where the support comes through"),
    [WIKIJS_CONTRIBUTOR_NAME]    = FIELD(wikijs_contributor, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_CONTRIBUTOR_JOINED]  = FIELD_TIME(wikijs_contributor, joined, "joined", "JOINED", DEF | COL, NULL, "since when"),
    [WIKIJS_CONTRIBUTOR_WEBSITE] = FIELD(wikijs_contributor, website, "website", "WEBSITE", DEF | COL, NULL, "address"),
    [WIKIJS_CONTRIBUTOR_TWITTER] = FIELD(wikijs_contributor, twitter, "twitter", "TWITTER", DEF, NULL, "name on Twitter"),
    [WIKIJS_CONTRIBUTOR_AVATAR]  = FIELD(wikijs_contributor, avatar, "avatar", "AVATAR", DEF, NULL, "address of a picture"),
};
const struct wikijs_model wj_contributor_model = MODEL(wikijs_contributor, "ContributeContributor", contributor_fields);

/* clang-format on */

const struct wikijs_model *const wj_contribute_models[] = {
    &wj_contributor_model,
    NULL,
};
