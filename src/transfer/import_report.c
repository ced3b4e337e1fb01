/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/arena.h"
#include "transfer/import_run.h"

size_t wikijs_import_report_count(const wikijs_import_report *report)
{
    return report ? report->count : 0;
}

const wikijs_import_item *wikijs_import_report_at(const wikijs_import_report *report, size_t index)
{
    return index < wikijs_import_report_count(report) ? &report->entries[index]->item : NULL;
}

size_t wikijs_import_report_tally(const wikijs_import_report *report, const char *action, const char *outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < wikijs_import_report_count(report); i++) {
        const wikijs_import_item *item = &report->entries[i]->item;
        count += (!action || strcmp(item->action, action) == 0) && (!outcome || strcmp(item->outcome, outcome) == 0);
    }
    return count;
}

void wikijs_import_report_free(wikijs_import_report *report)
{
    wj_result_free(report);
}
