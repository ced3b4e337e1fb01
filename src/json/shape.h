/* SPDX-License-Identifier: MIT */
/*
 * Field tables: how a JSON object and a C struct correspond. One row a field; from the rows come the selection set,
 * the decoder, the JSON writer, the CLI's columns, the documentation.
 *
 * Every described struct begins with `uint64_t present`. Object lists are structs { const T *const *items; size_t count; }.
 *
 * FIELD takes the C type from the member itself, so a row cannot disagree with its struct; FIELD_AS names the type where
 * one C type stands for two (times are int64_t, JSON texts are wikijs_str) and still checks the member.
 */
#ifndef WJ_JSON_SHAPE_H
#define WJ_JSON_SHAPE_H

#include <stddef.h>
#include <stdint.h>
#include <wikijs/model.h>
#include <wikijs/types.h>

struct wj_field {
    const char *name;
    uint32_t offset;
    uint16_t flags; /* WIKIJS_FIELD_... */
    uint8_t name_len;
    uint8_t type; /* wikijs_type */
    const struct wikijs_model *model;
    const char *column;
    const char *permission;
    const char *doc;
};

struct wikijs_model {
    const char *name; /* of the GraphQL type */
    const struct wj_field *fields;
    uint32_t size; /* sizeof the C struct */
    uint32_t field_count;
};

#define WJ_MEMBER_TYPE(T, member) \
    _Generic(((T *)0)->member,              \
        bool: WIKIJS_TYPE_BOOL,             \
        int64_t: WIKIJS_TYPE_INT,           \
        const char *: WIKIJS_TYPE_STRING,   \
        wikijs_str: WIKIJS_TYPE_TEXT,       \
        wikijs_strings: WIKIJS_TYPE_STRINGS, \
        wikijs_ints: WIKIJS_TYPE_INTS)

#define WJ_FIELD_ROW(T, member, graphql, type_, model_, column_, flags_, permission_, doc_)                  \
    {                                                                                                        \
        .name = (graphql), .offset = (uint32_t)offsetof(T, member), .flags = (flags_),                       \
        .name_len = (uint8_t)(sizeof(graphql) - 1), .type = (type_), .model = (model_), .column = (column_), \
        .permission = (permission_), .doc = (doc_)                                                           \
    }

/* bool, int64_t, const char *, wikijs_str, wikijs_strings, wikijs_ints */
#define FIELD(T, member, graphql, column, flags, permission, doc) \
    WJ_FIELD_ROW(T, member, graphql, WJ_MEMBER_TYPE(T, member), NULL, column, flags, permission, doc)
/* int64_t, Unix milliseconds */
#define FIELD_TIME(T, member, graphql, column, flags, permission, doc) \
    WJ_FIELD_ROW(T, member, graphql,                                   \
                 _Generic(((T *)0)->member, int64_t                    \
                          : WIKIJS_TYPE_TIME),                         \
                 NULL, column, flags, permission, doc)
/* wikijs_str that receives the JSON text of any value */
#define FIELD_JSON(T, member, graphql, column, flags, permission, doc) \
    WJ_FIELD_ROW(T, member, graphql,                                   \
                 _Generic(((T *)0)->member, wikijs_str                 \
                          : WIKIJS_TYPE_JSON),                         \
                 NULL, column, flags, permission, doc)
/* const U *, described by model */
#define FIELD_OBJECT(T, member, graphql, model, column, flags, permission, doc) \
    WJ_FIELD_ROW(T, member, graphql, WIKIJS_TYPE_OBJECT, model, column, flags, permission, doc)
/* struct { const U *const *items; size_t count; } */
#define FIELD_OBJECTS(T, member, graphql, model, column, flags, permission, doc) \
    WJ_FIELD_ROW(T, member, graphql, WIKIJS_TYPE_OBJECTS, model, column, flags, permission, doc)

#define MODEL(T, graphql, table)                                           \
    {                                                                      \
        .name = (graphql), .fields = (table), .size = (uint32_t)sizeof(T), \
        .field_count = (uint32_t)(sizeof(table) / sizeof *(table))         \
    }

/* The layout that all object lists share. */
struct wj_objects {
    const void *const *items;
    size_t count;
};

#endif
