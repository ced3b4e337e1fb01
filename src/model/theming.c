/* SPDX-License-Identifier: MIT */
/* The field tables of the theming family. */
#include "model/models.h"

const struct wikijs_model *const wj_theming_models[] = {
    NULL,
};
