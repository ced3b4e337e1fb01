/* SPDX-License-Identifier: MIT */
/* Functions of shared libraries that are loaded when they are needed, so that a program which does not need them starts without.
 * The library has the same for itself: loading others' code is nothing that it should offer, and the program uses only what it offers. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include <stdbool.h>

/* Put the function `name` of `library`, which stays loaded, into *function, a pointer to a function; false: one of the two is not
 * there, and the pointer is NULL. Any thread. */
bool load_function(void *function, const char *library, const char *name);

#endif
