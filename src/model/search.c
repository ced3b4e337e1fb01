/* SPDX-License-Identifier: MIT */
/* The field tables of the search family. */
#include "model/models.h"

const struct wikijs_model *const wj_search_models[] = {
    NULL,
};
