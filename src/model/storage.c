/* SPDX-License-Identifier: MIT */
/* The field tables of the storage family. */
#include "model/models.h"

const struct wikijs_model *const wj_storage_models[] = {
    NULL,
};
