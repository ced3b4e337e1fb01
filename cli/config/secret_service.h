/* SPDX-License-Identifier: MIT */
/*
 * The desktop's secret service (GNOME Keyring, KWallet, KeePassXC), through the program secret-tool of libsecret: it
 * speaks to all of them, and a machine without a desktop needs neither it nor a library.
 */
#ifndef CLI_CONFIG_SECRET_SERVICE_H
#define CLI_CONFIG_SECRET_SERVICE_H

#include <stdbool.h>

/* What is kept: the key of a profile, or the token of a login. */
enum secret_kind { SECRET_API_KEY, SECRET_LOGIN };

/* Whether there seems to be one: the program, and a session bus to reach it by. */
bool secret_service_is_there(void);
/* Keep a secret of a wiki; in the place of an older one. False when the service does not take it. */
bool secret_service_store(enum secret_kind kind, const char *url, const char *secret);
/* NULL when it is not there or the service is locked; else free it with xfree_secret(). */
char *secret_service_find(enum secret_kind kind, const char *url);
void secret_service_forget(enum secret_kind kind, const char *url);
/* The shell command that prints the secret, for `api_key_command`; NULL when the address cannot be put into one. Free it. */
char *secret_service_command(enum secret_kind kind, const char *url);

#endif
