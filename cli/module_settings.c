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

static bool is_text(const wikijs_key_values *known, const char *key)
{
    for (size_t i = 0; known && i < known->count; i++)
        if (strcmp(known->items[i]->key, key) == 0)
            return strstr(known->items[i]->value, "\"type\":\"string\"") != NULL;
    return true;
}

/* A boolean or a number, as JSON writes it. */
static bool is_literal(const char *text)
{
    char *end;
    strtod(text, &end);
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || (end != text && !*end);
}

/* {"v":value}: as it was typed where the setting is no text; the library says what does not fit. */
static char *value_text(bool text, const struct buffer *value)
{
    struct buffer out = { 0 };
    buffer_adds(&out, "{\"v\":");
    if (text || !is_literal(buffer_text(value)))
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
        if (code == 0)
            items[i].value = value_text(is_text(known, key), &value);
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
