/* SPDX-License-Identifier: MIT */
#include "output/rows.h"

#include "output/emit.h"
#include "report.h"

#include <stdlib.h>

int rows_print(struct cli *cli, struct rows *rows, const char *none)
{
    int code = emit_list(cli, rows->items, rows->count);
    if (rows->count == 0 && none && emit_is_for_people(cli))
        report_note(cli, "%s", none);
    free(rows->items);
    *rows = (struct rows){ 0 };
    return code;
}
