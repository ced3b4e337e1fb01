/* SPDX-License-Identifier: MIT */
/**
 * @file system.h
 * The server itself: what it says of itself, its switches, telemetry, upgrade and certificates.
 *
 *     wikijs_system_info *info;
 *     if (wikijs_system_get_info(client, NULL, &info, &err) == 0)
 *         printf("%s\n", info->current_version ? info->current_version : "not told");
 *     wikijs_system_info_free(info);
 *
 * Nearly all of it needs manage:system. What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_SYSTEM_H
#define WIKIJS_SYSTEM_H

#include <wikijs/error.h>
#include <wikijs/system_export.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_system_info (GraphQL type SystemInfo), in the order of its table. */
enum {
    WIKIJS_SYSTEM_INFO_CONFIG_FILE,
    WIKIJS_SYSTEM_INFO_CPU_CORES,
    WIKIJS_SYSTEM_INFO_CURRENT_VERSION,
    WIKIJS_SYSTEM_INFO_DB_HOST,
    WIKIJS_SYSTEM_INFO_DB_TYPE,
    WIKIJS_SYSTEM_INFO_DB_VERSION,
    WIKIJS_SYSTEM_INFO_GROUPS_TOTAL,
    WIKIJS_SYSTEM_INFO_HOSTNAME,
    WIKIJS_SYSTEM_INFO_HTTP_PORT,
    WIKIJS_SYSTEM_INFO_HTTP_REDIRECTION,
    WIKIJS_SYSTEM_INFO_HTTPS_PORT,
    WIKIJS_SYSTEM_INFO_LATEST_VERSION,
    WIKIJS_SYSTEM_INFO_LATEST_VERSION_RELEASE_DATE,
    WIKIJS_SYSTEM_INFO_NODE_VERSION,
    WIKIJS_SYSTEM_INFO_OPERATING_SYSTEM,
    WIKIJS_SYSTEM_INFO_PAGES_TOTAL,
    WIKIJS_SYSTEM_INFO_PLATFORM,
    WIKIJS_SYSTEM_INFO_RAM_TOTAL,
    WIKIJS_SYSTEM_INFO_SSL_DOMAIN,
    WIKIJS_SYSTEM_INFO_SSL_EXPIRATION_DATE,
    WIKIJS_SYSTEM_INFO_SSL_PROVIDER,
    WIKIJS_SYSTEM_INFO_SSL_STATUS,
    WIKIJS_SYSTEM_INFO_SSL_SUBSCRIBER_EMAIL,
    WIKIJS_SYSTEM_INFO_TAGS_TOTAL,
    WIKIJS_SYSTEM_INFO_TELEMETRY,
    WIKIJS_SYSTEM_INFO_TELEMETRY_CLIENT_ID,
    WIKIJS_SYSTEM_INFO_UPGRADE_CAPABLE,
    WIKIJS_SYSTEM_INFO_USERS_TOTAL,
    WIKIJS_SYSTEM_INFO_WORKING_DIRECTORY,
    WIKIJS_SYSTEM_INFO_FIELDS
};

/** What the server says of itself. What the credentials may not see is not present. */
typedef struct wikijs_system_info {
    uint64_t present;                    /* WIKIJS_BIT(WIKIJS_SYSTEM_INFO_...) of the fields that came back */
    const char *config_file;             /* path of its configuration */
    int64_t cpu_cores;                   /* number of processor cores */
    const char *current_version;         /* version that runs */
    const char *db_host;                 /* host, or file, of its database */
    const char *db_type;                 /* kind of database */
    const char *db_version;              /* version of the database */
    int64_t groups_total;                /* number of groups */
    const char *hostname;                /* name of its machine */
    int64_t http_port;                   /* port that it listens on */
    bool http_redirection;               /* whether HTTP is redirected to HTTPS */
    int64_t https_port;                  /* port for HTTPS; 0: none */
    const char *latest_version;          /* newest version that it knows of */
    int64_t latest_version_release_date; /* when that was released; Unix ms */
    const char *node_version;            /* version of Node.js */
    const char *operating_system;        /* operating system */
    int64_t pages_total;                 /* number of pages */
    const char *platform;                /* docker, or the name of the platform */
    const char *ram_total;               /* memory of its machine, as a text for people */
    const char *ssl_domain;              /* domain of the certificate of Let's Encrypt */
    int64_t ssl_expiration_date;         /* when that certificate ends; Unix ms */
    const char *ssl_provider;            /* where the certificate comes from */
    const char *ssl_status;              /* always OK */
    const char *ssl_subscriber_email;    /* who was named to the provider */
    int64_t tags_total;                  /* number of tags */
    bool telemetry;                      /* whether it reports to its makers */
    const char *telemetry_client_id;     /* as whom it reports */
    bool upgrade_capable;                /* whether it can upgrade itself */
    int64_t users_total;                 /* number of users */
    const char *working_directory;       /* folder that it runs in */
} wikijs_system_info;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_system_info_free(wikijs_system_info *object);

/** Fields of wikijs_system_flag (GraphQL type SystemFlag), in the order of its table. */
enum { WIKIJS_SYSTEM_FLAG_KEY, WIKIJS_SYSTEM_FLAG_VALUE, WIKIJS_SYSTEM_FLAG_FIELDS };

/** A switch for finding faults in the server. */
typedef struct wikijs_system_flag {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_SYSTEM_FLAG_...) of the fields that came back */
    const char *key;  /* name: ldapdebug or sqllog */
    bool value;       /* whether it is on */
} wikijs_system_flag;

/** A list of flags. Opaque; read it with _count and _at. */
typedef struct wikijs_system_flag_list wikijs_system_flag_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_system_flag_list_count(const wikijs_system_flag_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_system_flag *wikijs_system_flag_list_at(const wikijs_system_flag_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_system_flag_list_free(wikijs_system_flag_list *list);

/** Fields of wikijs_system_extension (GraphQL type SystemExtension), in the order of its table. */
enum {
    WIKIJS_SYSTEM_EXTENSION_KEY,
    WIKIJS_SYSTEM_EXTENSION_TITLE,
    WIKIJS_SYSTEM_EXTENSION_DESCRIPTION,
    WIKIJS_SYSTEM_EXTENSION_IS_INSTALLED,
    WIKIJS_SYSTEM_EXTENSION_IS_COMPATIBLE,
    WIKIJS_SYSTEM_EXTENSION_FIELDS
};

/** A program that the server can make use of. */
typedef struct wikijs_system_extension {
    uint64_t present;        /* WIKIJS_BIT(WIKIJS_SYSTEM_EXTENSION_...) of the fields that came back */
    const char *key;         /* name */
    const char *title;       /* title */
    const char *description; /* what it is for */
    bool is_installed;       /* whether it is there */
    bool is_compatible;      /* whether it could be */
} wikijs_system_extension;

/** A list of extensions. Opaque; read it with _count and _at. */
typedef struct wikijs_system_extension_list wikijs_system_extension_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_system_extension_list_count(const wikijs_system_extension_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_system_extension *wikijs_system_extension_list_at(const wikijs_system_extension_list *list,
                                                                          size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_system_extension_list_free(wikijs_system_extension_list *list);

/** Fields of wikijs_system_import_failure (GraphQL type SystemImportUsersResponseFailed), in the order of its table. */
enum {
    WIKIJS_SYSTEM_IMPORT_FAILURE_PROVIDER,
    WIKIJS_SYSTEM_IMPORT_FAILURE_EMAIL,
    WIKIJS_SYSTEM_IMPORT_FAILURE_ERROR,
    WIKIJS_SYSTEM_IMPORT_FAILURE_FIELDS
};

/** A user who could not be imported. */
typedef struct wikijs_system_import_failure {
    uint64_t present;     /* WIKIJS_BIT(WIKIJS_SYSTEM_IMPORT_FAILURE_...) of the fields that came back */
    const char *provider; /* how that user logged in */
    const char *email;    /* address */
    const char *error;    /* what went wrong */
} wikijs_system_import_failure;

/** Users who could not be imported. */
typedef struct wikijs_system_import_failures {
    const wikijs_system_import_failure *const *items;
    size_t count;
} wikijs_system_import_failures;

/** Fields of wikijs_system_import (GraphQL type SystemImportUsersResponse), in the order of its table. */
enum {
    WIKIJS_SYSTEM_IMPORT_USERS_COUNT,
    WIKIJS_SYSTEM_IMPORT_GROUPS_COUNT,
    WIKIJS_SYSTEM_IMPORT_FAILED,
    WIKIJS_SYSTEM_IMPORT_FIELDS
};

/** What an import from Wiki.js 1 brought. */
typedef struct wikijs_system_import {
    uint64_t present;                     /* WIKIJS_BIT(WIKIJS_SYSTEM_IMPORT_...) of the fields that came back */
    int64_t users_count;                  /* users that were made */
    int64_t groups_count;                 /* groups that were made */
    wikijs_system_import_failures failed; /* users who could not be */
} wikijs_system_import;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_system_import_free(wikijs_system_import *object);

typedef struct wikijs_system_flag_input {
    const char *key; /* name: ldapdebug or sqllog */
    bool value;      /* whether it is to be on */
} wikijs_system_flag_input;

/** All flags. */
typedef struct wikijs_system_flag_inputs {
    const wikijs_system_flag_input *items;
    size_t count;
} wikijs_system_flag_inputs;

/** Into which groups imported users come. */
typedef enum wikijs_system_group_mode {
    WIKIJS_SYSTEM_GROUPS_MULTI = 1, /* one group for each set of rights */
    WIKIJS_SYSTEM_GROUPS_SINGLE,    /* one group for all */
    WIKIJS_SYSTEM_GROUPS_NONE
} wikijs_system_group_mode;

/**
 * Read what the server says of itself.
 *
 * Sends system.info. Each field has its own permission; those that are refused are not present, and that is no
 * failure as long as there is one that is not. Versions and paths need manage:system, the numbers of pages and tags
 * manage:pages, delete:pages or manage:navigation, those of users and groups the right to write or manage either.
 *
 * @param client   client
 * @param options  fields WIKIJS_BIT(WIKIJS_SYSTEM_INFO_...); NULL for all
 * @param out      receives what there is; free with wikijs_system_info_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN none of the fields may be read
 * @since 0.1
 */
WIKIJS_API int wikijs_system_get_info(wikijs_client *client, const wikijs_read_options *options,
                                      wikijs_system_info **out, wikijs_error *err);

/** Start wikijs_system_get_info() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_get_info_async(wikijs_client *client, const wikijs_read_options *options,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_get_info_async(). @since 0.1 */
WIKIJS_API int wikijs_system_get_info_finish(wikijs_call *call, wikijs_system_info **out, wikijs_error *err);

/**
 * List the switches for finding faults.
 *
 * Sends system.flags.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_system_flag_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_list_flags(wikijs_client *client, const wikijs_call_options *options,
                                        wikijs_system_flag_list **out, wikijs_error *err);

/** Start wikijs_system_list_flags() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_list_flags_async(wikijs_client *client, const wikijs_call_options *options,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_list_flags_async(). @since 0.1 */
WIKIJS_API int wikijs_system_list_flags_finish(wikijs_call *call, wikijs_system_flag_list **out, wikijs_error *err);

/**
 * Turn one switch on or off, and leave the others.
 *
 * Reads system.flags, then sends all of them back (system.updateFlags): the server replaces them as a whole.
 *
 * @param client   client
 * @param key      name of the flag
 * @param value    whether it is to be on
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such flag; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_set_flag(wikijs_client *client, const char *key, bool value,
                                      const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_system_set_flag() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_set_flag_async(wikijs_client *client, const char *key, bool value,
                                            const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                            wikijs_call **out_call);

/** Take the outcome of wikijs_system_set_flag_async(). @since 0.1 */
WIKIJS_API int wikijs_system_set_flag_finish(wikijs_call *call, wikijs_error *err);

/**
 * Replace all switches.
 *
 * Sends system.updateFlags as it is. Flags that are missing are gone until the server starts again, and unknown
 * ones are stored.
 *
 * @param client   client
 * @param flags    all flags; copied
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_replace_flags(wikijs_client *client, const wikijs_system_flag_inputs *flags,
                                           const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_system_replace_flags() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_replace_flags_async(wikijs_client *client, const wikijs_system_flag_inputs *flags,
                                                 const wikijs_call_options *options, wikijs_call_done_fn done,
                                                 void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_replace_flags_async(). @since 0.1 */
WIKIJS_API int wikijs_system_replace_flags_finish(wikijs_call *call, wikijs_error *err);

/**
 * List the programs that the server can make use of.
 *
 * Sends system.extensions.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_system_extension_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_list_extensions(wikijs_client *client, const wikijs_call_options *options,
                                             wikijs_system_extension_list **out, wikijs_error *err);

/** Start wikijs_system_list_extensions() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_list_extensions_async(wikijs_client *client, const wikijs_call_options *options,
                                                   wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_list_extensions_async(). @since 0.1 */
WIKIJS_API int wikijs_system_list_extensions_finish(wikijs_call *call, wikijs_system_extension_list **out,
                                                    wikijs_error *err);

/** Start wikijs_system_get_export_status() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_get_export_status_async(wikijs_client *client, const wikijs_call_options *options,
                                                     wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_start_export_async(). @since 0.1 */
WIKIJS_API int wikijs_system_start_export_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server report to its makers, or no longer.
 *
 * Sends system.setTelemetry.
 *
 * @param client   client
 * @param enabled  whether it is to report
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_set_telemetry(wikijs_client *client, bool enabled, const wikijs_call_options *options,
                                           wikijs_error *err);

/** Start wikijs_system_set_telemetry() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_set_telemetry_async(wikijs_client *client, bool enabled,
                                                 const wikijs_call_options *options, wikijs_call_done_fn done,
                                                 void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_set_telemetry_async(). @since 0.1 */
WIKIJS_API int wikijs_system_set_telemetry_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server report under another name from now on.
 *
 * Sends system.resetTelemetryClientId.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_reset_telemetry_client_id(wikijs_client *client, const wikijs_call_options *options,
                                                       wikijs_error *err);

/** Start wikijs_system_reset_telemetry_client_id() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_reset_telemetry_client_id_async(wikijs_client *client, const wikijs_call_options *options,
                                                             wikijs_call_done_fn done, void *payload,
                                                             wikijs_call **out_call);

/** Take the outcome of wikijs_system_reset_telemetry_client_id_async(). @since 0.1 */
WIKIJS_API int wikijs_system_reset_telemetry_client_id_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server redirect HTTP to HTTPS, or no longer.
 *
 * Sends system.setHTTPSRedirection. **Without working HTTPS nobody reaches the site over HTTP any more**, this
 * client included.
 *
 * @param client   client
 * @param enabled  whether to redirect
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_set_https_redirection(wikijs_client *client, bool enabled,
                                                   const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_system_set_https_redirection() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_set_https_redirection_async(wikijs_client *client, bool enabled,
                                                         const wikijs_call_options *options, wikijs_call_done_fn done,
                                                         void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_set_https_redirection_async(). @since 0.1 */
WIKIJS_API int wikijs_system_set_https_redirection_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server renew its certificate of Let's Encrypt.
 *
 * Sends system.renewHTTPSCertificate.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_REFUSED it has no HTTPS of its own (server_code 7002), or the certificate is not of Let's
 *         Encrypt (7003); WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_renew_https_certificate(wikijs_client *client, const wikijs_call_options *options,
                                                     wikijs_error *err);

/** Start wikijs_system_renew_https_certificate() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_renew_https_certificate_async(wikijs_client *client, const wikijs_call_options *options,
                                                           wikijs_call_done_fn done, void *payload,
                                                           wikijs_call **out_call);

/** Take the outcome of wikijs_system_renew_https_certificate_async(). @since 0.1 */
WIKIJS_API int wikijs_system_renew_https_certificate_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server upgrade itself.
 *
 * Sends system.performUpgrade. **The server stops and starts anew.** It needs the upgrade companion beside it: see
 * upgrade_capable of wikijs_system_info.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0 the upgrade has begun; WIKIJS_E_REFUSED there is no companion; WIKIJS_E_FORBIDDEN manage:system is
 *         missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_perform_upgrade(wikijs_client *client, const wikijs_call_options *options,
                                             wikijs_error *err);

/** Start wikijs_system_perform_upgrade() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_perform_upgrade_async(wikijs_client *client, const wikijs_call_options *options,
                                                   wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_perform_upgrade_async(). @since 0.1 */
WIKIJS_API int wikijs_system_perform_upgrade_finish(wikijs_call *call, wikijs_error *err);

/**
 * Import users from the database of a Wiki.js 1.
 *
 * Sends system.importUsersFromV1. The server itself connects to that database, and waits long for one that does not
 * answer. The connection text may hold a password; it is sent and never logged.
 *
 * @param client      client
 * @param connection  MongoDB connection text, "mongodb://..."
 * @param mode        into which groups they come
 * @param options     NULL for defaults
 * @param out         receives what it brought; free with wikijs_system_import_free()
 * @param err         receives details on failure; may be NULL
 * @return 0, also when single users failed; WIKIJS_E_REFUSED the database cannot be read; WIKIJS_E_FORBIDDEN
 *         manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_import_users_from_v1(wikijs_client *client, const char *connection,
                                                  wikijs_system_group_mode mode, const wikijs_call_options *options,
                                                  wikijs_system_import **out, wikijs_error *err);

/** Start wikijs_system_import_users_from_v1() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_import_users_from_v1_async(wikijs_client *client, const char *connection,
                                                        wikijs_system_group_mode mode,
                                                        const wikijs_call_options *options, wikijs_call_done_fn done,
                                                        void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_import_users_from_v1_async(). @since 0.1 */
WIKIJS_API int wikijs_system_import_users_from_v1_finish(wikijs_call *call, wikijs_system_import **out,
                                                         wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
