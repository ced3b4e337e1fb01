/* SPDX-License-Identifier: MIT */
#include "confirm.h"

#include "call.h"
#include "report.h"
#include "terminal/prompt.h"

int confirm(struct cli *cli, bool yes, const char *question)
{
    if (yes)
        return 0;
    if (!prompt_is_possible(&cli->terminal)) {
        report_failure("this needs --yes when nobody can be asked");
        return EXIT_USAGE;
    }
    if (prompt_confirm(question))
        return 0;
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was changed");
}
