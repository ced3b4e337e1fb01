/* SPDX-License-Identifier: MIT */
/* The field tables of the group family. */
#include "model/models.h"

const struct wikijs_model *const wj_group_models[] = {
    NULL,
};
