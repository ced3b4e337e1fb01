/* SPDX-License-Identifier: MIT */
#include "module_settings.h"

#include "file_value.h"
#include "output/json.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

int module_settings_check(struct cli *cli, const struct operands *operands, int enabled)
{
    if (operands->count == 1 && !enabled)
        return report_usage(cli, "nothing to change was given");
    for (size_t i = 1; i < operands->count; i++)
        if (!strchr(operands->items[i], '=') || operands->items[i][0] == '=')
            return report_usage(cli, "'%s' is not <key>=<value>", operands->items[i]);
    return 0;
}

/* What the server says of a setting; NULL: there is none, which the update will report. */
static const char *find_setting(const wikijs_key_values *known, const char *key)
{
    for (size_t i = 0; known && i < known->count; i++)
        if (strcmp(known->items[i]->key, key) == 0)
            return known->items[i]->value;
    return NULL;
}

static bool has_type(const char *setting, const char *type)
{
    size_t length = 0;
    const char *at = setting ? json_member(setting, "type", &length) : NULL;
    return at && length == strlen(type) + 2 && strncmp(at + 1, type, strlen(type)) == 0;
}

static bool is_boolean(const char *text)
{
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static bool is_number(const char *text)
{
    char *end;
    strtod(text, &end);
    return *text && !*end && !text[strspn(text, "-+.0123456789eE")];
}

/* NULL, or what the value has to be. */
static const char *type_missed(const char *setting, const char *text)
{
    if (has_type(setting, "boolean") && !is_boolean(text))
        return "boolean";
    return has_type(setting, "number") && !is_number(text) ? "number" : NULL;
}

/* {"v":value}: as it was typed where the setting is no text; the library says what does not fit. */
static char *value_text(bool text, const struct buffer *value)
{
    struct buffer out = { 0 };
    buffer_adds(&out, "{\"v\":");
    if (text || !(is_boolean(buffer_text(value)) || is_number(buffer_text(value))))
        json_add_string(&out, buffer_text(value), value->length);
    else
        buffer_add(&out, buffer_text(value), value->length);
    buffer_addc(&out, '}');
    return out.data;
}

int module_settings_read(struct cli *cli, const wikijs_key_values *known, const struct operands *operands,
                         wikijs_module_input *change)
{
    size_t count = operands->count - 1;
    wikijs_key_value_input *items = xcalloc(count + 1, sizeof *items);
    *change = (wikijs_module_input){ .key = operands->items[0], .config = { items, count } };
    for (size_t i = 0; i < count; i++) {
        const char *operand = operands->items[i + 1];
        const char *equals = strchr(operand, '=');
        struct buffer value = { 0 };
        char *key = xstrndup(operand, (size_t)(equals - operand));
        items[i].key = key;
        int code = file_value_read(cli, equals + 1, &value);
        const char *setting = find_setting(known, key);
        const char *missed = code ? NULL : type_missed(setting, buffer_text(&value));
        if (missed)
            code = report_failure("'%s', setting '%s': the value has to be a %s", operands->items[0], key, missed);
        if (code == 0)
            items[i].value = value_text(!setting || has_type(setting, "string"), &value);
        buffer_free_secret(&value);
        if (code)
            return code;
    }
    return 0;
}

void module_settings_free(wikijs_module_input *change)
{
    for (size_t i = 0; i < change->config.count; i++) {
        free((char *)(uintptr_t)change->config.items[i].key);
        xfree_secret((char *)(uintptr_t)change->config.items[i].value);
    }
    free((void *)(uintptr_t)change->config.items);
}
