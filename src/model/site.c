/* SPDX-License-Identifier: MIT */
/* The field tables of the site family. */
#include "model/models.h"

const struct wikijs_model *const wj_site_models[] = {
    NULL,
};
