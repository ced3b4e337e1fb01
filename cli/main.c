/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "dispatch.h"
#include "report.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static struct cli cli; /* static: what is still reachable at the end is no leak */
    static struct words expanded;
    signal(SIGPIPE, SIG_IGN);
    interrupt_install();
    cli.out.fd = STDOUT_FILENO;

    int code = dispatch(&cli, (const char *const *)argv + 1, argc > 0 ? (size_t)argc - 1 : 0, &expanded);

    int error = stream_close(&cli.out);
    if (error) {
        report_failure("cannot write the output: %s", strerror(error));
        code = code == EXIT_DONE ? EXIT_FAILED : code;
    }
    if (interrupt_happened())
        code = EXIT_INTERRUPTED;
    context_close(&cli);
    words_free(&expanded);
    return code;
}
