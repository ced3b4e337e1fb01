/* SPDX-License-Identifier: MIT */
/* The field tables of the localization family. */
#include "model/models.h"

const struct wikijs_model *const wj_localization_models[] = {
    NULL,
};
