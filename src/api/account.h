/* SPDX-License-Identifier: MIT */
/* What is checked of an account before it is sent. Each refuses the request with one clear line. */
#ifndef WJ_API_ACCOUNT_H
#define WJ_API_ACCOUNT_H

#include "client/request.h"

enum { WJ_EMAIL_MAX = 255 };

/*
 * An email address in the server's form, lower case, to `out`. What stands before the @ is checked for what mail cannot
 * carry, what is behind it must be a host name with a dot, as the server wants it.
 */
void wj_email_read(struct wj_request *request, const char *email, char out[WJ_EMAIL_MAX + 1]);
/* An IANA name. */
void wj_time_zone_check(struct wj_request *request, const char *name);
/* Two to 255 characters, as the server wants it. */
void wj_user_name_check(struct wj_request *request, const char *name);
/* "", "DD/MM/YYYY", ... and "", "light", "dark". */
void wj_date_format_check(struct wj_request *request, const char *format);
void wj_appearance_check(struct wj_request *request, const char *appearance);

#endif
