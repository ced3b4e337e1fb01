/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "dispatch.h"
#include "report.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/*
 * A descriptor that the caller has closed would be given to the next file or socket, and what is meant for the standard
 * stream would be written into that. What is opened here fails as a closed one does.
 */
static void keep_closed_streams(void)
{
    static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) < 0) /* the lowest that is free: fd */
            _exit(EXIT_FAILED);
}

int main(int argc, char **argv)
{
    static struct cli cli; /* static: what is still reachable at the end is no leak */
    static struct words expanded;
    keep_closed_streams();
    signal(SIGPIPE, SIG_IGN);
    interrupt_install();
    cli.out.fd = STDOUT_FILENO;

    int code = dispatch(&cli, (const char *const *)argv + 1, argc > 0 ? (size_t)argc - 1 : 0, &expanded);

    int error = stream_close(&cli.out);
    if (error && !interrupt_is_final()) {
        report_failure("cannot write the output: %s", strerror(error));
        code = code == EXIT_DONE ? EXIT_FAILED : code;
    }
    code = report_interruption(code);
    context_close(&cli);
    words_free(&expanded);
    return code;
}
