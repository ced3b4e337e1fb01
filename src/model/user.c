/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/user.h. */
#include "model/models.h"

#include <wikijs/group.h>

/* Flags, short, so that a row stays a line. */
enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, SECRET = WIKIJS_FIELD_SECRET };

/* clang-format off */

static const struct wj_field user_item_fields[] = {
    [WIKIJS_USER_ITEM_ID]            = FIELD(wikijs_user_item, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_USER_ITEM_NAME]          = FIELD(wikijs_user_item, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_USER_ITEM_EMAIL]         = FIELD(wikijs_user_item, email, "email", "EMAIL", DEF | COL, NULL, "email address"),
    [WIKIJS_USER_ITEM_PROVIDER_KEY]  = FIELD(wikijs_user_item, provider_key, "providerKey", "PROVIDER", DEF | COL, NULL, "login provider"),
    [WIKIJS_USER_ITEM_IS_SYSTEM]     = FIELD(wikijs_user_item, is_system, "isSystem", "SYSTEM", DEF, NULL, "whether it is one of the server's own"),
    [WIKIJS_USER_ITEM_IS_ACTIVE]     = FIELD(wikijs_user_item, is_active, "isActive", "ACTIVE", DEF | COL, NULL, "whether it may log in"),
    [WIKIJS_USER_ITEM_CREATED_AT]    = FIELD_TIME(wikijs_user_item, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_USER_ITEM_LAST_LOGIN_AT] = FIELD_TIME(wikijs_user_item, last_login_at, "lastLoginAt", "LAST LOGIN", DEF | COL, NULL, "when its user logged in last"),
};
const struct wikijs_model wj_user_item_model = MODEL(wikijs_user_item, "UserMinimal", user_item_fields);

static const struct wj_field user_fields[] = {
    [WIKIJS_USER_ID]                      = FIELD(wikijs_user, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_USER_NAME]                    = FIELD(wikijs_user, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_USER_EMAIL]                   = FIELD(wikijs_user, email, "email", "EMAIL", DEF | COL, NULL, "email address"),
    [WIKIJS_USER_PROVIDER_KEY]            = FIELD(wikijs_user, provider_key, "providerKey", "PROVIDER", DEF | COL, NULL, "login provider"),
    [WIKIJS_USER_PROVIDER_NAME]           = FIELD(wikijs_user, provider_name, "providerName", "PROVIDER NAME", DEF, NULL, "title of the login provider"),
    [WIKIJS_USER_PROVIDER_ID]             = FIELD(wikijs_user, provider_id, "providerId", "PROVIDER ID", DEF, NULL, "what the login provider calls the user"),
    [WIKIJS_USER_PROVIDER_IS_2FA_CAPABLE] = FIELD(wikijs_user, provider_is_2fa_capable, "providerIs2FACapable", "2FA POSSIBLE", DEF, NULL, "whether the login provider has a second factor"),
    [WIKIJS_USER_IS_SYSTEM]               = FIELD(wikijs_user, is_system, "isSystem", "SYSTEM", DEF, NULL, "whether it is one of the server's own"),
    [WIKIJS_USER_IS_ACTIVE]               = FIELD(wikijs_user, is_active, "isActive", "ACTIVE", DEF | COL, NULL, "whether it may log in"),
    [WIKIJS_USER_IS_VERIFIED]             = FIELD(wikijs_user, is_verified, "isVerified", "VERIFIED", DEF | COL, NULL, "whether its email address was confirmed"),
    [WIKIJS_USER_LOCATION]                = FIELD(wikijs_user, location, "location", "LOCATION", DEF | COL, NULL, "where its user is"),
    [WIKIJS_USER_JOB_TITLE]               = FIELD(wikijs_user, job_title, "jobTitle", "JOB TITLE", DEF | COL, NULL, "what its user does"),
    [WIKIJS_USER_TIMEZONE]                = FIELD(wikijs_user, timezone, "timezone", "TIME ZONE", DEF | COL, NULL, "IANA time zone"),
    [WIKIJS_USER_DATE_FORMAT]             = FIELD(wikijs_user, date_format, "dateFormat", "DATE FORMAT", DEF, NULL, "how dates are shown; empty: as the locale says"),
    [WIKIJS_USER_APPEARANCE]              = FIELD(wikijs_user, appearance, "appearance", "APPEARANCE", DEF, NULL, "light, dark, or empty: as the site says"),
    [WIKIJS_USER_CREATED_AT]              = FIELD_TIME(wikijs_user, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_USER_UPDATED_AT]              = FIELD_TIME(wikijs_user, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when it was last changed"),
    [WIKIJS_USER_LAST_LOGIN_AT]           = FIELD_TIME(wikijs_user, last_login_at, "lastLoginAt", "LAST LOGIN", DEF | COL, NULL, "when its user logged in last"),
    [WIKIJS_USER_TFA_IS_ACTIVE]           = FIELD(wikijs_user, tfa_is_active, "tfaIsActive", "2FA", DEF | COL, NULL, "whether it needs a second factor"),
    [WIKIJS_USER_GROUPS]                  = FIELD_OBJECTS(wikijs_user, groups, "groups", &wj_group_model, "GROUPS", DEF | COL, NULL, "groups that it is in"),
};
const struct wikijs_model wj_user_model = MODEL(wikijs_user, "User", user_fields);

static const struct wj_field user_profile_fields[] = {
    [WIKIJS_USER_PROFILE_ID]            = FIELD(wikijs_user_profile, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_USER_PROFILE_NAME]          = FIELD(wikijs_user_profile, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_USER_PROFILE_EMAIL]         = FIELD(wikijs_user_profile, email, "email", "EMAIL", DEF | COL, NULL, "email address"),
    [WIKIJS_USER_PROFILE_PROVIDER_KEY]  = FIELD(wikijs_user_profile, provider_key, "providerKey", "PROVIDER", DEF | COL, NULL, "login provider"),
    [WIKIJS_USER_PROFILE_PROVIDER_NAME] = FIELD(wikijs_user_profile, provider_name, "providerName", "PROVIDER NAME", DEF, NULL, "title of the login provider"),
    [WIKIJS_USER_PROFILE_IS_SYSTEM]     = FIELD(wikijs_user_profile, is_system, "isSystem", "SYSTEM", DEF, NULL, "whether it is one of the server's own"),
    [WIKIJS_USER_PROFILE_IS_VERIFIED]   = FIELD(wikijs_user_profile, is_verified, "isVerified", "VERIFIED", DEF, NULL, "whether its email address was confirmed"),
    [WIKIJS_USER_PROFILE_LOCATION]      = FIELD(wikijs_user_profile, location, "location", "LOCATION", DEF | COL, NULL, "where its user is"),
    [WIKIJS_USER_PROFILE_JOB_TITLE]     = FIELD(wikijs_user_profile, job_title, "jobTitle", "JOB TITLE", DEF | COL, NULL, "what its user does"),
    [WIKIJS_USER_PROFILE_TIMEZONE]      = FIELD(wikijs_user_profile, timezone, "timezone", "TIME ZONE", DEF | COL, NULL, "IANA time zone"),
    [WIKIJS_USER_PROFILE_DATE_FORMAT]   = FIELD(wikijs_user_profile, date_format, "dateFormat", "DATE FORMAT", DEF, NULL, "how dates are shown; empty: as the locale says"),
    [WIKIJS_USER_PROFILE_APPEARANCE]    = FIELD(wikijs_user_profile, appearance, "appearance", "APPEARANCE", DEF, NULL, "light, dark, or empty: as the site says"),
    [WIKIJS_USER_PROFILE_CREATED_AT]    = FIELD_TIME(wikijs_user_profile, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_USER_PROFILE_UPDATED_AT]    = FIELD_TIME(wikijs_user_profile, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when it was last changed"),
    [WIKIJS_USER_PROFILE_LAST_LOGIN_AT] = FIELD_TIME(wikijs_user_profile, last_login_at, "lastLoginAt", "LAST LOGIN", DEF | COL, NULL, "when its user logged in last"),
    [WIKIJS_USER_PROFILE_GROUPS]        = FIELD(wikijs_user_profile, groups, "groups", "GROUPS", DEF | COL, NULL, "names of the groups that it is in"),
    [WIKIJS_USER_PROFILE_PAGES_TOTAL]   = FIELD(wikijs_user_profile, pages_total, "pagesTotal", "PAGES", DEF | COL, NULL, "number of pages that its user created"),
};
const struct wikijs_model wj_user_profile_model = MODEL(wikijs_user_profile, "UserProfile", user_profile_fields);

static const struct wj_field user_last_login_fields[] = {
    [WIKIJS_USER_LAST_LOGIN_ID]            = FIELD(wikijs_user_last_login, id, "id", "ID", DEF | COL, NULL, "numeric id of the user"),
    [WIKIJS_USER_LAST_LOGIN_NAME]          = FIELD(wikijs_user_last_login, name, "name", "NAME", DEF | COL, NULL, "name of the user"),
    [WIKIJS_USER_LAST_LOGIN_LAST_LOGIN_AT] = FIELD_TIME(wikijs_user_last_login, last_login_at, "lastLoginAt", "LAST LOGIN", DEF | COL, NULL, "when they logged in last"),
};
const struct wikijs_model wj_user_last_login_model = MODEL(wikijs_user_last_login, "UserLastLogin", user_last_login_fields);

static const struct wj_field user_token_fields[] = {
    [WIKIJS_USER_TOKEN_JWT] = FIELD(wikijs_user_token, jwt, "jwt", NULL, DEF | SECRET, NULL, "a new login token, which carries the changed account"),
};
const struct wikijs_model wj_user_token_model = MODEL(wikijs_user_token, "UserTokenResponse", user_token_fields);

/* clang-format on */

const struct wikijs_model *const wj_user_models[] = {
    &wj_user_item_model, &wj_user_model, &wj_user_profile_model, &wj_user_last_login_model, &wj_user_token_model, NULL,
};
