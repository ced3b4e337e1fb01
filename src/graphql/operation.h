/* SPDX-License-Identifier: MIT */
/*
 * Operation rows: what the server can be asked. From a row come the document, the variables, the way its answer is
 * read, whether it may be repeated, and the permission that a refusal names.
 */
#ifndef WJ_GRAPHQL_OPERATION_H
#define WJ_GRAPHQL_OPERATION_H

#include "json/shape.h"
#include <stddef.h>
#include <stdint.h>

/* The C type of an argument's member in the argument struct, and so when it counts as left out. */
enum wj_arg_type {
    WJ_ARG_INT,     /* int64_t; 0 is left out unless required; must fit 32 bits */
    WJ_ARG_STRING,  /* const char *; NULL is left out */
    WJ_ARG_TEXT,    /* wikijs_str; NULL ptr is left out */
    WJ_ARG_BOOL,    /* wikijs_tristate (int); unset is left out, WIKIJS_NO when required */
    WJ_ARG_FLAG,    /* bool; false is left out */
    WJ_ARG_TIME,    /* int64_t Unix ms, sent as ISO text; 0 is left out */
    WJ_ARG_STRINGS, /* wikijs_strings; NULL items is left out, an empty list when required */
    WJ_ARG_INTS,    /* wikijs_ints; the same */
    WJ_ARG_ENUM,    /* int (enum); 0 is left out; sent as names[value] */
    WJ_ARG_OBJECTS  /* struct { const T *items; size_t count; }, each item described by rows of its own; as STRINGS */
};

enum { WJ_ARG_REQUIRED = 1, WJ_ARG_SECRET = 2 };

struct wj_arg {
    const char *name;         /* GraphQL argument */
    const char *graphql_type; /* "Int!", "[String]!", "PageOrderBy" */
    uint8_t type;
    uint8_t flags;
    uint32_t offset;
    uint8_t enum_count;
    const char *const *enum_names; /* ENUM: by value; names[0] is NULL */
    const struct wj_arg *rows;     /* OBJECTS: of an item */
    uint8_t row_count;
    uint32_t item_size; /* OBJECTS: sizeof an item */
};

#define ARG(T, member, name_, graphql_type_, type_, flags_)                                   \
    {                                                                                         \
        .name = (name_), .graphql_type = (graphql_type_), .type = (type_), .flags = (flags_), \
        .offset = (uint32_t)offsetof(T, member)                                               \
    }
#define ARG_ENUM(T, member, name_, graphql_type_, names_, flags_)                                 \
    {                                                                                             \
        .name = (name_), .graphql_type = (graphql_type_), .type = WJ_ARG_ENUM, .flags = (flags_), \
        .offset = (uint32_t)offsetof(T, member), .enum_names = (names_),                          \
        .enum_count = (uint8_t)(sizeof(names_) / sizeof *(names_))                                \
    }
/* A list of input objects: `member` is struct { const Item *items; size_t count; }. */
#define ARG_OBJECTS(T, member, name_, graphql_type_, Item, rows_, flags_)                            \
    {                                                                                                \
        .name = (name_), .graphql_type = (graphql_type_), .type = WJ_ARG_OBJECTS, .flags = (flags_), \
        .offset = (uint32_t)offsetof(T, member), .rows = (rows_),                                    \
        .row_count = (uint8_t)(sizeof(rows_) / sizeof *(rows_)), .item_size = (uint32_t)sizeof(Item) \
    }

/* The layout that all lists of input objects share. */
struct wj_inputs {
    const void *items;
    size_t count;
};

/* What stands under `namespace.field` in the answer. */
enum wj_answer_kind {
    WJ_ANSWER_OBJECT,  /* one object of `model`; null is NOT_FOUND */
    WJ_ANSWER_LIST,    /* list of objects of `model`: the result is a struct wj_list */
    WJ_ANSWER_STRINGS, /* list of strings: the result is a wikijs_string_list */
    WJ_ANSWER_BOOL,    /* a boolean: the result is a struct wj_bool_result */
    WJ_ANSWER_RESPONSE, /* responseResult, and beside it: nothing (model NULL), the fields of `model` (payload NULL), or the
                           object `payload` of `model` */
    WJ_ANSWER_RAW       /* the whole body: the result is a wikijs_answer */
};

enum {
    WJ_OP_WRITE = 1,      /* a mutation */
    WJ_OP_IDEMPOTENT = 2, /* repeating it does no harm although it is a write */
    WJ_OP_SERIAL = 4,     /* one at a time for each server, through wikijs_shared */
    WJ_OP_PARTIAL = 8,    /* errors on single fields leave the rest of the answer usable */
    WJ_OP_NO_AUTH = 16,   /* sent without credentials: login, health */
    WJ_OP_HTTP = 32,      /* a file route, not GraphQL: `field` is informative, the path is the request's */
    WJ_OP_LOGIN = 128,    /* a mutation that changes nothing at the server: it gets credentials */
    WJ_OP_TREE = 64       /* its tree rebuild may collide and be reported as a failure although it happened */
};

struct wj_op {
    const char *namespace_; /* "pages" */
    const char *field;      /* "single" */
    const char *name;       /* "pages.single" */
    uint16_t flags;
    uint8_t answer;
    uint8_t arg_count;
    const struct wj_arg *args;
    const struct wikijs_model *model;
    const char *payload;
    uint64_t exclude;       /* fields of `model` that break this operation's answer */
    const char *permission; /* what the server demands, such as "manage:pages or delete:pages" */
    const char *reads; /* of a read: the tags of what its answer tells of (graphql/tags.h), or "-why it is not kept" */
    const char *touches; /* of a write: the tags of what is out of date after it, "*" for all, or "-why nothing is" */
    const char *since;
};

/* Whether an argument or a field of the answer is a secret. */
bool wj_op_is_secret(const struct wj_op *op);

#define OP(ns, field_, ...) .namespace_ = (ns), .field = (field_), .name = ns "." field_, .since = "0.1", __VA_ARGS__
#define OP_ARGS(table) .args = (table), .arg_count = (uint8_t)(sizeof(table) / sizeof *(table))

/* The result of WJ_ANSWER_LIST: what a public *_list handle points to. */
struct wj_list {
    uint64_t present;
    struct wj_objects objects;
    const struct wikijs_model *model;
};

struct wj_bool_result {
    uint64_t present;
    bool value;
};

#endif
