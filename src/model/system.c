/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/system.h. */
#include "model/models.h"

#include <wikijs/system.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field system_info_fields[] = {
    [WIKIJS_SYSTEM_INFO_CONFIG_FILE]                 = FIELD(wikijs_system_info, config_file, "configFile", "CONFIG FILE", DEF, "manage:system", "path of its configuration"),
    [WIKIJS_SYSTEM_INFO_CPU_CORES]                   = FIELD(wikijs_system_info, cpu_cores, "cpuCores", "CPU CORES", DEF, "manage:system", "number of processor cores"),
    [WIKIJS_SYSTEM_INFO_CURRENT_VERSION]             = FIELD(wikijs_system_info, current_version, "currentVersion", "VERSION", DEF | COL, "manage:system", "version that runs"),
    [WIKIJS_SYSTEM_INFO_DB_HOST]                     = FIELD(wikijs_system_info, db_host, "dbHost", "DB HOST", DEF, "manage:system", "host, or file, of its database"),
    [WIKIJS_SYSTEM_INFO_DB_TYPE]                     = FIELD(wikijs_system_info, db_type, "dbType", "DB", DEF | COL, "manage:system", "kind of database"),
    [WIKIJS_SYSTEM_INFO_DB_VERSION]                  = FIELD(wikijs_system_info, db_version, "dbVersion", "DB VERSION", DEF | COL, "manage:system", "version of the database"),
    [WIKIJS_SYSTEM_INFO_GROUPS_TOTAL]                = FIELD(wikijs_system_info, groups_total, "groupsTotal", "GROUPS", DEF | COL, "write:users, manage:users, write:groups, manage:groups or manage:navigation", "number of groups"),
    [WIKIJS_SYSTEM_INFO_HOSTNAME]                    = FIELD(wikijs_system_info, hostname, "hostname", "HOST", DEF | COL, "manage:system", "name of its machine"),
    [WIKIJS_SYSTEM_INFO_HTTP_PORT]                   = FIELD(wikijs_system_info, http_port, "httpPort", "HTTP PORT", DEF, "manage:system", "port that it listens on"),
    [WIKIJS_SYSTEM_INFO_HTTP_REDIRECTION]            = FIELD(wikijs_system_info, http_redirection, "httpRedirection", "REDIRECTION", DEF, "manage:system", "whether HTTP is redirected to HTTPS"),
    [WIKIJS_SYSTEM_INFO_HTTPS_PORT]                  = FIELD(wikijs_system_info, https_port, "httpsPort", "HTTPS PORT", DEF, "manage:system", "port for HTTPS; 0: none"),
    [WIKIJS_SYSTEM_INFO_LATEST_VERSION]              = FIELD(wikijs_system_info, latest_version, "latestVersion", "LATEST", DEF | COL, "manage:system", "newest version that it knows of"),
    [WIKIJS_SYSTEM_INFO_LATEST_VERSION_RELEASE_DATE] = FIELD_TIME(wikijs_system_info, latest_version_release_date, "latestVersionReleaseDate", "RELEASED", DEF, "manage:system", "when that was released"),
    [WIKIJS_SYSTEM_INFO_NODE_VERSION]                = FIELD(wikijs_system_info, node_version, "nodeVersion", "NODE", DEF | COL, "manage:system", "version of Node.js"),
    [WIKIJS_SYSTEM_INFO_OPERATING_SYSTEM]            = FIELD(wikijs_system_info, operating_system, "operatingSystem", "SYSTEM", DEF | COL, "manage:system", "operating system"),
    [WIKIJS_SYSTEM_INFO_PAGES_TOTAL]                 = FIELD(wikijs_system_info, pages_total, "pagesTotal", "PAGES", DEF | COL, "manage:pages, delete:pages or manage:navigation", "number of pages"),
    [WIKIJS_SYSTEM_INFO_PLATFORM]                    = FIELD(wikijs_system_info, platform, "platform", "PLATFORM", DEF, "manage:system", "docker, or the name of the platform"),
    [WIKIJS_SYSTEM_INFO_RAM_TOTAL]                   = FIELD(wikijs_system_info, ram_total, "ramTotal", "RAM", DEF, "manage:system", "memory of its machine, as a text for people"),
    [WIKIJS_SYSTEM_INFO_SSL_DOMAIN]                  = FIELD(wikijs_system_info, ssl_domain, "sslDomain", "TLS DOMAIN", DEF, "manage:system", "domain of the certificate of Let's Encrypt"),
    [WIKIJS_SYSTEM_INFO_SSL_EXPIRATION_DATE]         = FIELD_TIME(wikijs_system_info, ssl_expiration_date, "sslExpirationDate", "TLS EXPIRES", DEF, "manage:system", "when that certificate ends"),
    [WIKIJS_SYSTEM_INFO_SSL_PROVIDER]                = FIELD(wikijs_system_info, ssl_provider, "sslProvider", "TLS", DEF, "manage:system", "where the certificate comes from"),
    [WIKIJS_SYSTEM_INFO_SSL_STATUS]                  = FIELD(wikijs_system_info, ssl_status, "sslStatus", "TLS STATUS", DEF, "manage:system", "always OK"),
    [WIKIJS_SYSTEM_INFO_SSL_SUBSCRIBER_EMAIL]        = FIELD(wikijs_system_info, ssl_subscriber_email, "sslSubscriberEmail", "TLS EMAIL", DEF, "manage:system", "who was named to the provider"),
    [WIKIJS_SYSTEM_INFO_TAGS_TOTAL]                  = FIELD(wikijs_system_info, tags_total, "tagsTotal", "TAGS", DEF | COL, "manage:pages, delete:pages or manage:navigation", "number of tags"),
    [WIKIJS_SYSTEM_INFO_TELEMETRY]                   = FIELD(wikijs_system_info, telemetry, "telemetry", "TELEMETRY", DEF, "manage:system", "whether it reports to its makers"),
    [WIKIJS_SYSTEM_INFO_TELEMETRY_CLIENT_ID]         = FIELD(wikijs_system_info, telemetry_client_id, "telemetryClientId", "CLIENT ID", DEF, "manage:system", "as whom it reports"),
    [WIKIJS_SYSTEM_INFO_UPGRADE_CAPABLE]             = FIELD(wikijs_system_info, upgrade_capable, "upgradeCapable", "UPGRADABLE", DEF, "manage:system", "whether it can upgrade itself"),
    [WIKIJS_SYSTEM_INFO_USERS_TOTAL]                 = FIELD(wikijs_system_info, users_total, "usersTotal", "USERS", DEF | COL, "write:users, manage:users, write:groups, manage:groups or manage:navigation", "number of users"),
    [WIKIJS_SYSTEM_INFO_WORKING_DIRECTORY]           = FIELD(wikijs_system_info, working_directory, "workingDirectory", "FOLDER", DEF, "manage:system", "folder that it runs in"),
};
const struct wikijs_model wj_system_info_model = MODEL(wikijs_system_info, "SystemInfo", system_info_fields);

static const struct wj_field system_flag_fields[] = {
    [WIKIJS_SYSTEM_FLAG_KEY]   = FIELD(wikijs_system_flag, key, "key", "KEY", DEF | COL, NULL, "name: ldapdebug or sqllog"),
    [WIKIJS_SYSTEM_FLAG_VALUE] = FIELD(wikijs_system_flag, value, "value", "ON", DEF | COL, NULL, "whether it is on"),
};
const struct wikijs_model wj_system_flag_model = MODEL(wikijs_system_flag, "SystemFlag", system_flag_fields);

static const struct wj_field system_extension_fields[] = {
    [WIKIJS_SYSTEM_EXTENSION_KEY]           = FIELD(wikijs_system_extension, key, "key", "KEY", DEF | COL, NULL, "name"),
    [WIKIJS_SYSTEM_EXTENSION_TITLE]         = FIELD(wikijs_system_extension, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_SYSTEM_EXTENSION_DESCRIPTION]   = FIELD(wikijs_system_extension, description, "description", "DESCRIPTION", DEF, NULL, "what it is for"),
    [WIKIJS_SYSTEM_EXTENSION_IS_INSTALLED]  = FIELD(wikijs_system_extension, is_installed, "isInstalled", "INSTALLED", DEF | COL, NULL, "whether it is there"),
    [WIKIJS_SYSTEM_EXTENSION_IS_COMPATIBLE] = FIELD(wikijs_system_extension, is_compatible, "isCompatible", "COMPATIBLE", DEF | COL, NULL, "whether it could be"),
};
const struct wikijs_model wj_system_extension_model = MODEL(wikijs_system_extension, "SystemExtension", system_extension_fields);

static const struct wj_field system_export_status_fields[] = {
    [WIKIJS_SYSTEM_EXPORT_STATUS_STATUS]     = FIELD(wikijs_system_export_status, status, "status", "STATUS", DEF | COL, NULL, "notrunning, running, success or error"),
    [WIKIJS_SYSTEM_EXPORT_STATUS_PROGRESS]   = FIELD(wikijs_system_export_status, progress, "progress", "PROGRESS", DEF | COL, NULL, "per cent; may stand still for long"),
    [WIKIJS_SYSTEM_EXPORT_STATUS_MESSAGE]    = FIELD(wikijs_system_export_status, message, "message", "MESSAGE", DEF | COL, NULL, "what went wrong"),
    [WIKIJS_SYSTEM_EXPORT_STATUS_STARTED_AT] = FIELD_TIME(wikijs_system_export_status, started_at, "startedAt", "STARTED", DEF | COL, NULL, "when it was started"),
};
const struct wikijs_model wj_system_export_status_model = MODEL(wikijs_system_export_status, "SystemExportStatus", system_export_status_fields);

static const struct wj_field system_import_failure_fields[] = {
    [WIKIJS_SYSTEM_IMPORT_FAILURE_PROVIDER] = FIELD(wikijs_system_import_failure, provider, "provider", "PROVIDER", DEF | COL, NULL, "how that user logged in"),
    [WIKIJS_SYSTEM_IMPORT_FAILURE_EMAIL]    = FIELD(wikijs_system_import_failure, email, "email", "EMAIL", DEF | COL, NULL, "address"),
    [WIKIJS_SYSTEM_IMPORT_FAILURE_ERROR]    = FIELD(wikijs_system_import_failure, error, "error", "ERROR", DEF | COL, NULL, "what went wrong"),
};
const struct wikijs_model wj_system_import_failure_model = MODEL(wikijs_system_import_failure, "SystemImportUsersResponseFailed", system_import_failure_fields);

static const struct wj_field system_import_fields[] = {
    [WIKIJS_SYSTEM_IMPORT_USERS_COUNT]  = FIELD(wikijs_system_import, users_count, "usersCount", "USERS", DEF | COL, NULL, "users that were made"),
    [WIKIJS_SYSTEM_IMPORT_GROUPS_COUNT] = FIELD(wikijs_system_import, groups_count, "groupsCount", "GROUPS", DEF | COL, NULL, "groups that were made"),
    [WIKIJS_SYSTEM_IMPORT_FAILED]       = FIELD_OBJECTS(wikijs_system_import, failed, "failed", &wj_system_import_failure_model, "FAILED", DEF, NULL, "users who could not be"),
};
const struct wikijs_model wj_system_import_model = MODEL(wikijs_system_import, "SystemImportUsersResponse", system_import_fields);

/* clang-format on */

const struct wikijs_model *const wj_system_models[] = {
    &wj_system_info_model,
    &wj_system_flag_model,
    &wj_system_extension_model,
    &wj_system_export_status_model,
    &wj_system_import_failure_model,
    &wj_system_import_model,
    NULL,
};
