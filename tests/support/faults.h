/* SPDX-License-Identifier: MIT */
/*
 * The sandbox's admin routes, for tests that need faults, its clock or its log of requests. Programs that use this are
 * named test_sandbox_*: they cannot run against a real server.
 */
#ifndef TEST_FAULTS_H
#define TEST_FAULTS_H

#include <wikijs/client.h>

/* Options for a client of the sandbox, without credentials. */
wikijs_client_options sandbox_options(void);
/* A client of these options; the case fails when there is none. */
wikijs_client *sandbox_client(const wikijs_client_options *options);

/* Back to the state after the start, without faults and with an empty log of requests. */
int sandbox_reset(void **state);
/* Let requests of one operation ("pages.single"; NULL: any) to /graphql fail so often; fault as in docs/sandbox.md. */
void sandbox_fault(const char *operation, int times, const char *fault);
/* The same for a path, exact or with "*" at its end. */
void sandbox_fault_at(const char *path, int times, const char *fault);
/* Remove the faults, and let answers go that "hold" keeps back. */
void sandbox_release(void);
/* All faults that were set have been used as often as they should. */
int sandbox_faults_used(void **state);
void sandbox_advance(int seconds);
/* How many requests in the log hold `text` in their entry, such as "authentication.login". */
int sandbox_count(const char *text);
/* How many connections the requests in the log came over. */
int sandbox_connections(void);

#endif
