/* SPDX-License-Identifier: MIT */
/**
 * @file audit.h
 * Reading the audit log that a client writes: a file with one line of JSON for each call that changes something, each line
 * with the hash of the one before it.
 *
 *     options.audit_log = "/var/log/wikijs/audit.log";               // writing it: an option of the client
 *
 *     wikijs_audit_report report = { .struct_size = sizeof report };
 *     wikijs_audit_verify("/var/log/wikijs/audit.log", NULL, &report, &err);
 *
 *     wikijs_audit_reader_new("/var/log/wikijs/audit.log", &reader, &err);
 *     while (wikijs_audit_reader_next(reader, &entry, &err) > 0) {
 *         puts(entry->operation);
 *         wikijs_audit_entry_free(entry);
 *     }
 *     wikijs_audit_reader_free(reader);
 *
 * No function of this header needs a client. docs/monitoring.md says what the hashes can show and what they cannot.
 */
#ifndef WIKIJS_AUDIT_H
#define WIKIJS_AUDIT_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_audit_entry, in the order of its table. */
enum {
    WIKIJS_AUDIT_ENTRY_SEQ,
    WIKIJS_AUDIT_ENTRY_TIME,
    WIKIJS_AUDIT_ENTRY_OPERATION,
    WIKIJS_AUDIT_ENTRY_TARGET,
    WIKIJS_AUDIT_ENTRY_OUTCOME,
    WIKIJS_AUDIT_ENTRY_STATUS,
    WIKIJS_AUDIT_ENTRY_MESSAGE,
    WIKIJS_AUDIT_ENTRY_HTTP_STATUS,
    WIKIJS_AUDIT_ENTRY_ATTEMPTS,
    WIKIJS_AUDIT_ENTRY_DURATION_MS,
    WIKIJS_AUDIT_ENTRY_ARGUMENTS,
    WIKIJS_AUDIT_ENTRY_WIKI,
    WIKIJS_AUDIT_ENTRY_IDENTITY,
    WIKIJS_AUDIT_ENTRY_USER_ID,
    WIKIJS_AUDIT_ENTRY_GROUP_ID,
    WIKIJS_AUDIT_ENTRY_PROFILE,
    WIKIJS_AUDIT_ENTRY_USER,
    WIKIJS_AUDIT_ENTRY_HOST,
    WIKIJS_AUDIT_ENTRY_PID,
    WIKIJS_AUDIT_ENTRY_TRACE,
    WIKIJS_AUDIT_ENTRY_EVENT,
    WIKIJS_AUDIT_ENTRY_PREV,
    WIKIJS_AUDIT_ENTRY_FIELDS
};

/** One line of an audit log. What a line does not have is NULL or 0; see `present`. */
typedef struct wikijs_audit_entry {
    uint64_t present;
    int64_t seq;           /* number of the line, from 1 */
    int64_t time;          /* when the call began, Unix milliseconds */
    const char *operation; /* "pages.update" */
    const char *target;    /* "id=7 locale=en" */
    const char *outcome;   /* "done", "failed", "unknown" (it may have been done), "not sent" */
    const char *status;    /* "OK", "E_NOT_FOUND" */
    const char *message;   /* why it failed */
    int64_t http_status;   /* status of the newest answer */
    int64_t attempts;      /* requests that were sent */
    int64_t duration_ms;   /* how long it took */
    wikijs_str arguments;  /* JSON; secrets masked, long texts as size and hash */
    const char *wiki;      /* address */
    const char *identity;  /* as whom: "api key 3", an email, "guest" */
    int64_t user_id;       /* of the wiki */
    int64_t group_id;      /* of an API key */
    const char *profile;   /* name of the configuration */
    const char *user;      /* who ran the program */
    const char *host;      /* on which machine */
    int64_t pid;           /* number of the process */
    const char *trace;     /* id of the trace that the call belonged to */
    const char *event;     /* of lines about the log itself: "recovered", "mismatch" */
    const char *prev;      /* hash of the line before */
} wikijs_audit_entry;

/** Reads a file from its beginning to its end. */
typedef struct wikijs_audit_reader wikijs_audit_reader;

/**
 * Open an audit log for reading.
 *
 * @param path  file; "-": standard input
 * @param out   receives the reader; free with wikijs_audit_reader_free()
 * @param err   receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_audit_reader_new(const char *path, wikijs_audit_reader **out, wikijs_error *err);

/**
 * Read the next line. Lines that are no entries, such as one that a crash cut off, are passed over;
 * wikijs_audit_verify() tells of them.
 *
 * @param reader  reader
 * @param out     receives the entry; free with wikijs_audit_entry_free()
 * @param err     receives details on failure; may be NULL
 * @return 1 there was one; 0 at the end; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_audit_reader_next(wikijs_audit_reader *reader, wikijs_audit_entry **out, wikijs_error *err);

/**
 * Close a reader.
 *
 * @param reader  reader, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_audit_reader_free(wikijs_audit_reader *reader);

/**
 * Free what wikijs_audit_reader_next() returned.
 *
 * @param entry  entry, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_audit_entry_free(wikijs_audit_entry *entry);

/** What is known of the log beforehand. */
typedef struct wikijs_audit_verify_options {
    size_t struct_size;
    const char *head;     /* hash of a line that must be there, noted down earlier; NULL: none */
    const char *previous; /* hash that the first line must name, of the end of the file before it; NULL: any */
    int32_t no_head_file; /* non-zero: FILE.head is not looked at; so for files that were renamed */
} wikijs_audit_verify_options;

#define WIKIJS_AUDIT_VERIFY_OPTIONS_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_audit_verify_options) \
    }

/** What wikijs_audit_verify() found. */
typedef struct wikijs_audit_report {
    size_t struct_size;
    int64_t lines;      /* whole lines of the log */
    int64_t first_seq;  /* number of the first one; above 1 the file goes on where another ended */
    int64_t last_seq;   /* number of the last one */
    int64_t problems;   /* how many things are wrong */
    int64_t line;       /* of the file: where the first of them is, from 1; 0: none is */
    int64_t torn;       /* lines that a crash cut off, closed properly by the next line */
    int64_t open_bytes; /* behind the last whole line: it was being written, or is being written now */
    char problem[256];  /* the first one */
    char previous[65];  /* hash that the first line names */
    char head[65];      /* hash of the last line: note it down elsewhere */
} wikijs_audit_report;

/**
 * Check a log: each line holds the hash of the one before it and the next number, and the last is the one that FILE.head
 * names.
 *
 * @param path     file; "-": standard input
 * @param options  NULL for defaults
 * @param report   receives what was found, also on failure; set report->struct_size first
 * @param err      receives details on failure; may be NULL
 * @return 0 it holds together; WIKIJS_E_AUDIT it does not: see `report`; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_audit_verify(const char *path, const wikijs_audit_verify_options *options,
                                   wikijs_audit_report *report, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
