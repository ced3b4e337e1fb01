/* SPDX-License-Identifier: MIT */
#include "command/help.h"

static const char environment[] =
    "Every setting comes from a flag, else from the environment, else from the configuration file. A profile named "
    "with --profile counts as a flag.\n\n"
    "    WIKIJS_URL            address of the wiki, such as https://wiki.example.com\n"
    "    WIKIJS_API_KEY        API key\n"
    "    WIKIJS_TOKEN_COMMAND  command that prints the API key, when WIKIJS_API_KEY is not set\n"
    "    WIKIJS_REDIS_URL      address of the Redis for 'cache: redis', when the configuration names none\n"
    "    WIKIJS_PROFILE        profile of the configuration file\n"
    "    WIKIJS_CONFIG         configuration file, in place of ~/.config/wikijs/config.yaml\n"
    "    WIKIJS_PAGER, PAGER   what shows long output on a terminal; empty or cat: nothing\n"
    "                          and none where TERM or WIKIJS_ACCESSIBLE say that nothing is drawn over,\n"
    "                          unless WIKIJS_PAGER names one\n"
    "    WIKIJS_EDITOR, VISUAL, EDITOR\n"
    "                          what 'pages edit' opens\n"
    "    WIKIJS_FORCE_TTY      print as on a terminal; a number is its width\n"
    "    WIKIJS_PROMPT_DISABLED\n"
    "                          never ask anything\n"
    "    WIKIJS_ACCESSIBLE     draw nothing over: for screen readers\n"
    "    NO_COLOR, CLICOLOR, CLICOLOR_FORCE\n"
    "                          whether there are colours\n"
    "    XDG_CONFIG_HOME       where wikijs/config.yaml is looked for; ~/.config when not set\n"
    "    XDG_STATE_HOME        where 'wikijs login' keeps its token; ~/.local/state when not set\n"
    "    http_proxy, https_proxy, all_proxy, no_proxy\n"
    "                          proxies, as curl takes them\n\n"
    "A key of the configuration file is sent to the address of its own profile only: with another --url or WIKIJS_URL "
    "it is left out.";

static const char configuration[] =
    "The settings are in ~/.config/wikijs/config.yaml; 'wikijs config path' says where it is here, 'wikijs config init' "
    "makes it, 'wikijs config validate' says what is wrong in it. What stands outside of profiles holds for all of "
    "them:\n\n"
    "    profile: work\n"
    "    timeout: 60\n"
    "    profiles:\n"
    "      work:\n"
    "        url: https://wiki.example.com\n"
    "        api_key_command: pass show wiki/work\n"
    "    aliases:\n"
    "      todo: pages list --tag todo\n"
    "    webhooks:\n"
    "      ci:\n"
    "        url: https://ci.example.com/hook\n"
    "        secret_file: ~/.config/wikijs/ci.secret\n\n"
    "--set KEY=VALUE comes before the file, for one run. These are the keys:";

static const char formatting[] =
    "On a terminal, results are aligned tables, cut to its width, with times in the local zone; a time that would be cut "
    "is left out. In a pipe they are "
    "lines without a heading, values separated by tabs, complete, with times in RFC 3339 and UTC; a tab or a newline "
    "inside a value becomes a blank.\n\n"
    "--json takes the names of fields, separated by commas, and prints JSON with these: the server is asked for "
    "nothing else. Without a value it lists the fields. One thing that was named is an object, several are a list; what "
    "'-' names, what is selected and what is changed by a plan is always a list, also when it is one or none.\n\n"
    "--jq filters that JSON with a jq expression; texts come out without quotes, one result a line. Without --json it "
    "works on the fields that come by default.\n\n"
    "--format prints a table (uncut in a pipe), json (one array), jsonl (one object a line), csv (with a heading) or tsv (without). "
    "Together with --json FIELDS it prints these fields.\n\n"
    "Control characters that came from the server are shown, never sent to a terminal: ESC as ^[. In a pipe values "
    "stay as they are.";

static const char exit_codes[] =
    "    0    done; also when nothing was found, or when the reader of the output left early\n"
    "    1    failed\n"
    "    2    the command line or the configuration is wrong, or lacks a profile or an alias; nothing was sent\n"
    "    3    a page or another thing of the wiki does not exist\n"
    "    4    the credentials are missing, wrong or lack a permission\n"
    "    5    conflict: it exists already, is locked, or was changed meanwhile\n"
    "    6    the server could not be reached, did not answer in time or asks to slow down\n"
    "    129  ended by SIGHUP: the terminal was closed\n"
    "    130  interrupted with Ctrl-C\n"
    "    143  ended by SIGTERM: timeout, systemctl stop, docker stop\n\n"
    "What the last three leave is whole, and what has come is kept. A second Ctrl-C ends the program at once.\n\n"
    "A command that works on many things goes on after a failure. It ends with 1 when some failed, and with the code "
    "of their failure when all failed alike.";

static const char page_names[] =
    "A page is named in one of these ways:\n\n"
    "    123                                  its id\n"
    "    docs/intro                           its path, in the locale of --locale or the configuration\n"
    "    de:docs/intro                        locale and path\n"
    "    /de/docs/intro                       as behind the host name in a browser\n"
    "    https://wiki.example.com/docs/intro  its address, pasted from a browser\n\n"
    "An address may be that of the editor, the history or the source (/e/, /h/, /s/), and may carry a query or a "
    "fragment; percent-encoding is undone. It must be on the wiki that the command talks to.\n\n"
    "A page whose path consists of digits is named with its locale (en:2024) or a slash (/2024).";

const struct topic help_topics[] = {
    { "configuration", "The configuration file and its settings", configuration, .lists_settings = true },
    { "environment", "Environment variables, and what comes before what", environment },
    { "exit-codes", "What the exit codes mean", exit_codes },
    { "formatting", "Tables, JSON, jq, CSV", formatting },
    { "page-names", "How to name a page", page_names },
    { 0 },
};
