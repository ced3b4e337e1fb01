/* SPDX-License-Identifier: MIT */
/* The table of a login's outcome. */
#include "model/models.h"
#include <wikijs/authentication.h>

#define ROW(member, graphql, flags, doc) \
    FIELD(wikijs_login, member, graphql, NULL, WIKIJS_FIELD_DEFAULT | (flags), NULL, doc)

static const struct wj_field login_fields[] = {
    [WIKIJS_LOGIN_JWT] = ROW(jwt, "jwt", WIKIJS_FIELD_SECRET, "the token"),
    [WIKIJS_LOGIN_MUST_CHANGE_PWD] = ROW(must_change_pwd, "mustChangePwd", 0, "a new password must be set first"),
    [WIKIJS_LOGIN_MUST_PROVIDE_TFA] = ROW(must_provide_tfa, "mustProvideTFA", 0, "a security code is needed"),
    [WIKIJS_LOGIN_MUST_SETUP_TFA] = ROW(must_setup_tfa, "mustSetupTFA", 0, "the second factor must be set up first"),
    [WIKIJS_LOGIN_CONTINUATION_TOKEN] = ROW(continuation_token, "continuationToken", WIKIJS_FIELD_SECRET,
                                            "continues the login"),
    [WIKIJS_LOGIN_REDIRECT] = ROW(redirect, "redirect", 0, "where a browser would go"),
    [WIKIJS_LOGIN_TFA_QR_IMAGE] = ROW(tfa_qr_image, "tfaQRImage", WIKIJS_FIELD_SECRET | WIKIJS_FIELD_BIG,
                                      "QR code of a second factor, SVG"),
};

const struct wikijs_model wj_login_model = MODEL(wikijs_login, "AuthenticationLoginResponse", login_fields);
