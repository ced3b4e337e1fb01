/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/api_keys.h, wikijs/authentication.h, wikijs/strategies.h. */
#include "model/models.h"

#include <wikijs/api_keys.h>
#include <wikijs/authentication.h>
#include <wikijs/strategies.h>

enum {
    DEF = WIKIJS_FIELD_DEFAULT,
    COL = WIKIJS_FIELD_COLUMN,
    BIG = WIKIJS_FIELD_BIG,
    SECRET = WIKIJS_FIELD_SECRET,
    LOCAL = WIKIJS_FIELD_LOCAL
};

/* clang-format off */

static const struct wj_field login_fields[] = {
    [WIKIJS_LOGIN_JWT]                = FIELD(wikijs_login, jwt, "jwt", "TOKEN", DEF | SECRET, NULL, "the token"),
    [WIKIJS_LOGIN_MUST_CHANGE_PWD]    = FIELD(wikijs_login, must_change_pwd, "mustChangePwd", "MUST CHANGE PASSWORD", DEF | COL, NULL, "a new password has to be set first"),
    [WIKIJS_LOGIN_MUST_PROVIDE_TFA]   = FIELD(wikijs_login, must_provide_tfa, "mustProvideTFA", "NEEDS CODE", DEF | COL, NULL, "a two-factor code has to be given first"),
    [WIKIJS_LOGIN_MUST_SETUP_TFA]     = FIELD(wikijs_login, must_setup_tfa, "mustSetupTFA", "MUST SET UP CODE", DEF | COL, NULL, "the second factor has to be set up first"),
    [WIKIJS_LOGIN_CONTINUATION_TOKEN] = FIELD(wikijs_login, continuation_token, "continuationToken", NULL, DEF | SECRET, NULL, "what to continue this login with"),
    [WIKIJS_LOGIN_REDIRECT]           = FIELD(wikijs_login, redirect, "redirect", "REDIRECT", DEF, NULL, "where a browser would go"),
    [WIKIJS_LOGIN_TFA_QR_IMAGE]       = FIELD(wikijs_login, tfa_qr_image, "tfaQRImage", NULL, DEF | BIG | SECRET, NULL, "SVG of the second factor's secret")
};
const struct wikijs_model wj_login_model = MODEL(wikijs_login, "AuthenticationLoginResponse", login_fields);

static const struct wj_field registration_fields[] = {
    [WIKIJS_REGISTRATION_JWT] = FIELD(wikijs_registration, jwt, "jwt", "TOKEN", DEF | SECRET, NULL, "a token, where the account can be used at once"),
};
const struct wikijs_model wj_registration_model = MODEL(wikijs_registration, "AuthenticationRegisterResponse", registration_fields);

static const struct wj_field api_key_fields[] = {
    [WIKIJS_API_KEY_ID]         = FIELD(wikijs_api_key, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_API_KEY_NAME]       = FIELD(wikijs_api_key, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_API_KEY_KEY_SHORT]  = FIELD(wikijs_api_key, key_short, "keyShort", "KEY", DEF | COL, NULL, "the last 20 characters of the key"),
    [WIKIJS_API_KEY_EXPIRATION] = FIELD_TIME(wikijs_api_key, expiration, "expiration", "EXPIRES", DEF | COL, NULL, "when it ends"),
    [WIKIJS_API_KEY_CREATED_AT] = FIELD_TIME(wikijs_api_key, created_at, "createdAt", "CREATED", DEF, NULL, "when it was made"),
    [WIKIJS_API_KEY_UPDATED_AT] = FIELD_TIME(wikijs_api_key, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when it was last changed"),
    [WIKIJS_API_KEY_IS_REVOKED] = FIELD(wikijs_api_key, is_revoked, "isRevoked", "REVOKED", DEF | COL, NULL, "whether it was revoked"),
};
const struct wikijs_model wj_api_key_model = MODEL(wikijs_api_key, "AuthenticationApiKey", api_key_fields);

static const struct wj_field new_api_key_fields[] = {
    [WIKIJS_NEW_API_KEY_KEY]        = FIELD(wikijs_new_api_key, key, "key", "TOKEN", DEF | SECRET, NULL, "the key; shown only now"),
    [WIKIJS_NEW_API_KEY_ID]         = FIELD(wikijs_new_api_key, id, "id", "ID", LOCAL | COL, NULL, "numeric id"),
    [WIKIJS_NEW_API_KEY_GROUP]      = FIELD(wikijs_new_api_key, group, "group", "GROUP", LOCAL | COL, NULL, "group it acts for"),
    [WIKIJS_NEW_API_KEY_EXPIRATION] = FIELD_TIME(wikijs_new_api_key, expiration, "expiration", "EXPIRES", LOCAL | COL, NULL, "when it ends"),
};
const struct wikijs_model wj_new_api_key_model = MODEL(wikijs_new_api_key, "AuthenticationCreateApiKeyResponse", new_api_key_fields);

static const struct wj_field strategy_fields[] = {
    [WIKIJS_STRATEGY_KEY]           = FIELD(wikijs_strategy, key, "key", "KEY", DEF | COL, NULL, "name of the strategy"),
    [WIKIJS_STRATEGY_PROPS]         = FIELD_OBJECTS(wikijs_strategy, props, "props", &wj_key_value_model, NULL, BIG, "manage:system", "what can be set, each with its type, default and hint; the server fails on it below active strategies"),
    [WIKIJS_STRATEGY_TITLE]         = FIELD(wikijs_strategy, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_STRATEGY_DESCRIPTION]   = FIELD(wikijs_strategy, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_STRATEGY_IS_AVAILABLE]  = FIELD(wikijs_strategy, is_available, "isAvailable", "AVAILABLE", DEF | COL, NULL, "whether it can be used"),
    [WIKIJS_STRATEGY_USE_FORM]      = FIELD(wikijs_strategy, use_form, "useForm", "FORM", DEF | COL, NULL, "whether it asks for name and password; else it sends people elsewhere"),
    [WIKIJS_STRATEGY_USERNAME_TYPE] = FIELD(wikijs_strategy, username_type, "usernameType", "USER NAME", DEF, NULL, "what kind of name it takes: email or username"),
    [WIKIJS_STRATEGY_LOGO]          = FIELD(wikijs_strategy, logo, "logo", "LOGO", DEF, NULL, "address of its picture"),
    [WIKIJS_STRATEGY_COLOR]         = FIELD(wikijs_strategy, color, "color", "COLOR", DEF, NULL, "colour of its button"),
    [WIKIJS_STRATEGY_WEBSITE]       = FIELD(wikijs_strategy, website, "website", "WEBSITE", DEF, NULL, "address"),
    [WIKIJS_STRATEGY_ICON]          = FIELD(wikijs_strategy, icon, "icon", NULL, BIG, NULL, "its picture as SVG"),
};
const struct wikijs_model wj_strategy_model = MODEL(wikijs_strategy, "AuthenticationStrategy", strategy_fields);

static const struct wj_field active_strategy_fields[] = {
    [WIKIJS_ACTIVE_STRATEGY_KEY]                = FIELD(wikijs_active_strategy, key, "key", "KEY", DEF | COL, NULL, "key of this instance"),
    [WIKIJS_ACTIVE_STRATEGY_STRATEGY]           = FIELD_OBJECT(wikijs_active_strategy, strategy, "strategy", &wj_strategy_model, "STRATEGY", DEF, NULL, "what it is an instance of"),
    [WIKIJS_ACTIVE_STRATEGY_DISPLAY_NAME]       = FIELD(wikijs_active_strategy, display_name, "displayName", "NAME", DEF | COL, NULL, "name that people see"),
    [WIKIJS_ACTIVE_STRATEGY_ORDER]              = FIELD(wikijs_active_strategy, order, "order", "ORDER", DEF | COL, NULL, "place among the others"),
    [WIKIJS_ACTIVE_STRATEGY_IS_ENABLED]         = FIELD(wikijs_active_strategy, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether people can log in with it"),
    [WIKIJS_ACTIVE_STRATEGY_CONFIG]             = FIELD_OBJECTS(wikijs_active_strategy, config, "config", &wj_key_value_model, NULL, BIG | SECRET, "manage:system", "settings, with client secrets in clear"),
    [WIKIJS_ACTIVE_STRATEGY_SELF_REGISTRATION]  = FIELD(wikijs_active_strategy, self_registration, "selfRegistration", "REGISTRATION", DEF | COL, NULL, "whether new people may register"),
    [WIKIJS_ACTIVE_STRATEGY_DOMAIN_WHITELIST]   = FIELD(wikijs_active_strategy, domain_whitelist, "domainWhitelist", "DOMAINS", BIG, "manage:system", "mail domains of people who may register"),
    [WIKIJS_ACTIVE_STRATEGY_AUTO_ENROLL_GROUPS] = FIELD(wikijs_active_strategy, auto_enroll_groups, "autoEnrollGroups", "GROUPS", BIG, "manage:system", "groups of people who register"),
};
const struct wikijs_model wj_active_strategy_model = MODEL(wikijs_active_strategy, "AuthenticationActiveStrategy", active_strategy_fields);

/* clang-format on */

const struct wikijs_model *const wj_authentication_models[] = {
    &wj_login_model,
    &wj_registration_model,
    &wj_api_key_model,
    &wj_new_api_key_model,
    &wj_strategy_model,
    &wj_active_strategy_model,
    NULL,
};
