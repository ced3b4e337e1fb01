/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/site.h. */
#include "model/models.h"

#include <wikijs/site.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field site_config_fields[] = {
    [WIKIJS_SITE_CONFIG_HOST]                      = FIELD(wikijs_site_config, host, "host", "HOST", DEF | COL, NULL, "address of the wiki, without a slash at its end"),
    [WIKIJS_SITE_CONFIG_TITLE]                     = FIELD(wikijs_site_config, title, "title", "TITLE", DEF | COL, NULL, "title of the wiki"),
    [WIKIJS_SITE_CONFIG_DESCRIPTION]               = FIELD(wikijs_site_config, description, "description", "DESCRIPTION", DEF | COL, NULL, "description for search machines"),
    [WIKIJS_SITE_CONFIG_ROBOTS]                    = FIELD(wikijs_site_config, robots, "robots", "ROBOTS", DEF | COL, NULL, "what search machines may do: index, noindex, follow, nofollow"),
    [WIKIJS_SITE_CONFIG_ANALYTICS_SERVICE]         = FIELD(wikijs_site_config, analytics_service, "analyticsService", "ANALYTICS SERVICE", DEF | COL, NULL, "unused by this version"),
    [WIKIJS_SITE_CONFIG_ANALYTICS_ID]              = FIELD(wikijs_site_config, analytics_id, "analyticsId", "ANALYTICS ID", DEF | COL, NULL, "unused by this version"),
    [WIKIJS_SITE_CONFIG_COMPANY]                   = FIELD(wikijs_site_config, company, "company", "COMPANY", DEF | COL, NULL, "name in the footer"),
    [WIKIJS_SITE_CONFIG_CONTENT_LICENSE]           = FIELD(wikijs_site_config, content_license, "contentLicense", "CONTENT LICENSE", DEF | COL, NULL, "licence in the footer"),
    [WIKIJS_SITE_CONFIG_FOOTER_OVERRIDE]           = FIELD(wikijs_site_config, footer_override, "footerOverride", "FOOTER OVERRIDE", DEF | COL, NULL, "footer text, in Markdown, in place of the usual one"),
    [WIKIJS_SITE_CONFIG_LOGO_URL]                  = FIELD(wikijs_site_config, logo_url, "logoUrl", "LOGO URL", DEF | COL, NULL, "address of the logo"),
    [WIKIJS_SITE_CONFIG_PAGE_EXTENSIONS]           = FIELD(wikijs_site_config, page_extensions, "pageExtensions", "PAGE EXTENSIONS", DEF | COL, NULL, "extensions that are taken off a page address, with commas between"),
    [WIKIJS_SITE_CONFIG_AUTH_AUTO_LOGIN]           = FIELD(wikijs_site_config, auth_auto_login, "authAutoLogin", "AUTH AUTO LOGIN", DEF | COL, NULL, "go to the first login provider at once"),
    [WIKIJS_SITE_CONFIG_AUTH_ENFORCE2_FA]          = FIELD(wikijs_site_config, auth_enforce2_fa, "authEnforce2FA", "AUTH ENFORCE2 FA", DEF | COL, NULL, "demand a second factor of everybody"),
    [WIKIJS_SITE_CONFIG_AUTH_HIDE_LOCAL]           = FIELD(wikijs_site_config, auth_hide_local, "authHideLocal", "AUTH HIDE LOCAL", DEF | COL, NULL, "hide the local login"),
    [WIKIJS_SITE_CONFIG_AUTH_LOGIN_BG_URL]         = FIELD(wikijs_site_config, auth_login_bg_url, "authLoginBgUrl", "AUTH LOGIN BG URL", DEF | COL, NULL, "picture behind the login"),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_AUDIENCE]         = FIELD(wikijs_site_config, auth_jwt_audience, "authJwtAudience", "AUTH JWT AUDIENCE", DEF | COL, NULL, "audience of login tokens; a change ends all sessions"),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_EXPIRATION]       = FIELD(wikijs_site_config, auth_jwt_expiration, "authJwtExpiration", "AUTH JWT EXPIRATION", DEF | COL, NULL, "lifetime of login tokens, such as 30m"),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_RENEWABLE_PERIOD] = FIELD(wikijs_site_config, auth_jwt_renewable_period, "authJwtRenewablePeriod", "AUTH JWT RENEWABLE PERIOD", DEF | COL, NULL, "how long after its end a token can be renewed, such as 14d"),
    [WIKIJS_SITE_CONFIG_EDIT_FAB]                  = FIELD(wikijs_site_config, edit_fab, "editFab", "EDIT FAB", DEF | COL, NULL, "edit button over the page"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_BAR]             = FIELD(wikijs_site_config, edit_menu_bar, "editMenuBar", "EDIT MENU BAR", DEF | COL, NULL, "edit bar above the page"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_BTN]             = FIELD(wikijs_site_config, edit_menu_btn, "editMenuBtn", "EDIT MENU BTN", DEF | COL, NULL, "edit button in that bar"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_BTN]    = FIELD(wikijs_site_config, edit_menu_external_btn, "editMenuExternalBtn", "EDIT MENU EXTERNAL BTN", DEF | COL, NULL, "button for an external editor in that bar"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_NAME]   = FIELD(wikijs_site_config, edit_menu_external_name, "editMenuExternalName", "EDIT MENU EXTERNAL NAME", DEF | COL, NULL, "name on it"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_ICON]   = FIELD(wikijs_site_config, edit_menu_external_icon, "editMenuExternalIcon", "EDIT MENU EXTERNAL ICON", DEF | COL, NULL, "icon on it"),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_URL]    = FIELD(wikijs_site_config, edit_menu_external_url, "editMenuExternalUrl", "EDIT MENU EXTERNAL URL", DEF | COL, NULL, "where it leads; {filename} is replaced"),
    [WIKIJS_SITE_CONFIG_FEATURE_PAGE_RATINGS]      = FIELD(wikijs_site_config, feature_page_ratings, "featurePageRatings", "FEATURE PAGE RATINGS", DEF | COL, NULL, "ratings of pages"),
    [WIKIJS_SITE_CONFIG_FEATURE_PAGE_COMMENTS]     = FIELD(wikijs_site_config, feature_page_comments, "featurePageComments", "FEATURE PAGE COMMENTS", DEF | COL, NULL, "comments on pages"),
    [WIKIJS_SITE_CONFIG_FEATURE_PERSONAL_WIKIS]    = FIELD(wikijs_site_config, feature_personal_wikis, "featurePersonalWikis", "FEATURE PERSONAL WIKIS", DEF | COL, NULL, "personal wikis"),
    [WIKIJS_SITE_CONFIG_SECURITY_OPEN_REDIRECT]    = FIELD(wikijs_site_config, security_open_redirect, "securityOpenRedirect", "SECURITY OPEN REDIRECT", DEF | COL, NULL, "block open redirects"),
    [WIKIJS_SITE_CONFIG_SECURITY_IFRAME]           = FIELD(wikijs_site_config, security_iframe, "securityIframe", "SECURITY IFRAME", DEF | COL, NULL, "block framing by other sites"),
    [WIKIJS_SITE_CONFIG_SECURITY_REFERRER_POLICY]  = FIELD(wikijs_site_config, security_referrer_policy, "securityReferrerPolicy", "SECURITY REFERRER POLICY", DEF | COL, NULL, "send no referrer to other sites"),
    [WIKIJS_SITE_CONFIG_SECURITY_TRUST_PROXY]      = FIELD(wikijs_site_config, security_trust_proxy, "securityTrustProxy", "SECURITY TRUST PROXY", DEF | COL, NULL, "trust X-Forwarded-* of a proxy"),
    [WIKIJS_SITE_CONFIG_SECURITY_SRI]              = FIELD(wikijs_site_config, security_sri, "securitySRI", "SECURITY SRI", DEF | COL, NULL, "subresource integrity"),
    [WIKIJS_SITE_CONFIG_SECURITY_HSTS]             = FIELD(wikijs_site_config, security_hsts, "securityHSTS", "SECURITY HSTS", DEF | COL, NULL, "strict transport security"),
    [WIKIJS_SITE_CONFIG_SECURITY_HSTS_DURATION]    = FIELD(wikijs_site_config, security_hsts_duration, "securityHSTSDuration", "SECURITY HSTS DURATION", DEF | COL, NULL, "its duration in seconds"),
    [WIKIJS_SITE_CONFIG_SECURITY_CSP]              = FIELD(wikijs_site_config, security_csp, "securityCSP", "SECURITY CSP", DEF | COL, NULL, "content security policy"),
    [WIKIJS_SITE_CONFIG_SECURITY_CSP_DIRECTIVES]   = FIELD(wikijs_site_config, security_csp_directives, "securityCSPDirectives", "SECURITY CSP DIRECTIVES", DEF | COL, NULL, "its directives"),
    [WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILE_SIZE]      = FIELD(wikijs_site_config, upload_max_file_size, "uploadMaxFileSize", "UPLOAD MAX FILE SIZE", DEF | COL, NULL, "largest upload in bytes"),
    [WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILES]          = FIELD(wikijs_site_config, upload_max_files, "uploadMaxFiles", "UPLOAD MAX FILES", DEF | COL, NULL, "most files in one upload"),
    [WIKIJS_SITE_CONFIG_UPLOAD_SCAN_SVG]           = FIELD(wikijs_site_config, upload_scan_svg, "uploadScanSVG", "UPLOAD SCAN SVG", DEF | COL, NULL, "clean uploaded SVG"),
    [WIKIJS_SITE_CONFIG_UPLOAD_FORCE_DOWNLOAD]     = FIELD(wikijs_site_config, upload_force_download, "uploadForceDownload", "UPLOAD FORCE DOWNLOAD", DEF | COL, NULL, "serve what is no image as a download"),
};
const struct wikijs_model wj_site_config_model = MODEL(wikijs_site_config, "SiteConfig", site_config_fields);

/* clang-format on */

const struct wikijs_model *const wj_site_models[] = {
    &wj_site_config_model,
    NULL,
};
