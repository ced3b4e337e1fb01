/* SPDX-License-Identifier: MIT */
#include "api/health_probe.h"

#include <string.h>

#include "base/buf.h"
#include "json/decode.h"

const char wj_typename_document[] = "{__typename}";

const char wj_group_document[] = "query($id:Int!){groups{single(id:$id){name permissions}}}";

/* Ids and paths that do not exist: the server checks the permission before it looks. */
const char wj_probe_document[] = "{"
                                 "me:users{profile{id name email}} "
                                 "info:system{info{currentVersion pagesTotal tagsTotal usersTotal groupsTotal}} "
                                 "search:search{searchEngines{key isEnabled}} "
                                 "readPages:pages{list(limit:1){id}} "
                                 "readHistory:pages{history(id:0){total}} "
                                 "writePages:pages{checkConflicts(id:0,checkoutDate:\"\")} "
                                 "managePages:system{info{pagesTotal}} "
                                 "readAssets:assets{folders(parentFolderId:0){id}} "
                                 "readComments:comments{list(locale:\"en\",path:\"\"){id}} "
                                 "manageUsers:users{single(id:0){id}} "
                                 "manageGroups:groups{single(id:0){id}} "
                                 "manageApi:authentication{apiState} "
                                 "manageNavigation:navigation{config{mode}} "
                                 "manageTheme:theming{config{theme}} "
                                 "manageSystem:system{flags{key}}"
                                 "}";

/* clang-format off */
const struct wj_probe_row wj_probe_rows[WJ_PROBES] = {
    [WJ_PROBE_READ_PAGES]        = { "readPages",        "read:pages",                     "pages list, search, tree, tags, links and get", NULL },
    [WJ_PROBE_READ_SOURCE]       = { NULL,               "read:source",                    "pages get (the content) and edit, unless write:pages is there", NULL },
    [WJ_PROBE_READ_HISTORY]      = { "readHistory",      "read:history",                   "pages history, version and diff", "of undefined" },
    [WJ_PROBE_WRITE_PAGES]       = { "writePages",       "write:pages or manage:pages",    "pages create, update, edit, convert and restore", "does not exist" },
    [WJ_PROBE_MANAGE_PAGES]      = { "managePages",      "manage:pages or delete:pages",   "pages move and delete; pages get has only what the source route tells", NULL },
    [WJ_PROBE_READ_ASSETS]       = { "readAssets",       "read:assets",                    "reading assets", NULL },
    [WJ_PROBE_READ_COMMENTS]     = { "readComments",     "read:comments",                  "reading comments", NULL },
    [WJ_PROBE_MANAGE_USERS]      = { "manageUsers",      "manage:users",                   "managing users", "of undefined" },
    [WJ_PROBE_MANAGE_GROUPS]     = { "manageGroups",     "write:groups or manage:groups",  "managing groups", NULL },
    [WJ_PROBE_MANAGE_API]        = { "manageApi",        "manage:api",                     "managing API keys", NULL },
    [WJ_PROBE_MANAGE_NAVIGATION] = { "manageNavigation", "manage:navigation",              "changing the navigation", NULL },
    [WJ_PROBE_MANAGE_THEME]      = { "manageTheme",      "manage:theme",                   "changing the theme", NULL },
    [WJ_PROBE_MANAGE_SYSTEM]     = { "manageSystem",     "manage:system",                  "pages render; renaming tags, rebuilding the tree, purging histories; the server's version", NULL },
};
/* clang-format on */

/* --- the answer --- */

struct profile {
    uint64_t present;
    int64_t id;
    const char *name, *email;
};

struct users {
    uint64_t present;
    const struct profile *profile;
};

struct info {
    uint64_t present;
    const char *version;
    int64_t pages, tags, users, groups;
};

struct system {
    uint64_t present;
    const struct info *info;
};

struct engines {
    const struct wj_probe_engine *const *items;
    size_t count;
};

struct search {
    uint64_t present;
    struct engines engines;
};

struct data {
    uint64_t present;
    const struct users *me;
    const struct system *info;
    const struct search *search;
};

struct failure {
    uint64_t present;
    const char *message;
    wikijs_str path;
};

struct failures {
    const struct failure *const *items;
    size_t count;
};

struct answer {
    uint64_t present;
    const struct data *data;
    struct failures errors;
};

/* clang-format off */
static const struct wj_field profile_fields[] = {
    FIELD(struct profile, id,    "id",    NULL, 0, NULL, NULL),
    FIELD(struct profile, name,  "name",  NULL, 0, NULL, NULL),
    FIELD(struct profile, email, "email", NULL, 0, NULL, NULL),
};
static const struct wikijs_model profile_model = MODEL(struct profile, "profile", profile_fields);

static const struct wj_field users_fields[] = {
    FIELD_OBJECT(struct users, profile, "profile", &profile_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model users_model = MODEL(struct users, "users", users_fields);

enum { INFO_VERSION, INFO_PAGES, INFO_TAGS, INFO_USERS, INFO_GROUPS };
static const struct wj_field info_fields[] = {
    [INFO_VERSION] = FIELD(struct info, version, "currentVersion", NULL, 0, NULL, NULL),
    [INFO_PAGES]   = FIELD(struct info, pages,   "pagesTotal",     NULL, 0, NULL, NULL),
    [INFO_TAGS]    = FIELD(struct info, tags,    "tagsTotal",      NULL, 0, NULL, NULL),
    [INFO_USERS]   = FIELD(struct info, users,   "usersTotal",     NULL, 0, NULL, NULL),
    [INFO_GROUPS]  = FIELD(struct info, groups,  "groupsTotal",    NULL, 0, NULL, NULL),
};
static const struct wikijs_model info_model = MODEL(struct info, "info", info_fields);

static const struct wj_field system_fields[] = {
    FIELD_OBJECT(struct system, info, "info", &info_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model system_model = MODEL(struct system, "system", system_fields);

static const struct wj_field engine_fields[] = {
    FIELD(struct wj_probe_engine, key,        "key",       NULL, 0, NULL, NULL),
    FIELD(struct wj_probe_engine, is_enabled, "isEnabled", NULL, 0, NULL, NULL),
};
static const struct wikijs_model engine_model = MODEL(struct wj_probe_engine, "engine", engine_fields);

static const struct wj_field search_fields[] = {
    FIELD_OBJECTS(struct search, engines, "searchEngines", &engine_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model search_model = MODEL(struct search, "search", search_fields);

static const struct wj_field data_fields[] = {
    FIELD_OBJECT(struct data, me,     "me",     &users_model,  NULL, 0, NULL, NULL),
    FIELD_OBJECT(struct data, info,   "info",   &system_model, NULL, 0, NULL, NULL),
    FIELD_OBJECT(struct data, search, "search", &search_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model data_model = MODEL(struct data, "data", data_fields);

static const struct wj_field failure_fields[] = {
    FIELD(struct failure, message, "message", NULL, 0, NULL, NULL),
    FIELD_JSON(struct failure, path, "path", NULL, 0, NULL, NULL),
};
static const struct wikijs_model failure_model = MODEL(struct failure, "error", failure_fields);

static const struct wj_field answer_fields[] = {
    FIELD_OBJECT(struct answer, data, "data", &data_model, NULL, 0, NULL, NULL),
    FIELD_OBJECTS(struct answer, errors, "errors", &failure_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model answer_model = MODEL(struct answer, "answer", answer_fields);

struct groups {
    uint64_t present;
    const struct wj_probe_group *group;
};
struct group_data {
    uint64_t present;
    const struct groups *groups;
};
struct group_answer {
    uint64_t present;
    const struct group_data *data;
};

static const struct wj_field group_fields[] = {
    FIELD(struct wj_probe_group, name,        "name",        NULL, 0, NULL, NULL),
    FIELD(struct wj_probe_group, permissions, "permissions", NULL, 0, NULL, NULL),
};
static const struct wikijs_model group_model = MODEL(struct wj_probe_group, "group", group_fields);
static const struct wj_field groups_fields[] = {
    FIELD_OBJECT(struct groups, group, "single", &group_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model groups_model = MODEL(struct groups, "groups", groups_fields);
static const struct wj_field group_data_fields[] = {
    FIELD_OBJECT(struct group_data, groups, "groups", &groups_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model group_data_model = MODEL(struct group_data, "data", group_data_fields);
static const struct wj_field group_answer_fields[] = {
    FIELD_OBJECT(struct group_answer, data, "data", &group_data_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model group_answer_model = MODEL(struct group_answer, "answer", group_answer_fields);
/* clang-format on */

/* The body belongs to the answer of a call: decode a copy of it. */
static int decode(struct wj_arena *arena, wikijs_str body, const struct wikijs_model *model, void *object)
{
    char *text = wj_arena_zalloc(arena, body.len + WJ_BUF_PAD + 1);
    struct wj_json_parser *parser = text ? wj_json_parser_new(arena->allocator) : NULL;
    if (!parser)
        return WIKIJS_E_NOMEM;
    memcpy(text, body.ptr, body.len);
    struct wj_json_error error;
    int status = wj_json_decode(parser, text, body.len, model, object, arena, &error);
    wj_json_parser_free(parser);
    return status;
}

static bool is_about(const struct failure *error, const char *alias)
{
    size_t length = strlen(alias);
    const char *quote = error->path.ptr ? memchr(error->path.ptr, '"', error->path.len) : NULL;
    return quote && strncmp(quote + 1, alias, length) == 0 && quote[length + 1] == '"';
}

static void judge(const struct failures *errors, int probe, struct wj_probe_findings *findings)
{
    const struct wj_probe_row *row = &wj_probe_rows[probe];
    findings->allowed[probe] = WJ_ALLOWED_YES;
    for (size_t i = 0; i < errors->count && findings->allowed[probe] == WJ_ALLOWED_YES; i++) {
        const struct failure *error = errors->items[i];
        const char *message = error->message ? error->message : "an error without a message";
        if (!is_about(error, row->alias) || (row->missing && strstr(message, row->missing)))
            continue;
        bool refused = strcmp(message, "Forbidden") == 0 || strcmp(message, "Unauthorized") == 0;
        findings->allowed[probe] = refused ? WJ_ALLOWED_NO : WJ_ALLOWED_UNKNOWN;
        findings->failure[probe] = refused ? NULL : message;
    }
}

static int64_t number(const struct info *info, int field, int64_t value)
{
    return info && info->present & WIKIJS_BIT(field) ? value : -1;
}

static const char *engine_of(const struct search *search)
{
    if (!search || !search->present)
        return NULL;
    for (size_t i = 0; i < search->engines.count; i++)
        if (search->engines.items[i]->is_enabled)
            return search->engines.items[i]->key;
    return "";
}

static void take_data(const struct data *data, struct wj_probe_findings *findings)
{
    const struct profile *profile = data && data->me ? data->me->profile : NULL;
    if (profile) {
        findings->user_id = profile->id;
        findings->user_name = profile->name;
        findings->user_email = profile->email;
    }
    const struct info *info = data && data->info ? data->info->info : NULL;
    findings->version = info ? info->version : NULL;
    findings->pages_total = number(info, INFO_PAGES, info ? info->pages : 0);
    findings->tags_total = number(info, INFO_TAGS, info ? info->tags : 0);
    findings->users_total = number(info, INFO_USERS, info ? info->users : 0);
    findings->groups_total = number(info, INFO_GROUPS, info ? info->groups : 0);
    findings->search_engine = engine_of(data ? data->search : NULL);
}

int wj_probe_read(struct wj_arena *arena, wikijs_str body, struct wj_probe_findings *findings)
{
    *findings = (struct wj_probe_findings){
        .pages_total = -1, .tags_total = -1, .users_total = -1, .groups_total = -1
    };
    struct answer answer = { 0 };
    int status = decode(arena, body, &answer_model, &answer);
    if (status < 0 || !answer.data)
        return status < 0 ? status : WIKIJS_E_PROTOCOL;
    for (int i = 0; i < WJ_PROBES; i++)
        if (wj_probe_rows[i].alias)
            judge(&answer.errors, i, findings);
    /* Who may change the navigation may see the number of pages, too. */
    if (findings->allowed[WJ_PROBE_MANAGE_NAVIGATION] == WJ_ALLOWED_YES &&
        findings->allowed[WJ_PROBE_MANAGE_SYSTEM] != WJ_ALLOWED_YES)
        findings->allowed[WJ_PROBE_MANAGE_PAGES] = WJ_ALLOWED_UNKNOWN;
    take_data(answer.data, findings);
    return 0;
}

int wj_group_read(struct wj_arena *arena, wikijs_str body, const struct wj_probe_group **group)
{
    struct group_answer answer = { 0 };
    int status = decode(arena, body, &group_answer_model, &answer);
    *group = status == 0 && answer.data && answer.data->groups ? answer.data->groups->group : NULL;
    return status;
}

static bool holds(wikijs_strings list, const char *name, size_t length)
{
    for (size_t i = 0; i < list.count; i++)
        if (strlen(list.items[i]) == length && strncmp(list.items[i], name, length) == 0)
            return true;
    return false;
}

/* "a or b" */
static bool is_granted(wikijs_strings list, const char *permission)
{
    for (const char *at = permission; at;) {
        const char *or_ = strstr(at, " or ");
        if (holds(list, at, or_ ? (size_t)(or_ - at) : strlen(at)))
            return true;
        at = or_ ? or_ + 4 : NULL;
    }
    return false;
}

void wj_probe_judge(struct wj_probe_findings *findings, wikijs_strings permissions)
{
    bool everything = holds(permissions, "manage:system", strlen("manage:system"));
    for (int i = 0; i < WJ_PROBES; i++) {
        bool granted = everything || is_granted(permissions, wj_probe_rows[i].permission);
        findings->allowed[i] = granted ? WJ_ALLOWED_YES : WJ_ALLOWED_NO;
    }
}
