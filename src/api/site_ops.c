/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/site_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

const struct wj_op wj_op_site_config = {
    OP("site", "config", .answer = WJ_ANSWER_OBJECT, .model = &wj_site_config_model, .permission = "manage:system",
       .reads = "site")
};

static const struct wj_arg update_args[] = {
    ARG(wikijs_site_config_input, host, "host", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, title, "title", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, description, "description", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, robots, "robots", "[String]", WJ_ARG_STRINGS, 0),
    ARG(wikijs_site_config_input, analytics_service, "analyticsService", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, analytics_id, "analyticsId", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, company, "company", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, content_license, "contentLicense", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, footer_override, "footerOverride", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, logo_url, "logoUrl", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, page_extensions, "pageExtensions", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, auth_auto_login, "authAutoLogin", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, auth_enforce2_fa, "authEnforce2FA", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, auth_hide_local, "authHideLocal", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, auth_login_bg_url, "authLoginBgUrl", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, auth_jwt_audience, "authJwtAudience", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, auth_jwt_expiration, "authJwtExpiration", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, auth_jwt_renewable_period, "authJwtRenewablePeriod", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, edit_fab, "editFab", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, edit_menu_bar, "editMenuBar", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, edit_menu_btn, "editMenuBtn", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, edit_menu_external_btn, "editMenuExternalBtn", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, edit_menu_external_name, "editMenuExternalName", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, edit_menu_external_icon, "editMenuExternalIcon", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, edit_menu_external_url, "editMenuExternalUrl", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, feature_page_ratings, "featurePageRatings", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, feature_page_comments, "featurePageComments", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, feature_personal_wikis, "featurePersonalWikis", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_open_redirect, "securityOpenRedirect", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_iframe, "securityIframe", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_referrer_policy, "securityReferrerPolicy", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_trust_proxy, "securityTrustProxy", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_sri, "securitySRI", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_hsts, "securityHSTS", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_hsts_duration, "securityHSTSDuration", "Int", WJ_ARG_INT, 0),
    ARG(wikijs_site_config_input, security_csp, "securityCSP", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, security_csp_directives, "securityCSPDirectives", "String", WJ_ARG_STRING, 0),
    ARG(wikijs_site_config_input, upload_max_file_size, "uploadMaxFileSize", "Int", WJ_ARG_INT, 0),
    ARG(wikijs_site_config_input, upload_max_files, "uploadMaxFiles", "Int", WJ_ARG_INT, 0),
    ARG(wikijs_site_config_input, upload_scan_svg, "uploadScanSVG", "Boolean", WJ_ARG_BOOL, 0),
    ARG(wikijs_site_config_input, upload_force_download, "uploadForceDownload", "Boolean", WJ_ARG_BOOL, 0),
};
const struct wj_op wj_op_site_update_config = {
    OP("site", "updateConfig", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "*")
};

/* clang-format on */

const struct wj_op *const wj_site_ops[] = {
    &wj_op_site_config,
    &wj_op_site_update_config,
    NULL,
};
