/* SPDX-License-Identifier: MIT */
/**
 * @file model.h
 * The field tables, for programs that show, select or convert results without knowing their structs.
 *
 * Every GraphQL type that the library returns is one model: an ordered list of fields. A result struct starts with
 * `uint64_t present`; bit i is set when field i was asked for and came back non-null.
 *
 *     const wikijs_model *model = wikijs_model_by_name("PageListItem");
 *     for (size_t i = 0; i < wikijs_model_field_count(model); i++) {
 *         wikijs_value value = wikijs_value_get(model, page, i);
 *         if (value.present && value.type == WIKIJS_TYPE_STRING) puts(value.string.ptr);
 *     }
 */
#ifndef WIKIJS_MODEL_H
#define WIKIJS_MODEL_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_type {
    WIKIJS_TYPE_BOOL = 1,
    WIKIJS_TYPE_INT,
    WIKIJS_TYPE_TIME,    /* int64_t, Unix milliseconds, UTC */
    WIKIJS_TYPE_STRING,  /* const char * */
    WIKIJS_TYPE_TEXT,    /* wikijs_str: large, may contain NUL */
    WIKIJS_TYPE_JSON,    /* wikijs_str: the JSON text of the value */
    WIKIJS_TYPE_STRINGS, /* wikijs_strings */
    WIKIJS_TYPE_INTS,    /* wikijs_ints */
    WIKIJS_TYPE_OBJECT,  /* pointer to the struct of field.model */
    WIKIJS_TYPE_OBJECTS  /* list of pointers to it */
} wikijs_type;

/** Bits of wikijs_field.flags. */
enum {
    WIKIJS_FIELD_DEFAULT = 1, /* selected when the caller names no fields */
    WIKIJS_FIELD_COLUMN = 2,  /* a column of the default table */
    WIKIJS_FIELD_BIG = 4,     /* may be large; never in a table */
    WIKIJS_FIELD_SECRET = 8,  /* masked wherever it is printed */
    WIKIJS_FIELD_BROKEN = 16, /* the server fails when it is asked for this; never selected unless named */
    WIKIJS_FIELD_LOCAL = 32   /* made by the library, not a field of the server's type */
};

/** What is known of one field. */
typedef struct wikijs_field {
    const char *name;          /* GraphQL name, such as "updatedAt" */
    const char *column;        /* table heading, such as "UPDATED" */
    const char *doc;           /* one sentence fragment */
    const char *permission;    /* what it takes to read it, such as "read:source or write:pages"; NULL: nothing */
    const wikijs_model *model; /* of OBJECT and OBJECTS */
    wikijs_type type;          /* which C type its member has */
    uint32_t flags;            /* bits of WIKIJS_FIELD_... */
} wikijs_field;

/** One value of a result; `type` says which member holds it. */
typedef struct wikijs_value {
    wikijs_type type;           /* which of the members below holds it */
    bool present;               /* false: not asked for, or null; then nothing below counts */
    bool boolean;               /* BOOL */
    int64_t integer;            /* INT and TIME */
    wikijs_str string;          /* STRING, TEXT, JSON */
    wikijs_strings strings;     /* STRINGS */
    wikijs_ints ints;           /* INTS */
    const wikijs_model *model;  /* OBJECT, OBJECTS */
    const void *const *objects; /* OBJECTS: `count` of them; OBJECT: one */
    size_t count;               /* of the list, or 1 */
} wikijs_value;

/**
 * Find a model by the name of its GraphQL type.
 *
 * @param name  such as "Page" or "PageListItem"; case matters
 * @return the model, or NULL when the library has none of that name
 * @since 0.1
 */
WIKIJS_API const wikijs_model *wikijs_model_by_name(const char *name);

/**
 * The i-th of all models, for tools that list them.
 *
 * @param index  from 0
 * @return the model, or NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_model *wikijs_model_at(size_t index);

/**
 * The name of a model's GraphQL type.
 *
 * @param model  model
 * @return a static string
 * @since 0.1
 */
WIKIJS_API const char *wikijs_model_name(const wikijs_model *model);

/**
 * The number of fields of a model, at most 64.
 *
 * @param model  model
 * @return number of fields
 * @since 0.1
 */
WIKIJS_API size_t wikijs_model_field_count(const wikijs_model *model);

/**
 * Describe one field.
 *
 * @param model  model
 * @param index  from 0, the same number as the field's enumerator
 * @return the description; all NULL and 0 past the end
 * @since 0.1
 */
WIKIJS_API wikijs_field wikijs_model_field(const wikijs_model *model, size_t index);

/**
 * Find a field by its GraphQL name.
 *
 * @param model  model
 * @param name   such as "updatedAt"; case matters
 * @return its index, or -1
 * @since 0.1
 */
WIKIJS_API int wikijs_model_find(const wikijs_model *model, const char *name);

/**
 * The mask of the fields that are selected when the caller names none.
 *
 * @param model  model
 * @return bits by field index
 * @since 0.1
 */
WIKIJS_API uint64_t wikijs_model_default_fields(const wikijs_model *model);

/**
 * Read one field of a result.
 *
 * @param model   the model of the result
 * @param object  the result, or an object inside it
 * @param index   field index
 * @return the value; its memory belongs to the result
 * @since 0.1
 */
WIKIJS_API wikijs_value wikijs_value_get(const wikijs_model *model, const void *object, size_t index);

/**
 * Write an object as JSON: only the fields of the mask that are present, under their GraphQL names; times in
 * RFC 3339 with milliseconds, in UTC; a requested field that is not present as null.
 *
 * @param model   the model of the object
 * @param object  the object
 * @param fields  mask of fields; 0: all that are present
 * @param buffer  receives at most `size` bytes, always NUL-terminated when size > 0; may be NULL when size is 0
 * @param size    size of `buffer` in bytes
 * @return the length of the whole text without NUL, whether it fitted or not; 0 when out of memory
 * @since 0.1
 */
WIKIJS_API size_t wikijs_object_to_json(const wikijs_model *model, const void *object, uint64_t fields, char *buffer,
                                        size_t size);

/**
 * Copy an object with everything that it points to: an item of an iterator, an element of a list, to keep it longer.
 *
 * @param model   the model of the object
 * @param object  the object
 * @return the copy, to be freed as the result of its type: wikijs_page_free() for a page, otherwise
 *         wikijs_object_free(); NULL when out of memory
 * @since 0.1
 */
WIKIJS_API void *wikijs_object_copy(const wikijs_model *model, const void *object);

/**
 * Free a copy made by wikijs_object_copy().
 *
 * @param copy  the copy; NULL is fine
 * @since 0.1
 */
WIKIJS_API void wikijs_object_free(void *copy);

/**
 * Write a time as RFC 3339 with milliseconds in UTC: "2026-11-22T19:33:39.367Z".
 *
 * @param unix_ms  Unix milliseconds, years 0000 to 9999
 * @param buffer   receives 25 bytes
 * @since 0.1
 */
WIKIJS_API void wikijs_time_format(int64_t unix_ms, char buffer[25]);

/**
 * Read an ISO 8601 / RFC 3339 time: a date alone, or with time, fraction and zone.
 *
 * @param text     NUL-terminated; a time without a zone is taken as UTC
 * @param unix_ms  receives Unix milliseconds
 * @return 0 or WIKIJS_E_ARG
 * @since 0.1
 */
WIKIJS_API int wikijs_time_parse(const char *text, int64_t *unix_ms);

#ifdef __cplusplus
}
#endif
#endif
