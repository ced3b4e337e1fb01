/* SPDX-License-Identifier: MIT */
/* The field table of wikijs/authentication.h. */
#include "model/models.h"

#include <wikijs/authentication.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, BIG = WIKIJS_FIELD_BIG, SECRET = WIKIJS_FIELD_SECRET };

/* clang-format off */

static const struct wj_field login_fields[] = {
    [WIKIJS_LOGIN_JWT]                = FIELD(wikijs_login, jwt, "jwt", "TOKEN", DEF | SECRET, NULL, "the token"),
    [WIKIJS_LOGIN_MUST_CHANGE_PWD]    = FIELD(wikijs_login, must_change_pwd, "mustChangePwd", "MUST CHANGE PASSWORD", DEF | COL, NULL, "a new password has to be set first"),
    [WIKIJS_LOGIN_MUST_PROVIDE_TFA]   = FIELD(wikijs_login, must_provide_tfa, "mustProvideTFA", "NEEDS CODE", DEF | COL, NULL, "a two-factor code has to be given first"),
    [WIKIJS_LOGIN_MUST_SETUP_TFA]     = FIELD(wikijs_login, must_setup_tfa, "mustSetupTFA", "MUST SET UP CODE", DEF | COL, NULL, "the second factor has to be set up first"),
    [WIKIJS_LOGIN_CONTINUATION_TOKEN] = FIELD(wikijs_login, continuation_token, "continuationToken", NULL, DEF | SECRET, NULL, "what to continue this login with"),
    [WIKIJS_LOGIN_REDIRECT]           = FIELD(wikijs_login, redirect, "redirect", "REDIRECT", DEF, NULL, "where a browser would go"),
    [WIKIJS_LOGIN_TFA_QR_IMAGE]       = FIELD(wikijs_login, tfa_qr_image, "tfaQRImage", NULL, DEF | BIG | SECRET, NULL, "SVG of the second factor's secret"),
};
const struct wikijs_model wj_login_model = MODEL(wikijs_login, "AuthenticationLoginResponse", login_fields);

const struct wikijs_model *const wj_authentication_models[] = {
    &wj_login_model,
    NULL,
};
