/* SPDX-License-Identifier: MIT */
/**
 * @file site.h
 * The settings of the site.
 *
 *     wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
 *     input.title = "Handbook";
 *     input.feature_page_comments = WIKIJS_NO;
 *     wikijs_site_update_config(client, &input, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_SITE_H
#define WIKIJS_SITE_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_site_config (GraphQL type SiteConfig), in the order of its table. */
enum {
    WIKIJS_SITE_CONFIG_HOST,
    WIKIJS_SITE_CONFIG_TITLE,
    WIKIJS_SITE_CONFIG_DESCRIPTION,
    WIKIJS_SITE_CONFIG_ROBOTS,
    WIKIJS_SITE_CONFIG_ANALYTICS_SERVICE,
    WIKIJS_SITE_CONFIG_ANALYTICS_ID,
    WIKIJS_SITE_CONFIG_COMPANY,
    WIKIJS_SITE_CONFIG_CONTENT_LICENSE,
    WIKIJS_SITE_CONFIG_FOOTER_OVERRIDE,
    WIKIJS_SITE_CONFIG_LOGO_URL,
    WIKIJS_SITE_CONFIG_PAGE_EXTENSIONS,
    WIKIJS_SITE_CONFIG_AUTH_AUTO_LOGIN,
    WIKIJS_SITE_CONFIG_AUTH_ENFORCE2_FA,
    WIKIJS_SITE_CONFIG_AUTH_HIDE_LOCAL,
    WIKIJS_SITE_CONFIG_AUTH_LOGIN_BG_URL,
    WIKIJS_SITE_CONFIG_AUTH_JWT_AUDIENCE,
    WIKIJS_SITE_CONFIG_AUTH_JWT_EXPIRATION,
    WIKIJS_SITE_CONFIG_AUTH_JWT_RENEWABLE_PERIOD,
    WIKIJS_SITE_CONFIG_EDIT_FAB,
    WIKIJS_SITE_CONFIG_EDIT_MENU_BAR,
    WIKIJS_SITE_CONFIG_EDIT_MENU_BTN,
    WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_BTN,
    WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_NAME,
    WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_ICON,
    WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_URL,
    WIKIJS_SITE_CONFIG_FEATURE_PAGE_RATINGS,
    WIKIJS_SITE_CONFIG_FEATURE_PAGE_COMMENTS,
    WIKIJS_SITE_CONFIG_FEATURE_PERSONAL_WIKIS,
    WIKIJS_SITE_CONFIG_SECURITY_OPEN_REDIRECT,
    WIKIJS_SITE_CONFIG_SECURITY_IFRAME,
    WIKIJS_SITE_CONFIG_SECURITY_REFERRER_POLICY,
    WIKIJS_SITE_CONFIG_SECURITY_TRUST_PROXY,
    WIKIJS_SITE_CONFIG_SECURITY_SRI,
    WIKIJS_SITE_CONFIG_SECURITY_HSTS,
    WIKIJS_SITE_CONFIG_SECURITY_HSTS_DURATION,
    WIKIJS_SITE_CONFIG_SECURITY_CSP,
    WIKIJS_SITE_CONFIG_SECURITY_CSP_DIRECTIVES,
    WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILE_SIZE,
    WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILES,
    WIKIJS_SITE_CONFIG_UPLOAD_SCAN_SVG,
    WIKIJS_SITE_CONFIG_UPLOAD_FORCE_DOWNLOAD,
    WIKIJS_SITE_CONFIG_FIELDS
};

/** The settings of the site. */
typedef struct wikijs_site_config {
    uint64_t present;                      /* WIKIJS_BIT(WIKIJS_SITE_CONFIG_...) of the fields that came back */
    const char *host;                      /* address of the wiki, without a slash at its end */
    const char *title;                     /* title of the wiki */
    const char *description;               /* description for search machines */
    wikijs_strings robots;                 /* what search machines may do: index, noindex, follow, nofollow */
    const char *analytics_service;         /* unused by this version */
    const char *analytics_id;              /* unused by this version */
    const char *company;                   /* name in the footer */
    const char *content_license;           /* licence in the footer */
    const char *footer_override;           /* footer text, in Markdown, in place of the usual one */
    const char *logo_url;                  /* address of the logo */
    const char *page_extensions;           /* extensions that are taken off a page address, with commas between */
    bool auth_auto_login;                  /* go to the first login provider at once */
    bool auth_enforce2_fa;                 /* demand a second factor of everybody */
    bool auth_hide_local;                  /* hide the local login */
    const char *auth_login_bg_url;         /* picture behind the login */
    const char *auth_jwt_audience;         /* audience of login tokens; a change ends all sessions */
    const char *auth_jwt_expiration;       /* lifetime of login tokens, such as 30m */
    const char *auth_jwt_renewable_period; /* how long after its end a token can be renewed, such as 14d */
    bool edit_fab;                         /* edit button over the page */
    bool edit_menu_bar;                    /* edit bar above the page */
    bool edit_menu_btn;                    /* edit button in that bar */
    bool edit_menu_external_btn;           /* button for an external editor in that bar */
    const char *edit_menu_external_name;   /* name on it */
    const char *edit_menu_external_icon;   /* icon on it */
    const char *edit_menu_external_url;    /* where it leads; {filename} is replaced */
    bool feature_page_ratings;             /* ratings of pages */
    bool feature_page_comments;            /* comments on pages */
    bool feature_personal_wikis;           /* personal wikis */
    bool security_open_redirect;           /* block open redirects */
    bool security_iframe;                  /* block framing by other sites */
    bool security_referrer_policy;         /* send no referrer to other sites */
    bool security_trust_proxy;             /* trust X-Forwarded-* of a proxy */
    bool security_sri;                     /* subresource integrity */
    bool security_hsts;                    /* strict transport security */
    int64_t security_hsts_duration;        /* its duration in seconds */
    bool security_csp;                     /* content security policy */
    const char *security_csp_directives;   /* its directives */
    int64_t upload_max_file_size;          /* largest upload in bytes */
    int64_t upload_max_files;              /* most files in one upload */
    bool upload_scan_svg;                  /* clean uploaded SVG */
    bool upload_force_download;            /* serve what is no image as a download */
} wikijs_site_config;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_site_config_free(wikijs_site_config *object);

/** A change to the settings of the site. NULL, 0 and WIKIJS_UNSET leave a setting as it is; empty text empties it. */
typedef struct wikijs_site_config_input {
    size_t struct_size;
    const char *host;                         /* address of the wiki, without a slash at its end */
    const char *title;                        /* title of the wiki */
    const char *description;                  /* description for search machines */
    wikijs_strings robots;                    /* what search machines may do: index, noindex, follow, nofollow */
    const char *analytics_service;            /* unused by this version */
    const char *analytics_id;                 /* unused by this version */
    const char *company;                      /* name in the footer */
    const char *content_license;              /* licence in the footer */
    const char *footer_override;              /* footer text, in Markdown, in place of the usual one */
    const char *logo_url;                     /* address of the logo */
    const char *page_extensions;              /* extensions that are taken off a page address, with commas between */
    wikijs_tristate auth_auto_login;          /* go to the first login provider at once */
    wikijs_tristate auth_enforce2_fa;         /* demand a second factor of everybody */
    wikijs_tristate auth_hide_local;          /* hide the local login */
    const char *auth_login_bg_url;            /* picture behind the login */
    const char *auth_jwt_audience;            /* audience of login tokens; a change ends all sessions */
    const char *auth_jwt_expiration;          /* lifetime of login tokens, such as 30m */
    const char *auth_jwt_renewable_period;    /* how long after its end a token can be renewed, such as 14d */
    wikijs_tristate edit_fab;                 /* edit button over the page */
    wikijs_tristate edit_menu_bar;            /* edit bar above the page */
    wikijs_tristate edit_menu_btn;            /* edit button in that bar */
    wikijs_tristate edit_menu_external_btn;   /* button for an external editor in that bar */
    const char *edit_menu_external_name;      /* name on it */
    const char *edit_menu_external_icon;      /* icon on it */
    const char *edit_menu_external_url;       /* where it leads; {filename} is replaced */
    wikijs_tristate feature_page_ratings;     /* ratings of pages */
    wikijs_tristate feature_page_comments;    /* comments on pages */
    wikijs_tristate feature_personal_wikis;   /* personal wikis */
    wikijs_tristate security_open_redirect;   /* block open redirects */
    wikijs_tristate security_iframe;          /* block framing by other sites */
    wikijs_tristate security_referrer_policy; /* send no referrer to other sites */
    wikijs_tristate security_trust_proxy;     /* trust X-Forwarded-* of a proxy */
    wikijs_tristate security_sri;             /* subresource integrity */
    wikijs_tristate security_hsts;            /* strict transport security */
    int64_t security_hsts_duration;           /* its duration in seconds */
    wikijs_tristate security_csp;             /* content security policy */
    const char *security_csp_directives;      /* its directives */
    int64_t upload_max_file_size;             /* largest upload in bytes */
    int64_t upload_max_files;                 /* most files in one upload */
    wikijs_tristate upload_scan_svg;          /* clean uploaded SVG */
    wikijs_tristate upload_force_download;    /* serve what is no image as a download */
    int64_t timeout_ms;                       /* whole call; 0: the client's default */
} wikijs_site_config_input;

#define WIKIJS_SITE_CONFIG_INPUT_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_site_config_input) \
    }

/**
 * Read the settings of the site.
 *
 * Sends site.config; needs manage:system.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_site_config_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_site_get_config(wikijs_client *client, const wikijs_call_options *options,
                                      wikijs_site_config **out, wikijs_error *err);

/** Start wikijs_site_get_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_site_get_config_async(wikijs_client *client, const wikijs_call_options *options,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_site_get_config_async(). @since 0.1 */
WIKIJS_API int wikijs_site_get_config_finish(wikijs_call *call, wikijs_site_config **out, wikijs_error *err);

/**
 * Change settings of the site; the others stay as they are.
 *
 * The server checks nothing. What could lock everybody out is checked here: a lifetime of tokens that is no time span, a
 * negative number, an address of the wiki without http. Numbers cannot be set to 0. Sends site.updateConfig; needs
 * manage:system.
 *
 * @param client  client
 * @param input   what to change; not NULL
 * @param err     receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_site_update_config(wikijs_client *client, const wikijs_site_config_input *input,
                                         wikijs_error *err);

/** Start wikijs_site_update_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_site_update_config_async(wikijs_client *client, const wikijs_site_config_input *input,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_site_update_config_async(). @since 0.1 */
WIKIJS_API int wikijs_site_update_config_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
