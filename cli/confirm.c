/* SPDX-License-Identifier: MIT */
#include "confirm.h"

#include "call.h"
#include "report.h"
#include "terminal/prompt.h"

bool confirm_is_given(const struct cli *cli, bool yes)
{
    return yes || cli->parsed.globals.yes || cli->parsed.globals.dry_run;
}

int confirm(struct cli *cli, bool yes, const char *question)
{
    if (confirm_is_given(cli, yes))
        return 0;
    if (!prompt_is_possible(&cli->terminal)) {
        report_failure("this needs --yes when nobody can be asked");
        return EXIT_USAGE;
    }
    stream_end_page(&cli->out); /* a pager would hide the question and take the answer */
    if (prompt_confirm(question))
        return 0;
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was changed");
}
