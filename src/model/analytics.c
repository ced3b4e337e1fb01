/* SPDX-License-Identifier: MIT */
/* The field tables of the analytics family. */
#include "model/models.h"

const struct wikijs_model *const wj_analytics_models[] = {
    NULL,
};
