/* SPDX-License-Identifier: MIT */
#include "cmd/variables.h"

#include "output/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 64 * 1024 * 1024, DEEPEST = 16 };

/* A value: JSON text when it is a leaf, else members of an object or an array. */
struct node {
    char *name;
    char *json;
    bool is_array;
    struct node **members;
    size_t count;
};

static struct node *add_member(struct node *node, const char *name, size_t length)
{
    struct node *member = xcalloc(1, sizeof *member);
    member->name = xstrndup(name, length);
    node->members = xreallocarray(node->members, node->count + 1, sizeof *node->members);
    node->members[node->count++] = member;
    return member;
}

static struct node *find_member(const struct node *node, const char *name, size_t length)
{
    for (size_t i = 0; i < node->count; i++)
        if (strlen(node->members[i]->name) == length && strncmp(node->members[i]->name, name, length) == 0)
            return node->members[i];
    return NULL;
}

/*
 * The node that a name such as a[b][] leads to; NULL when the name is malformed, too deep, or mixes a value with
 * members.
 */
static struct node *reach(struct node *root, const char *name, size_t length)
{
    size_t part = strcspn(name, "[=");
    struct node *node = root;
    for (size_t depth = 0; depth < DEEPEST; depth++) {
        bool appends = depth > 0 && part == 0;
        if (node->json || (part == 0 && depth == 0) || (node->count && node->is_array != appends))
            return NULL;
        node->is_array = appends;
        struct node *next = appends ? NULL : find_member(node, name, part);
        node = next ? next : add_member(node, name, part);
        name += part + (depth > 0);
        length -= part + (depth > 0);
        if (length == 0)
            return node->json || node->count ? NULL : node;
        const char *end = *name == '[' ? memchr(name, ']', length) : NULL;
        if (!end)
            return NULL;
        name++;
        length--;
        part = (size_t)(end - name);
    }
    return NULL;
}

/* A number as JSON writes it. */
static bool is_number(const char *text)
{
    const char *at = text + (*text == '-');
    size_t whole = strspn(at, "0123456789");
    if (whole == 0 || (whole > 1 && at[0] == '0'))
        return false;
    at += whole;
    if (*at == '.') {
        size_t fraction = strspn(at + 1, "0123456789");
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '+' || at[1] == '-');
        size_t exponent = strspn(at, "0123456789");
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return *at == '\0';
}

static char *add_file(struct buffer *json, const char *file)
{
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    struct buffer text = { 0 };
    bool good = fd >= 0 && buffer_read(&text, fd, LARGEST_FILE);
    char *problem = good ? NULL : xasprintf("%s: %s", file, strerror(errno));
    if (good)
        json_add_string(json, buffer_text(&text), text.length);
    if (fd >= 0 && !is_stdin)
        close(fd);
    buffer_free(&text);
    return problem;
}

/* How a value is read. */
enum reading { READ_TEXT, READ_BY_LOOK, READ_TEXT_OR_NULL, READ_JSON };

/* The argument, or the member of one, that a name such as a[][b] leads to; false: there is none. */
static bool find_argument(const wikijs_operation *operation, const char *name, size_t length, wikijs_argument *found)
{
    size_t part = strcspn(name, "[=");
    wikijs_argument argument;
    for (size_t i = 0; (argument = wikijs_operation_argument(operation, i)).name; i++)
        if (strlen(argument.name) == part && strncmp(argument.name, name, part) == 0)
            break;
    for (size_t at = part; argument.name && at < length; at += part + 2) {
        const char *key = name + at + 1;
        part = strcspn(key, "]=");
        wikijs_argument outer = argument;
        for (size_t i = 0; part && (argument = wikijs_argument_member(&outer, i)).name; i++)
            if (strlen(argument.name) == part && strncmp(argument.name, key, part) == 0)
                break;
    }
    *found = argument;
    return argument.name != NULL;
}

static enum reading reading_of(const wikijs_operation *operation, const char *name, size_t length, const char *value)
{
    wikijs_argument argument;
    if (!operation || !find_argument(operation, name, length, &argument))
        return READ_BY_LOOK;
    if ((value[0] == '[' && argument.type[0] == '[') || (value[0] == '{' && argument.member_count))
        return READ_JSON;
    const char *base = argument.type + strspn(argument.type, "[");
    size_t base_length = strcspn(base, "]!");
    bool is_text = argument.values || (base_length == 6 && strncmp(base, "String", 6) == 0) ||
                   (base_length == 4 && strncmp(base, "Date", 4) == 0);
    return is_text ? READ_TEXT_OR_NULL : READ_BY_LOOK;
}

/* Whether brackets open and close as one value; its inside is checked with the other arguments. */
static bool is_one_value(const char *text)
{
    size_t depth = 0;
    for (; *text; text++) {
        if (*text == '"') {
            for (text++; *text && *text != '"'; text++)
                text += *text == '\\' && text[1];
            if (!*text)
                return false;
        }
        depth += *text == '[' || *text == '{';
        if (*text == ']' || *text == '}')
            depth--;
        if (depth == 0)
            return text[1 + strspn(text + 1, " \t\r\n")] == '\0';
    }
    return false;
}

static char *add_value(struct buffer *json, const char *value, enum reading reading)
{
    bool is_null = strcmp(value, "null") == 0;
    bool is_word = is_null || strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
    if (reading != READ_TEXT && value[0] == '@')
        return add_file(json, value + 1);
    if (reading == READ_JSON && !is_one_value(value))
        return xasprintf("'%s' is not JSON", value);
    bool as_it_is = reading == READ_JSON || (reading == READ_BY_LOOK && (is_word || is_number(value))) ||
                    (reading == READ_TEXT_OR_NULL && is_null);
    if (as_it_is)
        buffer_adds(json, value);
    else
        json_add_string(json, value, strlen(value));
    return NULL;
}

static char *add_variables(struct node *root, const struct opt_list *list, bool typed,
                           const wikijs_operation *operation)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *equals = strchr(list->items[i], '=');
        if (!equals)
            return xasprintf("a variable is written name=value, not '%s'", list->items[i]);
        struct node *node = reach(root, list->items[i], (size_t)(equals - list->items[i]));
        if (!node)
            return xasprintf("the name in '%s' does not fit the others", list->items[i]);
        struct buffer json = { 0 };
        size_t length = (size_t)(equals - list->items[i]);
        enum reading reading = typed ? reading_of(operation, list->items[i], length, equals + 1) : READ_TEXT;
        char *problem = add_value(&json, equals + 1, reading);
        node->json = json.data;
        if (problem)
            return problem;
    }
    return NULL;
}

/* DEEPEST bounds the recursion. */
static void write_node(struct buffer *out, const struct node *node)
{
    if (node->json) {
        buffer_adds(out, node->json);
        return;
    }
    buffer_addc(out, node->is_array ? '[' : '{');
    for (size_t i = 0; i < node->count; i++) {
        const struct node *member = node->members[i];
        if (i)
            buffer_addc(out, ',');
        if (!node->is_array) {
            json_add_string(out, member->name, strlen(member->name));
            buffer_addc(out, ':');
        }
        write_node(out, member);
    }
    buffer_addc(out, node->is_array ? ']' : '}');
}

static void free_members(struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        free_members(node->members[i]);
        free(node->members[i]->name);
        free(node->members[i]->json);
        free(node->members[i]);
    }
    free(node->members);
}

char *variables_to_json(struct buffer *out, const struct opt_list *strings, const struct opt_list *typed,
                        const wikijs_operation *operation)
{
    struct node root = { 0 };
    char *problem = add_variables(&root, strings, false, operation);
    if (!problem)
        problem = add_variables(&root, typed, true, operation);
    if (!problem && root.count)
        write_node(out, &root);
    free_members(&root);
    return problem;
}
