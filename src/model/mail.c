/* SPDX-License-Identifier: MIT */
/* The field tables of the mail family. */
#include "model/models.h"

const struct wikijs_model *const wj_mail_models[] = {
    NULL,
};
