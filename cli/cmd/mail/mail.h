/* SPDX-License-Identifier: MIT */
/* The verbs of mail. */
#ifndef CLI_CMD_MAIL_MAIL_H
#define CLI_CMD_MAIL_MAIL_H

#include "show.h"

extern const struct cmd cmd_mail_get;
extern const struct cmd cmd_mail_set;
extern const struct cmd cmd_mail_test;

#endif
