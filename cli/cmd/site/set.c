/* SPDX-License-Identifier: MIT */
#include "cmd/site/site.h"

#include "assignments.h"
#include "call.h"
#include "report.h"

#include <wikijs/site.h>

#include <stddef.h>

/* clang-format off */
static const size_t offsets[WIKIJS_SITE_CONFIG_FIELDS] = {
    [WIKIJS_SITE_CONFIG_HOST] = offsetof(wikijs_site_config_input, host),
    [WIKIJS_SITE_CONFIG_TITLE] = offsetof(wikijs_site_config_input, title),
    [WIKIJS_SITE_CONFIG_DESCRIPTION] = offsetof(wikijs_site_config_input, description),
    [WIKIJS_SITE_CONFIG_ROBOTS] = offsetof(wikijs_site_config_input, robots),
    [WIKIJS_SITE_CONFIG_ANALYTICS_SERVICE] = offsetof(wikijs_site_config_input, analytics_service),
    [WIKIJS_SITE_CONFIG_ANALYTICS_ID] = offsetof(wikijs_site_config_input, analytics_id),
    [WIKIJS_SITE_CONFIG_COMPANY] = offsetof(wikijs_site_config_input, company),
    [WIKIJS_SITE_CONFIG_CONTENT_LICENSE] = offsetof(wikijs_site_config_input, content_license),
    [WIKIJS_SITE_CONFIG_FOOTER_OVERRIDE] = offsetof(wikijs_site_config_input, footer_override),
    [WIKIJS_SITE_CONFIG_LOGO_URL] = offsetof(wikijs_site_config_input, logo_url),
    [WIKIJS_SITE_CONFIG_PAGE_EXTENSIONS] = offsetof(wikijs_site_config_input, page_extensions),
    [WIKIJS_SITE_CONFIG_AUTH_AUTO_LOGIN] = offsetof(wikijs_site_config_input, auth_auto_login),
    [WIKIJS_SITE_CONFIG_AUTH_ENFORCE2_FA] = offsetof(wikijs_site_config_input, auth_enforce2_fa),
    [WIKIJS_SITE_CONFIG_AUTH_HIDE_LOCAL] = offsetof(wikijs_site_config_input, auth_hide_local),
    [WIKIJS_SITE_CONFIG_AUTH_LOGIN_BG_URL] = offsetof(wikijs_site_config_input, auth_login_bg_url),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_AUDIENCE] = offsetof(wikijs_site_config_input, auth_jwt_audience),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_EXPIRATION] = offsetof(wikijs_site_config_input, auth_jwt_expiration),
    [WIKIJS_SITE_CONFIG_AUTH_JWT_RENEWABLE_PERIOD] = offsetof(wikijs_site_config_input, auth_jwt_renewable_period),
    [WIKIJS_SITE_CONFIG_EDIT_FAB] = offsetof(wikijs_site_config_input, edit_fab),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_BAR] = offsetof(wikijs_site_config_input, edit_menu_bar),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_BTN] = offsetof(wikijs_site_config_input, edit_menu_btn),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_BTN] = offsetof(wikijs_site_config_input, edit_menu_external_btn),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_NAME] = offsetof(wikijs_site_config_input, edit_menu_external_name),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_ICON] = offsetof(wikijs_site_config_input, edit_menu_external_icon),
    [WIKIJS_SITE_CONFIG_EDIT_MENU_EXTERNAL_URL] = offsetof(wikijs_site_config_input, edit_menu_external_url),
    [WIKIJS_SITE_CONFIG_FEATURE_PAGE_RATINGS] = offsetof(wikijs_site_config_input, feature_page_ratings),
    [WIKIJS_SITE_CONFIG_FEATURE_PAGE_COMMENTS] = offsetof(wikijs_site_config_input, feature_page_comments),
    [WIKIJS_SITE_CONFIG_FEATURE_PERSONAL_WIKIS] = offsetof(wikijs_site_config_input, feature_personal_wikis),
    [WIKIJS_SITE_CONFIG_SECURITY_OPEN_REDIRECT] = offsetof(wikijs_site_config_input, security_open_redirect),
    [WIKIJS_SITE_CONFIG_SECURITY_IFRAME] = offsetof(wikijs_site_config_input, security_iframe),
    [WIKIJS_SITE_CONFIG_SECURITY_REFERRER_POLICY] = offsetof(wikijs_site_config_input, security_referrer_policy),
    [WIKIJS_SITE_CONFIG_SECURITY_TRUST_PROXY] = offsetof(wikijs_site_config_input, security_trust_proxy),
    [WIKIJS_SITE_CONFIG_SECURITY_SRI] = offsetof(wikijs_site_config_input, security_sri),
    [WIKIJS_SITE_CONFIG_SECURITY_HSTS] = offsetof(wikijs_site_config_input, security_hsts),
    [WIKIJS_SITE_CONFIG_SECURITY_HSTS_DURATION] = offsetof(wikijs_site_config_input, security_hsts_duration),
    [WIKIJS_SITE_CONFIG_SECURITY_CSP] = offsetof(wikijs_site_config_input, security_csp),
    [WIKIJS_SITE_CONFIG_SECURITY_CSP_DIRECTIVES] = offsetof(wikijs_site_config_input, security_csp_directives),
    [WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILE_SIZE] = offsetof(wikijs_site_config_input, upload_max_file_size),
    [WIKIJS_SITE_CONFIG_UPLOAD_MAX_FILES] = offsetof(wikijs_site_config_input, upload_max_files),
    [WIKIJS_SITE_CONFIG_UPLOAD_SCAN_SVG] = offsetof(wikijs_site_config_input, upload_scan_svg),
    [WIKIJS_SITE_CONFIG_UPLOAD_FORCE_DOWNLOAD] = offsetof(wikijs_site_config_input, upload_force_download),
};
/* clang-format on */

static const struct assignable settings = { "SiteConfig", "site get", offsets, INT32_MAX };

static int update(struct cli *cli, const wikijs_site_config_input *input)
{
    int status;
    CALL(status, cli, wikijs_site_update_config_async(cli->client, input, CALL_TASK),
         wikijs_site_update_config_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed the settings of the site");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
    struct assigned assigned;
    int code = assignments_read(cli, &settings, operands, &input, &assigned);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = update(cli, &input);
    assigned_free(&assigned);
    return code;
}

static const struct example examples[] = {
    { "Title and comments", "wikijs site set title=Handbook featurePageComments=false" },
    { "Uploads up to 50 MiB", "wikijs site set uploadMaxFileSize=52428800" },
    { "A footer from a file", "wikijs site set footerOverride=@footer.md" },
    { 0 },
};

const struct cmd cmd_site_set = {
    .name = "set",
    .summary = "Change settings of the site",
    .usage = "<setting>=<value>...",
    .text =
        "Change the settings that are given and nothing else. Names and types are those of 'site get': true or false, a number, a text, or words with commas between. <setting>=@<file> takes the value from a file.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
