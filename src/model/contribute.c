/* SPDX-License-Identifier: MIT */
/* The field tables of the contribute family. */
#include "model/models.h"

const struct wikijs_model *const wj_contribute_models[] = {
    NULL,
};
