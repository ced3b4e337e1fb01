/* SPDX-License-Identifier: MIT */
/*
 * The command tree: constants, and nothing else knows a flag's name. From it
 * come the parser, the help, the completions and the manual pages.
 *
 * A command's options land by offset in a struct of its own, so that its work
 * (`run`) sees plain values. A command with a `model` takes --json, --jq and
 * --format; its struct starts with a `struct output_args`.
 */
#ifndef CLI_COMMAND_COMMAND_H
#define CLI_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cli;

enum opt_kind {
    OPT_KIND_END,
    OPT_KIND_FLAG,   /* bool */
    OPT_KIND_STRING, /* const char * */
    OPT_KIND_INT,    /* int64_t between min and max */
    OPT_KIND_ENUM,   /* int: 1 + index of the choice, 0 when not given */
    OPT_KIND_LIST,   /* struct opt_list; may be repeated */
    OPT_KIND_SET,    /* int: `initial`, for options that exclude each other */
    OPT_KIND_FIELDS  /* const char *; without a value it asks for the list of fields and becomes "" */
};

/* What a value is: it is completed so, and what cannot be one is refused (command/value.h). */
enum completion {
    COMPLETE_NONE,
    COMPLETE_FILE,
    COMPLETE_PAGE,
    COMPLETE_PROFILE,
    COMPLETE_LOCALE,
    COMPLETE_TAG,
    COMPLETE_USER,
    COMPLETE_GROUP,
    COMPLETE_GROUP_THEN_USERS,
    COMPLETE_ASSET,
    COMPLETE_TOPIC,
    COMPLETE_EVENT,   /* a type of events */
    COMPLETE_SETTING, /* a key of the configuration file */
    COMPLETE_ALIAS,
    COMPLETE_OPERATION,        /* a name, or a file */
    COMPLETE_ARGUMENT,         /* name=value of the operation that was named */
    COMPLETE_OPERATION_FIELDS, /* of its answer */
    COMPLETE_SHELL
};

struct opt_list {
    const char **items;
    size_t count;
};

struct opt {
    enum opt_kind kind;
    char letter;
    const char *name;
    const char *value; /* placeholder, such as "<n>" */
    const char *help;
    size_t offset;
    int64_t min, max;
    int64_t initial;
    const char *const *choices; /* NULL-terminated */
    enum completion complete;
    bool hidden;
    bool follows_profiles; /* with --all-profiles it is one run, which follows all their wikis */
};

/* The offset of a member, which must have the type that the option writes. */
#define OPT_AT(type, member, wanted) _Generic(((type *)0)->member, wanted : offsetof(type, member))

/* What follows the fixed part is the help text, then more members, such as `.min = 1`. */
#define OPT_FLAG(type, member, letter, name, ...)                                                    \
    {                                                                                                \
        OPT_KIND_FLAG, letter, name, NULL, .offset = OPT_AT(type, member, bool), .help = __VA_ARGS__ \
    }
#define OPT_STRING(type, member, letter, name, value, ...)                                                      \
    {                                                                                                           \
        OPT_KIND_STRING, letter, name, value, .offset = OPT_AT(type, member, const char *), .help = __VA_ARGS__ \
    }
#define OPT_INT(type, member, letter, name, value, ...)                                                 \
    {                                                                                                   \
        OPT_KIND_INT, letter, name, value, .offset = OPT_AT(type, member, int64_t), .help = __VA_ARGS__ \
    }
#define OPT_ENUM(type, member, letter, name, list, ...)                                                              \
    {                                                                                                                \
        OPT_KIND_ENUM, letter, name, NULL, .choices = list, .offset = OPT_AT(type, member, int), .help = __VA_ARGS__ \
    }
#define OPT_LIST(type, member, letter, name, value, ...)                                                         \
    {                                                                                                            \
        OPT_KIND_LIST, letter, name, value, .offset = OPT_AT(type, member, struct opt_list), .help = __VA_ARGS__ \
    }
#define OPT_SET(type, member, letter, name, number, ...)                                                              \
    {                                                                                                                 \
        OPT_KIND_SET, letter, name, NULL, .initial = number, .offset = OPT_AT(type, member, int), .help = __VA_ARGS__ \
    }
#define OPT_FIELDS(type, member, letter, name, value, ...)                                                      \
    {                                                                                                           \
        OPT_KIND_FIELDS, letter, name, value, .offset = OPT_AT(type, member, const char *), .help = __VA_ARGS__ \
    }
#define OPT_END      \
    {                \
        OPT_KIND_END \
    }

struct example {
    const char *about;
    const char *command;
};

/* The words of a command line that are no options. */
struct operands {
    const char **items;
    size_t count;
};

struct cmd {
    const char *name;
    const char *alias;
    const char *group;   /* heading under which the parent lists it; NULL: "COMMANDS" */
    const char *summary; /* imperative, at most 60 characters, no full stop */
    const char *usage;   /* the operands, such as "<page>..." */
    const char *text;
    const struct example *examples; /* ends with an empty one */
    const struct opt *opts;
    size_t args_size;
    size_t min_operands, max_operands;
    enum completion complete;          /* of the operands */
    const char *model;                 /* GraphQL type of the rows that are printed; NULL: none */
    const char *if_missing, *if_taken; /* of a noun: what to try when a thing is not there, or is there already */
    const char *exit_codes;            /* what is special about them; NULL: nothing */
    const struct cmd *const *subs;     /* NULL-terminated */
    int (*run)(struct cli *cli, const void *args, const struct operands *operands);
    const char *since;
    bool hidden;
    bool follows_profiles; /* with --all-profiles it is one run, which follows all their wikis */
    bool changes_settings; /* of a shell: with all below it; what follows in a shell reads the settings anew */
};

/* Values of the options that every command takes. */
struct globals {
    const char *url;
    const char *profile;
    const char *config;
    const char *timeout;
    const char *locale;
    const char *api_key;
    const char *api_key_file;
    const char *api_key_command;
    const char *api_key_env;
    const char *rate;
    const char *retries;
    struct opt_list settings; /* --set */
    bool all_profiles;
    bool no_cache;
    bool no_plugins;
    int color; /* enum color_choice */
    const char *trace;
    bool verbose;
    bool quiet;
    bool dry_run;
    bool yes;
    bool no_pager;
    bool help;
    bool version;
};

enum color_choice { COLOR_UNSET, COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

extern const struct opt global_opts[];
extern const struct opt output_opts[];

/* The whole tree. */
extern const struct cmd root_command;

/* A pointer to the value of an option inside the struct that its table fills. */
#define OPT_VALUE(base, opt, type) ((type *)(void *)((char *)(base) + (opt)->offset))

#endif
