/* SPDX-License-Identifier: MIT */
/* The field tables of the system family. */
#include "model/models.h"

const struct wikijs_model *const wj_system_models[] = {
    NULL,
};
