/* SPDX-License-Identifier: MIT */
#include "watch/dry_run.h"

#include "output/emit.h"
#include "output/json.h"

#include <stdlib.h>
#include <string.h>

/* The arguments; of a document of the user's own all of it. NULL: they are secret, or there is a file instead. */
static wikijs_str what_is_sent(wikijs_plugin_call *call)
{
    static const char none[] = "{}";
    wikijs_str arguments = wikijs_plugin_call_arguments(call), body = wikijs_plugin_call_body(call);
    if (arguments.ptr || !body.ptr)
        return arguments;
    return strcmp(wikijs_plugin_call_operation(call), "graphql") == 0 ? body : (wikijs_str){ none, sizeof none - 1 };
}

static void print_for_people(struct cli *cli, const char *what, wikijs_str arguments)
{
    struct buffer text = { 0 };
    stream_addf(&cli->out, "would send %s\n", what);
    if (!arguments.ptr)
        return;
    json_pretty(&text, arguments.ptr, arguments.len, cli->terminal.color_out);
    stream_foreign(&cli->out, buffer_text(&text), text.length);
    stream_adds(&cli->out, "\n");
    buffer_free(&text);
}

static void print_call(struct cli *cli, wikijs_plugin_call *call)
{
    const char *operation = wikijs_plugin_call_operation(call);
    wikijs_str arguments = what_is_sent(call);
    if (cli->terminal.out) {
        print_for_people(cli, operation, arguments);
    } else {
        stream_addf(&cli->out, "%s\t", operation);
        stream_add(&cli->out, arguments.ptr ? arguments.ptr : "null", arguments.ptr ? arguments.len : 4);
        stream_adds(&cli->out, "\n");
    }
}

static int before_call(wikijs_plugin_call *call, void *state)
{
    struct cli *cli = state;
    if (!cli->parsed.globals.dry_run || !wikijs_plugin_call_is_write(call))
        return 0;
    if (!cli->tells_dry_run)
        print_call(cli, call);
    return wikijs_plugin_call_refuse(call, WIKIJS_E_READ_ONLY, "this is a dry run");
}

const wikijs_plugin dry_run_plugin = { WIKIJS_PLUGIN_HEAD("dry-run", "1", "prints what would be sent"),
                                       .before_call = before_call };

bool dry_run_ended(const struct cli *cli, int status)
{
    return cli->parsed.globals.dry_run && status == WIKIJS_E_READ_ONLY;
}

bool dry_run_skips(struct cli *cli, const char *format, ...)
{
    if (!cli->parsed.globals.dry_run)
        return false;
    va_list arguments;
    va_start(arguments, format);
    char *text = xvasprintf(format, arguments);
    va_end(arguments);
    stream_adds(&cli->out, "would ");
    stream_foreign_line(&cli->out, text, strlen(text));
    stream_adds(&cli->out, "\n");
    free(text);
    return true;
}
