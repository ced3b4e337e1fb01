/* SPDX-License-Identifier: MIT */
/**
 * @file key_value.h
 * Settings of providers, engines and storage targets: a key, and a value as JSON text.
 */
#ifndef WIKIJS_KEY_VALUE_H
#define WIKIJS_KEY_VALUE_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_key_value (GraphQL type KeyValuePair), in the order of its table. */
enum { WIKIJS_KEY_VALUE_KEY, WIKIJS_KEY_VALUE_VALUE, WIKIJS_KEY_VALUE_FIELDS };

/** One setting, as the server gives it. */
typedef struct wikijs_key_value {
    uint64_t present;
    const char *key;   /* name of the setting */
    const char *value; /* JSON text: the value with its type, title and hint */
} wikijs_key_value;

typedef struct wikijs_key_values {
    const wikijs_key_value *const *items;
    size_t count;
} wikijs_key_values;

/** One setting to write. */
typedef struct wikijs_key_value_input {
    const char *key;   /* name of the setting; required */
    const char *value; /* JSON text {"v": the value} */
} wikijs_key_value_input;

typedef struct wikijs_key_value_inputs {
    const wikijs_key_value_input *items; /* NULL: not set */
    size_t count;
} wikijs_key_value_inputs;

#ifdef __cplusplus
}
#endif
#endif
