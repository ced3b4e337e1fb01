/* SPDX-License-Identifier: MIT */
/* The field tables of the user family. */
#include "model/models.h"

const struct wikijs_model *const wj_user_models[] = {
    NULL,
};
