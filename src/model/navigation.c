/* SPDX-License-Identifier: MIT */
/* The field tables of the navigation family. */
#include "model/models.h"

const struct wikijs_model *const wj_navigation_models[] = {
    NULL,
};
