/* SPDX-License-Identifier: MIT */
/*
 * Wiki.js words one and the same failure in several ways: a number of its own, a bare sentence, the class of a database
 * error, an HTTP status of its middleware. The tables here bring them to one status.
 */
#include "graphql/refusal.h"

#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "graphql/answer.h"

#define TOO_MANY "Too many requests, please try again in "

struct sentence {
    const char *start;      /* how the message begins */
    const char *namespace_; /* NULL: everywhere */
    int status;
    const char *wording; /* NULL: the server's own */
};

/* Sentences without a number of their own. */
static const struct sentence sentences[] = {
    { "Forbidden", NULL, WIKIJS_E_FORBIDDEN },
    { "Unauthorized", NULL, WIKIJS_E_UNAUTHENTICATED },
    { TOO_MANY, NULL, WIKIJS_E_RATE_LIMITED },
    { "API Key is invalid or was revoked.", NULL, WIKIJS_E_UNAUTHENTICATED },
    { "API is disabled.", NULL, WIKIJS_E_FORBIDDEN },
    /* For a second or so after its start the server has no strategies yet. */
    { "Unknown authentication strategy", NULL, WIKIJS_E_UNAVAILABLE },
    { "request entity too large", NULL, WIKIJS_E_TOO_LARGE, "the request is larger than the server takes" },
    /* History, version and restore look at the page before they know that there is one. */
    { "Cannot read properties of undefined (reading 'path')", "pages", WIKIJS_E_NOT_FOUND, "This page does not exist" },
    { "Invalid Page Id", "pages", WIKIJS_E_NOT_FOUND, "This page does not exist" },
    { "This tag does not exist.", "pages", WIKIJS_E_NOT_FOUND },
    { "Cannot set properties of undefined (setting 'password')", "users", WIKIJS_E_NOT_FOUND,
      "This user does not exist" },
    /* It looks the user's provider up among those that are switched on. */
    { "Cannot set properties of undefined (setting 'strategy')", "users", WIKIJS_E_REFUSED,
      "the server cannot show a user whose login provider is switched off" },
    { "Cannot deactivate system accounts.", "users", WIKIJS_E_LOCKED },
    { "Cannot delete ", "authentication", WIKIJS_E_LOCKED },
    { "Target directory must be empty!", "system", WIKIJS_E_EXISTS },
    { "Another export is already running.", "system", WIKIJS_E_LOCKED },
    { "User is already assigned to group.", "groups", WIKIJS_E_EXISTS },
    { "Invalid Group ID", "groups", WIKIJS_E_NOT_FOUND },
    { "Invalid User ID", "groups", WIKIJS_E_NOT_FOUND },
    { "Cannot delete this group.", "groups", WIKIJS_E_LOCKED },
    { "Cannot assign the Guest user", "groups", WIKIJS_E_LOCKED },
    { "Cannot unassign Administrator user", "groups", WIKIJS_E_LOCKED },
    { "Invalid locale or namespace", "localization", WIKIJS_E_NOT_FOUND },
    { "Your administrator has set a time limit before", "comments", WIKIJS_E_RATE_LIMITED },
    { "Cannot unassign Guest user", "groups", WIKIJS_E_LOCKED },
    { "You are not authorized to ", "groups", WIKIJS_E_FORBIDDEN },
    { "You are not authorized to ", "users", WIKIJS_E_FORBIDDEN },
    { "Some Page Rules contains unsafe", "groups", WIKIJS_E_INVALID },
};

/* Words of a fixed vocabulary: error classes, extensions.code, SQL states. */
struct word {
    const char *text;
    int status;
};

static const struct word slugs[] = {
    { "UniqueViolationError", WIKIJS_E_EXISTS },      { "ForeignKeyViolationError", WIKIJS_E_INVALID },
    { "NotNullViolationError", WIKIJS_E_INVALID },    { "CheckViolationError", WIKIJS_E_INVALID },
    { "ConstraintViolationError", WIKIJS_E_INVALID }, { "DataError", WIKIJS_E_INVALID },
    { "ValidationError", WIKIJS_E_INVALID },
};

static const struct word kinds[] = {
    { "GRAPHQL_PARSE_FAILED", WIKIJS_E_SCHEMA },
    { "GRAPHQL_VALIDATION_FAILED", WIKIJS_E_SCHEMA },
    { "BAD_USER_INPUT", WIKIJS_E_SCHEMA },
};

static const struct word sql_states[] = {
    { "23505", WIKIJS_E_EXISTS },  /* unique */
    { "23503", WIKIJS_E_INVALID }, /* foreign key */
    { "23502", WIKIJS_E_INVALID }, /* not null */
    { "22001", WIKIJS_E_INVALID }, /* too long */
    { "22P02", WIKIJS_E_INVALID }, /* not a number, date, ... */
};

#define LOOK_UP(table, text) look_up(table, sizeof(table) / sizeof *(table), text)

static int look_up(const struct word *words, size_t count, const char *text)
{
    for (size_t i = 0; text && i < count; i++)
        if (strcmp(words[i].text, text) == 0)
            return words[i].status;
    return 0;
}

static const struct sentence *find_sentence(const struct wj_op *op, const char *message)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        const struct sentence *s = &sentences[i];
        if (strncmp(message, s->start, strlen(s->start)) != 0)
            continue;
        if (!s->namespace_ || (op->namespace_ && strcmp(op->namespace_, s->namespace_) == 0))
            return s;
    }
    return NULL;
}

int wj_server_error_status(int server_code)
{
    size_t count;
    const wikijs_server_error *errors = wikijs_server_errors(&count);
    for (size_t i = 0; i < count; i++)
        if (errors[i].code == server_code)
            return errors[i].status;
    return 0;
}

int wj_http_refusal_status(int http_status)
{
    switch (http_status) {
    case 401:
        return WIKIJS_E_UNAUTHENTICATED;
    case 403:
        return WIKIJS_E_FORBIDDEN;
    case 413:
        return WIKIJS_E_TOO_LARGE;
    case 429:
        return WIKIJS_E_RATE_LIMITED;
    case 502:
    case 503:
    case 504:
        return WIKIJS_E_UNAVAILABLE;
    default:
        return http_status < 300 ? 0 : http_status >= 500 ? WIKIJS_E_SERVER : WIKIJS_E_HTTP;
    }
}

static int status_of(const struct wj_op *op, const struct wj_refusal *r, int otherwise)
{
    int status = wj_server_error_status(r->server_code);
    const struct sentence *sentence = find_sentence(op, r->message);
    if (!status && sentence)
        status = sentence->status;
    if (!status)
        status = LOOK_UP(slugs, r->slug);
    if (!status)
        status = LOOK_UP(kinds, r->kind);
    if (!status)
        status = LOOK_UP(sql_states, r->sql_state);
    /* The server answers 400 to what its schema does not allow, and to a body that is not JSON. */
    if (!status)
        status = r->http_status == 400 ? WIKIJS_E_SCHEMA : wj_http_refusal_status(r->http_status);
    return status ? status : otherwise;
}

static int64_t delay_of(const char *message)
{
    size_t start = sizeof TOO_MANY - 1;
    if (strncmp(message, TOO_MANY, start) != 0)
        return -1;
    int64_t seconds;
    size_t digits = strspn(message + start, "0123456789");
    bool number = digits < 7 && wj_int_parse(message + start, digits, &seconds);
    return number ? seconds * 1000 : -1;
}

/* The database's own words stand behind the SQL, which can fill kilobytes and says nothing to the caller. */
static const char *without_sql(const char *message)
{
    const char *found = NULL;
    for (const char *at = message; (at = strstr(at, " - ")); at += 3)
        found = at + 3;
    static const char *const verbs[] = { "insert into ", "update ", "delete from ", "select " };
    for (size_t i = 0; found && i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(message, verbs[i], strlen(verbs[i])) == 0)
            return found;
    return message;
}

static void word_message(const struct wj_op *op, const struct wj_refusal *r, wikijs_error *err)
{
    const char *subject = r->path ? r->path : op->name;
    const char *permission = r->permission ? r->permission : op->permission;
    const char *advice = r->has_credentials ? "" : ", and no credentials were given";
    if (strcmp(r->message, "Forbidden") == 0) {
        char text[sizeof err->message];
        snprintf(text, sizeof text, "Forbidden: '%s'%s%s%s", subject, permission ? " needs " : "",
                 permission ? permission : "", advice);
        wj_copy_line(err->message, sizeof err->message, text, strlen(text));
        return;
    }
    const struct sentence *sentence = r->server_code > 1 ? NULL : find_sentence(op, r->message);
    const char *message = sentence && sentence->wording ? sentence->wording : without_sql(r->message);
    size_t length = strlen(message);
    if (length && message[length - 1] == '.')
        length--;
    if (!length) {
        message = wikijs_status_text(err->code);
        length = strlen(message);
    }
    wj_copy_line(err->message, sizeof err->message, message, length);
}

int wj_refuse(const struct wj_op *op, const struct wj_refusal *r, int otherwise, bool *maybe_guest, wikijs_error *err)
{
    int status = status_of(op, r, otherwise);
    *maybe_guest = r->server_code == 1019 || r->server_code == 6013 || strcmp(r->message, "Forbidden") == 0 ||
                   strcmp(r->message, "Unauthorized") == 0;
    if (!err)
        return status;
    wj_error_clear(err);
    err->code = status;
    err->http_status = r->http_status;
    err->server_code = r->server_code;
    err->retry_after_ms = delay_of(r->message);
    const char *slug = r->slug ? r->slug : wikijs_server_error_name(r->server_code);
    const char *path = r->path ? r->path : op->name;
    const char *permission = r->permission ? r->permission : op->permission;
    wj_copy_line(err->slug, sizeof err->slug, slug ? slug : "", slug ? strlen(slug) : 0);
    wj_copy_line(err->path, sizeof err->path, path, strlen(path));
    if (status == WIKIJS_E_FORBIDDEN && permission)
        wj_copy_line(err->permission, sizeof err->permission, permission, strlen(permission));
    word_message(op, r, err);
    return status;
}
