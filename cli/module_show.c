/* SPDX-License-Identifier: MIT */
#include "module_show.h"

#include "advice.h"
#include "ids.h"
#include "memory.h"
#include "output/emit.h"
#include "output/json.h"
#include "output/table.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the value of a member says: a string without its quotes and the escapes that are often used, else the JSON. */
static void add_member(struct buffer *out, const char *setting, const char *name)
{
    size_t length = 0;
    const char *at = json_member(setting, name, &length);
    if (!at || (length == 4 && memcmp(at, "null", 4) == 0))
        return;
    if (*at != '"') {
        buffer_add(out, at, length);
        return;
    }
    for (const char *end = at + length - 1; ++at < end;) {
        if (*at == '\\' && strchr("\"\\/", at[1]))
            at++;
        buffer_addc(out, *at);
    }
}

/*
 * Whether a setting must not be shown. The server marks those of storage targets; nobody marks the client secrets and
 * the tokens of strategies and loggers, which it sends in clear: their names have to do.
 */
static bool is_secret(const wikijs_key_value *setting)
{
    static const char *const endings[] = { "secret", "password", "passphrase", "credentials", "token",
                                           "key",    "pvk",      "keystring",  "keycontent" };
    size_t size, length = strlen(setting->key);
    const char *mark = json_member(setting->value, "sensitive", &size);
    if (mark && size == 4 && memcmp(mark, "true", 4) == 0)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]);
        if (length >= end && strcasecmp(setting->key + length - end, endings[i]) == 0)
            return true;
    }
    return false;
}

static void add_value(struct buffer *out, const wikijs_key_value *setting)
{
    add_member(out, setting->value, "value");
    if (out->length && is_secret(setting)) {
        memset(out->data, 0, out->length);
        out->length = 0;
        buffer_adds(out, "********");
    }
}

/* What it is good for: its hint, or else its title. */
static void add_meaning(struct buffer *out, const wikijs_key_value *setting)
{
    add_member(out, setting->value, "hint");
    if (!out->length)
        add_member(out, setting->value, "title");
}

static void print_table(struct cli *cli, const wikijs_key_values *settings)
{
    struct table table = { .columns = 3 };
    struct terminal terminal = cli->terminal;
    if (!terminal.out)
        terminal.columns = SIZE_MAX;
    table_add(&table, "SETTING", 7);
    table_add(&table, "VALUE", 5);
    table_add(&table, "MEANING", 7);
    for (size_t i = 0; i < settings->count; i++) {
        const wikijs_key_value *setting = settings->items[i];
        struct buffer value = { 0 }, meaning = { 0 };
        add_value(&value, setting);
        add_meaning(&meaning, setting);
        table_add(&table, setting->key, strlen(setting->key));
        table_add(&table, buffer_text(&value), value.length);
        table_add(&table, buffer_text(&meaning), meaning.length);
        buffer_free_secret(&value);
        buffer_free(&meaning);
    }
    table_print(&table, &cli->out, &terminal);
    table_free(&table);
}

static void print_lines(struct cli *cli, const struct module *module)
{
    for (size_t i = 0; i < module->settings->count; i++) {
        const wikijs_key_value *setting = module->settings->items[i];
        struct buffer value = { 0 };
        add_value(&value, setting);
        for (size_t at = 0; at < value.length; at++)
            if (strchr("\t\r\n", value.data[at]))
                value.data[at] = ' ';
        stream_addf(&cli->out, "%s\t%s\t%s\n", module->key, setting->key, buffer_text(&value));
        buffer_free_secret(&value);
    }
}

static void print_settings(struct cli *cli, const struct module *module, bool is_first)
{
    if (!cli->terminal.out && !cli->plan.table) {
        print_lines(cli, module);
        return;
    }
    stream_adds(&cli->out, is_first ? "" : "\n");
    emit_object(cli, module->object);
    if (!module->settings->count)
        return;
    stream_adds(&cli->out, "\n");
    print_table(cli, module->settings);
}

static int print(struct cli *cli, const struct module *const *found, size_t count, bool is_one)
{
    if (!cli->plan.fields && cli->plan.format == FORMAT_TABLE) {
        for (size_t i = 0; i < count; i++)
            print_settings(cli, found[i], i == 0);
        return EXIT_DONE;
    }
    if (is_one)
        return count ? emit_object(cli, found[0]->object) : EXIT_DONE;
    const void **rows = xcalloc(count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = found[i]->object;
    int code = emit_list(cli, rows, count);
    free(rows);
    return code;
}

struct wanted {
    const struct module_kind *kind;
    const struct ids *ids;
};

static int show(struct cli *cli, const struct module *all, size_t count, void *context)
{
    const struct wanted *wanted = context;
    const struct ids *ids = wanted->ids;
    const struct module **found = xcalloc(ids->count + 1, sizeof *found);
    size_t found_count = 0;
    for (size_t i = 0; i < ids->count; i++) {
        found[found_count] = module_find(all, count, ids->items[i]);
        if (found[found_count])
            found_count++;
        else
            report_failure("there is no %s '%s'", wanted->kind->noun, ids->items[i]);
    }
    char *advice = found_count < ids->count ? advice_for(cli, WIKIJS_E_NOT_FOUND) : NULL;
    if (advice)
        report_advice("%s", advice);
    free(advice);
    int code = print(cli, found, found_count, ids->count == 1 && !ids->from_stdin);
    if (code == EXIT_DONE && found_count < ids->count)
        code = found_count ? EXIT_FAILED : EXIT_NOT_FOUND;
    free(found);
    return code;
}

int module_show(struct cli *cli, const struct module_kind *kind, const struct operands *operands)
{
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = kind->list(cli, show, &(struct wanted){ kind, &ids });
    ids_free(&ids);
    return code;
}
