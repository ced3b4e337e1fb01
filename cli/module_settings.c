/* SPDX-License-Identifier: MIT */
#include "module_settings.h"

#include "file_value.h"
#include "memory.h"
#include "output/json.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

const struct opt module_set_options[] = {
    OPT_SET(struct module_set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct module_set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_END,
};

static bool has_option(const struct module_set_args *args)
{
    return args->enabled || args->level || args->mode || args->interval || args->registration || args->title ||
           args->domains.count;
}

/* Whether there is anything to change: the operands are a key and settings. Returns 0 or the exit code. */
static int check(struct cli *cli, const struct operands *operands, const struct module_set_args *args)
{
    if (operands->count == 1 && !has_option(args))
        return report_usage(cli, "nothing to change was given");
    for (size_t i = 1; i < operands->count; i++)
        if (!strchr(operands->items[i], '=') || operands->items[i][0] == '=')
            return report_usage(cli, "'%s' is not <key>=<value>", operands->items[i]);
    return 0;
}

/* What the server says of a setting; NULL: there is none, or no such module, which the update will report. */
static const char *find_setting(const struct module *module, const char *key)
{
    for (size_t i = 0; module && i < module->settings->count; i++)
        if (strcmp(module->settings->items[i]->key, key) == 0)
            return module->settings->items[i]->value;
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

/* One <key>=<value>; free both in either case. Returns 0 or the exit code of what was reported. */
static int read_setting(struct cli *cli, const struct module *module, const char *key_of_module, const char *operand,
                        wikijs_key_value_input *out)
{
    const char *equals = strchr(operand, '=');
    struct buffer value = { 0 };
    char *key = xstrndup(operand, (size_t)(equals - operand));
    out->key = key;
    int code = file_value_read(cli, equals + 1, &value);
    const char *setting = find_setting(module, key);
    const char *missed = code ? NULL : type_missed(setting, buffer_text(&value));
    if (missed)
        code = report_usage(cli, "'%s', setting '%s': the value has to be a %s", key_of_module, key, missed);
    if (code == 0)
        out->value = value_text(!setting || has_type(setting, "string"), &value);
    buffer_free_secret(&value);
    return code;
}

struct wanted {
    const struct module_kind *kind;
    const struct module_set_args *args;
    const struct operands *operands;
};

static int update(struct cli *cli, const struct wanted *wanted, wikijs_key_value_inputs config)
{
    const char *key = wanted->operands->items[0];
    wikijs_module_input change = { key, (wikijs_tristate)wanted->args->enabled, config };
    int status = wanted->kind->update(cli, &change, wanted->args);
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed %s '%s'", wanted->kind->noun, key);
    return EXIT_DONE;
}

static int set(struct cli *cli, const struct module *all, size_t all_count, void *context)
{
    const struct wanted *wanted = context;
    const char *const *words = wanted->operands->items;
    const struct module *module = module_find(all, all_count, words[0]);
    size_t count = wanted->operands->count - 1;
    wikijs_key_value_input *settings = xcalloc(count + 1, sizeof *settings);
    int code = 0;
    for (size_t i = 0; code == 0 && i < count; i++)
        code = read_setting(cli, module, words[0], words[i + 1], &settings[i]);
    if (code == 0)
        code = update(cli, wanted, (wikijs_key_value_inputs){ settings, count });
    for (size_t i = 0; i < count; i++) {
        free((char *)(uintptr_t)settings[i].key);
        xfree_secret((char *)(uintptr_t)settings[i].value);
    }
    free(settings);
    return code;
}

int module_set(struct cli *cli, const struct module_kind *kind, const void *arguments, const struct operands *operands)
{
    const struct module_set_args *args = arguments;
    int code = check(cli, operands, args);
    if (code == 0)
        code = context_connect(cli);
    return code ? code : kind->list(cli, set, &(struct wanted){ kind, args, operands });
}
