/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "advice.h"
#include "call.h"
#include "text/sanitize.h"
#include "watch/dry_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In one write, so that lines of several programs do not mix. */
static void print_line(const char *prefix, const char *text)
{
    struct buffer line = { 0 };
    buffer_adds(&line, prefix);
    sanitize(&line, text, strlen(text), SANITIZE_LINE);
    buffer_addc(&line, '\n');
    ssize_t ignored = write(STDERR_FILENO, line.data, line.length);
    (void)ignored;
    buffer_free(&line);
}

static void print_formatted(const char *prefix, const char *format, va_list arguments)
{
    char *text = xvasprintf(format, arguments);
    print_line(prefix, text);
    free(text);
}

int report_usage(struct cli *cli, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_formatted("wikijs: ", format, arguments);
    va_end(arguments);
    char *name = parsed_name(&cli->parsed);
    report_advice("%s --help", name);
    free(name);
    return EXIT_USAGE;
}

int report_failure(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_formatted("wikijs: ", format, arguments);
    va_end(arguments);
    return EXIT_FAILED;
}

void report_advice(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_formatted("try: ", format, arguments);
    va_end(arguments);
}

void report_warning(const struct cli *cli, const char *format, ...)
{
    if (cli->parsed.globals.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    print_formatted("wikijs: warning: ", format, arguments);
    va_end(arguments);
}

void report_note(const struct cli *cli, const char *format, ...)
{
    if (cli->parsed.globals.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    print_formatted("", format, arguments);
    va_end(arguments);
}

/* Whether a message says by itself which of many things it is about. */
static bool tells_which(const char *message, const char *what)
{
    size_t length = strlen(what);
    for (const char *at = strstr(message, what); length && at; at = strstr(at + 1, what))
        if (at > message && at[-1] == '\'' && at[length] == '\'')
            return true;
    return false;
}

static bool interruption_is_told;

static const char *tell_interruption(void)
{
    interruption_is_told = true;
    return interrupt_text();
}

int report_read_failure(const char *file, int error)
{
    if (error == EINTR && interrupt_happened())
        return EXIT_INTERRUPTED;
    return report_failure("%s: %s", strcmp(file, "-") == 0 ? "standard input" : file, strerror(error));
}

int report_interruption(int code)
{
    if (!interrupt_happened())
        return code;
    if (interrupt_is_final() && !interruption_is_told)
        report_failure("%s", interrupt_text());
    return interrupt_exit_code();
}

static void say_status(struct cli *cli, int status, const char *what)
{
    const char *message = cli->error.code == status && *cli->error.message ? cli->error.message
                                                                           : wikijs_status_text(status);
    if (status == WIKIJS_E_CANCELED && interrupt_happened())
        message = tell_interruption();
    stream_flush(&cli->out); /* what came before it is seen before it */
    if (what && !tells_which(message, what))
        report_failure("%s: %s", what, message);
    else
        report_failure("%s", message);
}

int report_status_advised(struct cli *cli, int status, const char *what, const char *advice)
{
    if (dry_run_ended(cli, status))
        return EXIT_DONE;
    say_status(cli, status, what);
    if (advice)
        report_advice("%s", advice);
    return wikijs_status_exit_code(status);
}

int report_status_of(struct cli *cli, int status, const char *what)
{
    if (dry_run_ended(cli, status))
        return EXIT_DONE;
    say_status(cli, status, what);
    char *advice = advice_for(cli, status);
    if (advice && (!cli->advice || strcmp(advice, cli->advice) != 0))
        report_advice("%s", advice);
    free(cli->advice);
    cli->advice = advice;
    return wikijs_status_exit_code(status);
}

int report_status(struct cli *cli, int status)
{
    return report_status_of(cli, status, NULL);
}
