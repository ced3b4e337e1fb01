/* SPDX-License-Identifier: MIT */
/*
 * Memory of the program: every function here returns what was asked for, or
 * ends the program with a message and exit code 1. A command-line program has
 * nothing better to do when memory runs out.
 */
#ifndef CLI_MEMORY_H
#define CLI_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

#if defined(__GNUC__)
#define CLI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CLI_NONNULL __attribute__((returns_nonnull))
#else
#define CLI_PRINTF(text, first)
#define CLI_NONNULL
#endif

void *xmalloc(size_t size) CLI_NONNULL;
void *xcalloc(size_t count, size_t size) CLI_NONNULL;
void *xrealloc(void *block, size_t size) CLI_NONNULL;
/* An array of `count` items of `size` bytes; ends the program when the product overflows. */
void *xreallocarray(void *block, size_t count, size_t size) CLI_NONNULL;
char *xstrdup(const char *text) CLI_NONNULL;
char *xstrndup(const char *text, size_t length) CLI_NONNULL;
char *xasprintf(const char *format, ...) CLI_PRINTF(1, 2) CLI_NONNULL;
char *xvasprintf(const char *format, va_list arguments) CLI_PRINTF(1, 0) CLI_NONNULL;

/* Overwrite and free a secret. */
void xfree_secret(char *secret);

#endif
