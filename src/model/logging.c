/* SPDX-License-Identifier: MIT */
/* The field tables of the logging family. */
#include "model/models.h"

const struct wikijs_model *const wj_logging_models[] = {
    NULL,
};
