/* SPDX-License-Identifier: MIT */
/* Code that is loaded into this program can do all that its user can: nobody else may have a hand in it. */
#ifndef CLI_PLUGINS_TRUST_H
#define CLI_PLUGINS_TRUST_H

/*
 * Whether a file, and each folder on the way to it, belongs to the user or to root and can be written by nobody else.
 * Links are followed first. Returns NULL, or what is wrong; free it.
 */
char *trust_problem(const char *path);

#endif
