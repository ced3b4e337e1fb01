/* SPDX-License-Identifier: MIT */
/* The field tables of the asset family. */
#include "model/models.h"

const struct wikijs_model *const wj_asset_models[] = {
    NULL,
};
