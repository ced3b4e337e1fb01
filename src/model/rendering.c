/* SPDX-License-Identifier: MIT */
/* The field tables of the rendering family. */
#include "model/models.h"

const struct wikijs_model *const wj_rendering_models[] = {
    NULL,
};
