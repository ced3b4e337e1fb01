/* SPDX-License-Identifier: MIT */
/**
 * @file operation.h
 * The operations of the server by name: what there is, what each takes and answers, and a call that takes JSON.
 *
 * An operation is one field of the server's API, named "namespace.field". Each has a row in the library, from which its
 * typed function is made, too; here the row can be read, and run without that function:
 *
 *     wikijs_answer *answer;
 *     wikijs_operation_call(client, "users.single", "{\"id\":3}", NULL, &answer, &err);
 *     puts(answer->data.ptr);
 *     wikijs_answer_free(answer);
 *
 * Nothing but the call needs a client.
 */
#ifndef WIKIJS_OPERATION_H
#define WIKIJS_OPERATION_H

#include <wikijs/error.h>
#include <wikijs/graphql.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One operation of the server; lives as long as the program. */
typedef struct wikijs_operation wikijs_operation;

/** How an operation is sent. */
typedef enum wikijs_operation_kind {
    WIKIJS_OPERATION_QUERY = 1,
    WIKIJS_OPERATION_MUTATION,
    WIKIJS_OPERATION_ROUTE /* a file route beside GraphQL: has functions of its own, cannot be called by name */
} wikijs_operation_kind;

/** What an operation answers. */
typedef enum wikijs_operation_result {
    WIKIJS_OPERATION_OBJECT = 1, /* an object of the model; nothing there is WIKIJS_E_NOT_FOUND */
    WIKIJS_OPERATION_LIST,       /* a list of them */
    WIKIJS_OPERATION_STRINGS,    /* a list of texts */
    WIKIJS_OPERATION_BOOL,       /* true or false */
    WIKIJS_OPERATION_RESPONSE,   /* done or not; beside it the model's fields, or an object of it under `payload` */
    WIKIJS_OPERATION_BYTES       /* a file */
} wikijs_operation_result;

/** Bits of wikijs_operation_info.flags. */
enum {
    WIKIJS_OPERATION_WRITES = 1,         /* changes something */
    WIKIJS_OPERATION_REPEATABLE = 2,     /* doing it twice does no harm */
    WIKIJS_OPERATION_SERIAL = 4,         /* the library sends it to a server one at a time */
    WIKIJS_OPERATION_PARTIAL = 8,        /* an error on one field leaves the rest of the answer usable */
    WIKIJS_OPERATION_NO_CREDENTIALS = 16 /* sent without credentials */
};

/** What is known of an operation. Texts are static. */
typedef struct wikijs_operation_info {
    const char *name;               /* "users.single" */
    const char *namespace_;         /* "users" */
    const char *field;              /* "single" */
    const char *permission;         /* what the server demands, such as "manage:pages or delete:pages"; NULL: nothing */
    const char *since;              /* version of the library */
    const char *payload;            /* RESPONSE: the member that holds the object; NULL: none */
    const wikijs_model *model;      /* of what it answers; NULL: no objects */
    wikijs_operation_kind kind;     /* how it is sent */
    wikijs_operation_result result; /* what it answers */
    uint32_t flags;                 /* bits of WIKIJS_OPERATION_... */
    uint32_t argument_count;        /* for wikijs_operation_argument() */
    uint64_t fields;                /* those of the model that can be had; bits by field index */
    const void *reserved[4];        /* NULL */
} wikijs_operation_info;

/** One argument of an operation, or one member of an input object. Texts are static. */
typedef struct wikijs_argument {
    const char *name;          /* as GraphQL has it */
    const char *type;          /* in GraphQL's words: "Int!", "[String]!", "[PageRuleInput]!" */
    bool required;             /* must be given and not be null */
    bool secret;               /* never printed, not even by mistake */
    const char *const *values; /* of an enum: `value_count` of them; NULL: any */
    size_t value_count;        /* 0: no enum */
    size_t member_count;       /* of an input object, or of each in a list; see wikijs_argument_member() */
    const void *members;       /* the library's own; see wikijs_argument_member() */
    const void *reserved[4];   /* NULL */
} wikijs_argument;

/**
 * The i-th of all operations, namespace by namespace, for tools that list them.
 *
 * @param index  from 0
 * @return the operation, or NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_operation *wikijs_operation_at(size_t index);

/**
 * Find an operation by its name.
 *
 * @param name  such as "users.single"; case matters
 * @return the operation, or NULL when the library has none of that name
 * @since 0.1
 */
WIKIJS_API const wikijs_operation *wikijs_operation_by_name(const char *name);

/**
 * Describe an operation.
 *
 * @param operation  operation
 * @return the description; all NULL and 0 for NULL
 * @since 0.1
 */
WIKIJS_API wikijs_operation_info wikijs_operation_describe(const wikijs_operation *operation);

/**
 * Describe one argument of an operation.
 *
 * @param operation  operation
 * @param index      from 0
 * @return the description; all NULL and 0 past the end
 * @since 0.1
 */
WIKIJS_API wikijs_argument wikijs_operation_argument(const wikijs_operation *operation, size_t index);

/**
 * Describe one member of an argument that is an input object or a list of them.
 *
 * @param argument  argument, or a member that has members itself
 * @param index     from 0
 * @return the description; all NULL and 0 past the end
 * @since 0.1
 */
WIKIJS_API wikijs_argument wikijs_argument_member(const wikijs_argument *argument, size_t index);

/**
 * Write the GraphQL document of an operation: "query($id:Int!){users{single(id:$id){id name email}}}".
 *
 * @param operation  operation
 * @param fields     mask of the model's fields; 0: those that come by default
 * @param buffer     receives at most `size` bytes, always NUL-terminated when size > 0; may be NULL when size is 0
 * @param size       size of `buffer` in bytes
 * @return the length of the whole text without NUL, whether it fitted or not; 0 for a file route, or out of memory
 * @since 0.1
 */
WIKIJS_API size_t wikijs_operation_document(const wikijs_operation *operation, uint64_t fields, char *buffer,
                                            size_t size);

/**
 * Check arguments as wikijs_operation_call() does before it sends anything: every name is known (else the nearest is
 * named), every required one is there, every value is of its type.
 *
 * @param name            operation, such as "users.single"
 * @param variables_json  a JSON object; NULL: no arguments
 * @param err             receives what is wrong; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_operation_check(const char *name, const char *variables_json, wikijs_error *err);

/** Options of wikijs_operation_call(). */
typedef struct wikijs_operation_options {
    size_t struct_size;
    uint64_t fields;    /* mask of the fields of the result's model; 0: those that come by default */
    int64_t timeout_ms; /* 0: the client's default for reads or writes */
} wikijs_operation_options;

#define WIKIJS_OPERATION_OPTIONS_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_operation_options) \
    }

/**
 * Run an operation by its name and wait for its answer.
 *
 * What the library knows of the operation holds here, too: whether it writes and may be repeated, that some writes go
 * one at a time, what a refusal means and which permission is missing; a mutation that the server reports as failed is a
 * failure. What typed functions do beyond one request (keep what an update leaves out, check paths, put tags back) is
 * theirs alone.
 *
 * Arguments are checked before anything is sent, as by wikijs_operation_check().
 *
 * @param client          client
 * @param name            operation, such as "users.single"; an unknown one is refused and the nearest are named
 * @param variables_json  a JSON object with the arguments, copied; NULL: none
 * @param options         NULL for defaults
 * @param out             receives the answer: `data` is what stands under namespace and field, `body` the whole; also
 *                        together with an error of the server, when it sent JSON; free with wikijs_answer_free()
 * @param err             receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG the name or an argument is wrong, nothing was sent; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_operation_call(wikijs_client *client, const char *name, const char *variables_json,
                                     const wikijs_operation_options *options, wikijs_answer **out, wikijs_error *err);

/**
 * Start wikijs_operation_call() without waiting.
 *
 * @param client          client
 * @param name            operation
 * @param variables_json  a JSON object with the arguments, copied; NULL: none
 * @param options         NULL for defaults; copied
 * @param done            runs when the call has ended
 * @param payload         given to `done`
 * @param out_call        receives the call, valid until `done` returns; may be NULL
 * @return 0 started; WIKIJS_E_ARG, WIKIJS_E_BUSY, WIKIJS_E_NOMEM: `done` will not run
 * @since 0.1
 */
WIKIJS_API int wikijs_operation_call_async(wikijs_client *client, const char *name, const char *variables_json,
                                           const wikijs_operation_options *options, wikijs_call_done_fn done,
                                           void *payload, wikijs_call **out_call);

/**
 * Take the outcome of wikijs_operation_call_async().
 *
 * @param call  ended call
 * @param out   receives the answer; free with wikijs_answer_free()
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_operation_call()
 * @since 0.1
 */
WIKIJS_API int wikijs_operation_call_finish(wikijs_call *call, wikijs_answer **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
