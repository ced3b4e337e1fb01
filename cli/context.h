/* SPDX-License-Identifier: MIT */
/* One run of the program: what was asked, where it goes, and the client, made when a command first needs it. */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

#include "command/parse.h"
#include "config/settings.h"
#include "output/plan.h"
#include "output/stream.h"
#include "plugins/loader.h"
#include "terminal/terminal.h"
#include "watch/har.h"

#include <wikijs/client.h>

struct cli {
    struct parsed parsed;
    struct terminal terminal;
    struct stream out;
    bool profile_of_many;    /* a run of --all-profiles */
    bool tells_dry_run;      /* the command says itself what it would do */
    struct output_plan plan; /* of a command with a model */
    struct settings settings;
    struct loaded_plugins plugins;
    struct har trace;
    bool is_shell;             /* `wikijs interactive`: commands come and go, the client stays */
    bool keeps_for_completion; /* the client has a cache that commands are not meant to see */
    wikijs_client *client;     /* NULL until context_connect() */
    wikijs_error error;        /* of the newest call */
    char *advice;              /* what was advised last: for many failures of one kind it is said once */
};

/* The exit codes of the program; wikijs_status_exit_code() gives them for a status. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_NOT_FOUND = 3, EXIT_CONFLICT = 5, EXIT_INTERRUPTED = 130 };

/* Read the settings, once. Returns 0, or the exit code of what was reported. */
int context_configure(struct cli *cli);
/* Begin the file of --trace, once; with --all-profiles each profile has one. Returns 0, or the exit code of what was reported. */
int context_open_trace(struct cli *cli);
/* Whether a wiki is named. Returns 0, or the exit code of what was reported. */
int context_require_url(struct cli *cli);
/* Configure and make the client, once. Returns 0, or the exit code of what was reported. */
int context_connect(struct cli *cli);
/*
 * Make the client with these options, watched as the flags of this run say (--verbose, --trace, --dry-run). Returns a
 * status. context_disconnect() frees it.
 */
int context_open(struct cli *cli, const wikijs_client_options *given);
void context_disconnect(struct cli *cli);
/* The same for candidates of a completion: quiet, impatient, with a cache whatever the settings say. Returns success. */
bool context_open_for_completion(struct cli *cli);
/* Forget client and settings: what follows reads and makes them anew. */
void context_reset(struct cli *cli);
void context_close(struct cli *cli);

/* What follows is for a completion: it may take a second, and answers of the last minute are good enough. */
void context_be_quick(struct cli *cli, bool quick);
/* What follows is read from the server, not from the cache: something is going to be written by it. */
void context_ask_anew(struct cli *cli, bool anew);

/* Send what follows on standard output through the pager, when that is a terminal and the user has no objection. */
void context_page(struct cli *cli);

#endif
