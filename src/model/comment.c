/* SPDX-License-Identifier: MIT */
/* The field tables of the comment family. */
#include "model/models.h"

const struct wikijs_model *const wj_comment_models[] = {
    NULL,
};
