/* SPDX-License-Identifier: MIT */
/* Prometheus' text format 0.0.4, read as strictly as its documentation has it. */
#ifndef TESTS_SUPPORT_PROMETHEUS_H
#define TESTS_SUPPORT_PROMETHEUS_H

#include <stddef.h>

/*
 * Fails the test unless `text` is well formed: a HELP and a TYPE line before the samples of each family, those of one family
 * together, names and labels as they must be, no sample twice, counters named _total and not negative, histograms with rising
 * bounds and counts that end in +Inf and agree with _count. Returns the number of samples.
 */
size_t prometheus_check(const char *text);
/* The value of the sample that is written exactly so, "name{labels}"; -1 when there is none. */
double prometheus_value(const char *text, const char *series);

#endif
