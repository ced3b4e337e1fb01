/* SPDX-License-Identifier: MIT */
#ifndef CLI_TERMINAL_BROWSER_H
#define CLI_TERMINAL_BROWSER_H

#include <stdbool.h>

/*
 * Give an address to the first program of BROWSER (separated by colons; "%s" in it is the address) that starts, or else to
 * xdg-open where there is a display; no shell sees it. False when none took it.
 */
bool browser_open(const char *url);

#endif
