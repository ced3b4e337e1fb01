/* SPDX-License-Identifier: MIT */
/**
 * @file module.h
 * Changes to what a wiki is made of: comment providers, search engines, renderers. Each has a key, can be on or off, and
 * has settings.
 */
#ifndef WIKIJS_MODULE_H
#define WIKIJS_MODULE_H

#include <wikijs/key_value.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A change to one of them. What is not set stays as it is. */
typedef struct wikijs_module_input {
    const char *key;                /* which one; required */
    wikijs_tristate is_enabled;     /* on or off */
    wikijs_key_value_inputs config; /* settings to change; the others keep their values */
} wikijs_module_input;

typedef struct wikijs_module_inputs {
    const wikijs_module_input *items;
    size_t count;
} wikijs_module_inputs;

#ifdef __cplusplus
}
#endif
#endif
