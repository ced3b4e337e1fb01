/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"
#include "cmd/groups/groups.h"

#include "output/cell.h"
#include "output/json.h"

#include <wikijs/api_keys.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

struct create_args {
    struct output_args output;
    const char *name;
    const char *expires;
    const char *output_file;
    const char *group;
    bool full_access;
};

static const struct opt options[] = {
    OPT_STRING(struct create_args, name, 'n', "name", "<text>", "name of the key; required"),
    OPT_STRING(struct create_args, expires, 'e', "expires", "<span>", "how long it works, such as 30d or 1y; required"),
    OPT_STRING(struct create_args, group, 'g', "group", "<group>", "group whose rights it gets, by id or name"),
    OPT_FLAG(struct create_args, full_access, 0, "full-access", "may do everything, in place of --group"),
    OPT_STRING(struct create_args, output_file, 0, "output-file", "<file>",
               "write the key to a new file that only you may read", .complete = COMPLETE_FILE),
    OPT_END,
};

static int write_all(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(fd, text, length);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            text += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

static bool is_asked_for(const struct output_plan *plan, size_t field)
{
    return !plan->fields || plan->fields & WIKIJS_BIT(field);
}

/* What is printed without the key leaves a key that nobody knows. */
static int check_output(struct cli *cli, const struct create_args *args)
{
    if (args->output_file)
        return 0;
    if (!output_plan_is_json(&cli->plan) && (cli->plan.fields || cli->plan.format != FORMAT_TABLE))
        return report_usage(cli, "columns show no key: give --output-file, or let it be printed as JSON");
    if (!is_asked_for(&cli->plan, WIKIJS_NEW_API_KEY_KEY))
        return report_usage(cli, "the key would be lost: name 'key' in --json, or give --output-file");
    return 0;
}

/* The file is made before the key, which nobody could read again. */
static int open_file(const char *path, int *fd)
{
    *fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (*fd >= 0)
        return 0;
    bool is_there = errno == EEXIST;
    report_failure("%s: %s", path, strerror(errno));
    return is_there ? EXIT_CONFLICT : EXIT_FAILED;
}

/* Secrets are masked wherever objects are printed, so this prints the only one that is meant to be seen. */
static int print_json(struct cli *cli, const wikijs_new_api_key *key)
{
    const wikijs_model *model = cli->plan.model;
    struct buffer text = { 0 }, cell = { 0 };
    buffer_reserve(&text, 4096); /* neither is moved, so that no copy of the key stays behind */
    buffer_reserve(&cell, 2048);
    for (size_t i = 0; i < wikijs_model_field_count(model); i++) {
        if (!is_asked_for(&cli->plan, i))
            continue;
        wikijs_value value = wikijs_value_get(model, key, i);
        cell.length = 0;
        cell_add(&cell, &value, false);
        buffer_addf(&text, "%c\"%s\":", text.length ? ',' : '{', wikijs_model_field(model, i).name);
        if (!value.present)
            buffer_adds(&text, "null");
        else if (value.type == WIKIJS_TYPE_INT)
            buffer_add(&text, cell.data, cell.length);
        else
            json_add_string(&text, cell.data, cell.length);
    }
    buffer_addc(&text, '}');
    int code = emit_json(cli, text.data, text.length, cli->plan.jq);
    buffer_free_secret(&text);
    buffer_free_secret(&cell);
    return code;
}

static int print_key(struct cli *cli, const struct create_args *args, const wikijs_new_api_key *key)
{
    if (output_plan_is_json(&cli->plan))
        return print_json(cli, key);
    if (!cli->terminal.out) {
        stream_addf(&cli->out, "%s\n", key->key);
        return EXIT_DONE;
    }
    stream_addf(&cli->out, "created key %" PRId64 "  %s\n\n%s\n\n", key->id, args->name, key->key);
    report_note(cli, "it is not shown again");
    return EXIT_DONE;
}

static int keep_key(struct cli *cli, const struct create_args *args, int fd, const wikijs_new_api_key *key)
{
    int error = write_all(fd, key->key, strlen(key->key));
    if (!error)
        error = write_all(fd, "\n", 1);
    if (close(fd) != 0 && !error)
        error = errno;
    if (error) {
        report_failure("%s: %s", args->output_file, strerror(error));
        report_advice("wikijs auth keys revoke --yes %" PRId64, key->id);
        return EXIT_FAILED;
    }
    report_note(cli, "created key %" PRId64 ", kept in %s", key->id, args->output_file);
    bool is_shown = cli->plan.fields || cli->plan.format != FORMAT_TABLE;
    return is_shown ? emit_object(cli, key) : EXIT_DONE;
}

static int create(struct cli *cli, const struct create_args *args, int64_t group, int fd)
{
    wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
    input.name = args->name;
    input.expiration = args->expires;
    input.group_id = group;
    input.full_access = args->full_access;
    wikijs_new_api_key *key = NULL;
    int status;
    CALL(status, cli, wikijs_api_keys_create_async(cli->client, &input, CALL_TASK),
         wikijs_api_keys_create_finish(task.call, &key, &cli->error));
    int code;
    if (status < 0) {
        code = report_status(cli, status);
        if (fd >= 0) {
            close(fd);
            unlink(args->output_file);
        }
    } else {
        code = fd >= 0 ? keep_key(cli, args, fd, key) : print_key(cli, args, key);
    }
    wikijs_new_api_key_free(key);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct create_args *args = arguments;
    if (!args->name || !*args->name)
        return report_usage(cli, "a key needs a name: give --name");
    if (!args->expires)
        return report_usage(cli, "a key has to end some time: give --expires, such as 30d");
    if (!args->group == !args->full_access)
        return report_usage(cli, "say what the key may do: give --group or --full-access, and not both");
    int fd = -1;
    int64_t group = 0;
    int code = check_output(cli, args);
    if (code == 0)
        code = args->group ? ids_name(cli, &group_names, args->group, &group) : context_connect(cli);
    if (code == 0 && args->output_file)
        code = open_file(args->output_file, &fd);
    return code ? code : create(cli, args, group, fd);
}

static const struct example examples[] = {
    { "A key for a group, into a file",
      "wikijs auth keys create --name ci --expires 1y --group Writers --output-file ci.key" },
    { "One that may do everything, for a day", "wikijs auth keys create -n backup -e 1d --full-access" },
    { 0 },
};

const struct cmd cmd_auth_keys_create = {
    .name = "create",
    .summary = "Create an API key",
    .text =
        "Create an API key and print it, once: the server shows it never again. In a pipe the key alone is printed, with --json all that is known of it; --output-file writes it to a new file of mode 0600, which must not be there, and then the output shows no key.\n\nThe group is looked up first, and so is the time span, for the server takes anything.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct create_args),
    .model = "AuthenticationCreateApiKeyResponse",
    .run = run,
    .since = "0.1",
};
