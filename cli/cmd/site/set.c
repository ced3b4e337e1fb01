/* SPDX-License-Identifier: MIT */
#include "cmd/site/site.h"

#include "call.h"
#include "file_value.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"
#include "text/match.h"

#include <wikijs/site.h>

#include <stdlib.h>
#include <string.h>

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

struct values {
    wikijs_site_config_input input;
    char *texts[WIKIJS_SITE_CONFIG_FIELDS]; /* what the strings of the input point to */
    const char **lists[WIKIJS_SITE_CONFIG_FIELDS];
};

static int unknown(struct cli *cli, const wikijs_model *model, const char *key)
{
    const char *names[WIKIJS_SITE_CONFIG_FIELDS + 1] = { NULL };
    for (size_t i = 0; i < WIKIJS_SITE_CONFIG_FIELDS; i++)
        names[i] = wikijs_model_field(model, i).name;
    const char *nearest = text_nearest(key, names);
    return nearest ? report_usage(cli, "there is no setting '%s'; did you mean '%s'?", key, nearest)
                   : report_usage(cli, "there is no setting '%s'; see 'wikijs site get'", key);
}

/* "a, b" as a list; the words are inside `text`. */
static wikijs_strings split(char *text, const char ***items)
{
    size_t count = 0;
    *items = xcalloc(strlen(text) + 1, sizeof **items);
    for (char *word = strtok_r(text, ", ", &text); word; word = strtok_r(NULL, ", ", &text))
        (*items)[count++] = word;
    return (wikijs_strings){ *items, count };
}

static int set_bool(struct cli *cli, const char *key, const char *text, void *member)
{
    bool yes = strcmp(text, "true") == 0, no = strcmp(text, "false") == 0;
    if (!yes && !no)
        return report_usage(cli, "'%s' is true or false, not '%s'", key, text);
    *(wikijs_tristate *)member = yes ? WIKIJS_YES : WIKIJS_NO;
    return 0;
}

static int set_number(struct cli *cli, const char *key, const char *text, void *member)
{
    char *end;
    long long number = strtoll(text, &end, 10);
    if (*end || end == text || number <= 0 || number > INT32_MAX)
        return report_usage(cli, "'%s' is a number from 1 to %d, not '%s'", key, INT32_MAX, text);
    *(int64_t *)member = number;
    return 0;
}

static int set_value(struct cli *cli, struct values *values, size_t index, const wikijs_field *field)
{
    void *member = (char *)&values->input + offsets[index];
    char *text = values->texts[index];
    switch (field->type) {
    case WIKIJS_TYPE_BOOL:
        return set_bool(cli, field->name, text, member);
    case WIKIJS_TYPE_INT:
        return set_number(cli, field->name, text, member);
    case WIKIJS_TYPE_STRINGS:
        *(wikijs_strings *)member = split(text, &values->lists[index]);
        return 0;
    default:
        *(const char **)member = text;
        return 0;
    }
}

static int read_operand(struct cli *cli, const wikijs_model *model, const char *operand, struct values *values)
{
    const char *equals = strchr(operand, '=');
    if (!equals)
        return report_usage(cli, "'%s' is not <setting>=<value>", operand);
    char *key = xstrndup(operand, (size_t)(equals - operand));
    int index = wikijs_model_find(model, key);
    int code = index < 0 ? unknown(cli, model, key) : 0;
    if (code == 0 && values->texts[index])
        code = report_usage(cli, "'%s' is given twice", key);
    struct buffer value = { 0 };
    if (code == 0)
        code = file_value_read(cli, equals + 1, &value);
    if (code == 0) {
        wikijs_field field = wikijs_model_field(model, (size_t)index);
        values->texts[index] = xstrndup(buffer_text(&value), value.length);
        code = set_value(cli, values, (size_t)index, &field);
    }
    buffer_free(&value);
    free(key);
    return code;
}

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
    const wikijs_model *model = wikijs_model_by_name("SiteConfig");
    struct values values = { .input = WIKIJS_SITE_CONFIG_INPUT_INIT };
    int code = 0;
    for (size_t i = 0; i < operands->count && code == 0; i++)
        code = read_operand(cli, model, operands->items[i], &values);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = update(cli, &values.input);
    for (size_t i = 0; i < WIKIJS_SITE_CONFIG_FIELDS; i++) {
        free(values.texts[i]);
        free(values.lists[i]);
    }
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
