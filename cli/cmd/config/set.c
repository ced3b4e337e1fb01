/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "config/check.h"
#include "config/keys.h"
#include "report.h"
#include "terminal/prompt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_VALUE = 64 * 1024 };

/* The first line of standard input; NULL when that was reported to fail. */
static char *read_value(void)
{
    struct buffer text = { 0 };
    buffer_reserve(&text, 2 * LONGEST_VALUE); /* never moved, so that no copy of a key stays behind */
    char *value = NULL;
    if (buffer_read(&text, STDIN_FILENO, LONGEST_VALUE))
        value = xstrndup(buffer_text(&text), strcspn(buffer_text(&text), "\r\n"));
    else
        report_read_failure("-", errno);
    buffer_free_secret(&text);
    return value;
}

static char *take_value(struct cli *cli, const struct operands *operands)
{
    const char *given = operands->count > 1 ? operands->items[1] : "-";
    if (operands->count > 1 && strcmp(given, "-") != 0)
        return xstrdup(given);
    if (operands->count == 1 && prompt_is_possible(&cli->terminal)) {
        char *question = xasprintf("%s: ", operands->items[0]);
        bool is_secret = strcmp(operands->items[0], "api_key") == 0;
        char *value = is_secret ? prompt_secret(question) : prompt_line(question);
        free(question);
        if (!value)
            report_failure("nothing was changed");
        return value;
    }
    return read_value();
}

/* What a change of an address does to the key beside it must not go unseen. */
static void warn_of_key(struct cli *cli, const char *url)
{
    struct config config;
    const char *name = cli->parsed.globals.profile;
    if (config_file_load(cli, &config) == 0) {
        const struct config_section *section = name ? config_profile(&config, name) : &config.common;
        for (size_t i = 0; section && i < section->count; i++)
            if (config_key_is_credential(section->entries[i].key))
                report_warning(cli, "'%s' of the file is now sent to %s", section->entries[i].key, url);
    }
    config_free(&config);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *key = operands->items[0], *profile = cli->parsed.globals.profile;
    bool is_choice = strcmp(key, "profile") == 0 && !profile;
    if (!config_key_find(key) && !is_choice)
        return config_refuse_key(cli, key);
    char *value = take_value(cli, operands);
    if (!value)
        return EXIT_FAILED;
    if (strcmp(key, "api_key") == 0 && operands->count > 1 && strcmp(operands->items[1], "-") != 0)
        report_warning(cli, "a key on the command line is seen by everybody who can list processes, and kept in the "
                            "shell's history; leave it out to be asked for it");
    char *problem = is_choice ? NULL : config_setting_problem(key, value);
    struct config_change change = config_change_of(profile, key, value);
    int code = problem ? EXIT_USAGE : config_file_change(cli, &change, 1);
    if (problem)
        report_failure("%s", problem);
    free(problem);
    if (code == EXIT_DONE)
        config_note(cli, "set '%s'%s%s", key, profile ? " in the profile " : "", profile ? profile : "");
    if (code == EXIT_DONE && strcmp(key, "url") == 0)
        warn_of_key(cli, value);
    xfree_secret(value);
    return code;
}

static const struct example examples[] = {
    { "For all profiles", "wikijs config set timeout 2m" },
    { "For one", "wikijs config set locale de --profile home" },
    { "A key, read from a file", "wikijs config set api_key - < key.txt" },
    { 0 },
};

const struct cmd cmd_config_set = {
    .name = "set",
    .summary = "Change one setting of the file",
    .usage = "<key> [<value> | -]",
    .text =
        "Change one setting of the configuration file, of all profiles or with --profile of that one. Comments, order and "
        "everything else in the file stay as they are. A value that is wrong is refused.\n\n"
        "Without a value you are asked for it; '-' takes the first line of standard input. The file gets mode 0600.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 2,
    .complete = COMPLETE_SETTING,
    .run = run,
    .since = "0.1",
};
