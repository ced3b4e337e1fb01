/* SPDX-License-Identifier: MIT */
#include "ids_names.h"

#include "report.h"

int ids_name(struct cli *cli, const struct ids_names *names, const char *name, int64_t *id)
{
    *id = 0;
    int code = context_connect(cli);
    if (code == 0)
        code = names->read(cli, name, id);
    if (code || *id)
        return code;
    struct task task = { 0 };
    int status = task_wait(cli, &task, names->ask(cli, name, CALL_TASK));
    code = status < 0 ? report_status_of(cli, status, name) : names->answer(cli, name, task.call, id);
    task_end(&task);
    return code;
}
