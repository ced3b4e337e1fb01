/* SPDX-License-Identifier: MIT */
/* The settings of the site. The server takes any part of them, and checks nothing. */
#include <string.h>

#include "api/input.h"
#include "api/site_ops.h"
#include "api/typed.h"

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_site_get_config, wj_op_site_config, struct wj_no_args, prepare_nothing, wikijs_site_config,
         (const wikijs_call_options *options), (options))

/* "30m", "14d", "900": what the server's token library takes. */
static bool is_time_span(const char *text)
{
    static const char *const units[] = { "", "ms", "s", "m", "h", "d", "w", "y" };
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits + (text[digits] == ' ');
    for (size_t i = 0; digits > 0 && i < sizeof units / sizeof *units; i++)
        if (strcmp(unit, units[i]) == 0)
            return true;
    return false;
}

static void need_time_span(struct wj_request *request, const char *text, const char *what)
{
    if (text && !is_time_span(text))
        wj_request_refuse(request, "%s '%.40s' is no time span such as 30m or 14d", what, text);
}

static void need_positive(struct wj_request *request, int64_t number, const char *what)
{
    if (number < 0)
        wj_request_refuse(request, "%s cannot be negative", what);
}

/* What could lock everybody out. */
static void check(struct wj_request *request, const wikijs_site_config_input *input)
{
    wj_check_strings(request, input->robots, "robots");
    need_time_span(request, input->auth_jwt_expiration, "authJwtExpiration");
    need_time_span(request, input->auth_jwt_renewable_period, "authJwtRenewablePeriod");
    need_positive(request, input->security_hsts_duration, "securityHSTSDuration");
    need_positive(request, input->upload_max_file_size, "uploadMaxFileSize");
    need_positive(request, input->upload_max_files, "uploadMaxFiles");
    if (input->host && strncmp(input->host, "http://", 7) != 0 && strncmp(input->host, "https://", 8) != 0)
        wj_request_refuse(request, "host '%.80s' does not begin with http:// or https://", input->host);
    if (input->auth_jwt_audience && wj_is_blank(input->auth_jwt_audience, strlen(input->auth_jwt_audience)))
        wj_request_refuse(request, "authJwtAudience is blank");
}

static void prepare_update(struct wj_request *request, wikijs_site_config_input *args,
                           const wikijs_site_config_input *given)
{
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, args, sizeof *args);
    check(request, args);
    request->timeout_ms = args->timeout_ms;
}

WJ_TYPED_PLAIN(wikijs_site_update_config, wj_op_site_update_config, wikijs_site_config_input, prepare_update,
               (const wikijs_site_config_input *input), (input))
