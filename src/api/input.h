/* SPDX-License-Identifier: MIT */
/* Reading what a caller hands to a public function. */
#ifndef WJ_API_INPUT_H
#define WJ_API_INPUT_H

#include <wikijs/pages.h>

#include "client/request.h"

/*
 * Copy a caller's options or input struct into `own`, a zeroed struct of `own_size` bytes that begins with its size_t
 * struct_size. NULL leaves the defaults. The request is refused when the struct was not initialised, or when it comes
 * from a newer header and sets something that this library does not know.
 */
void wj_read_struct(struct wj_request *request, const void *given, void *own, size_t own_size);

/* Refuse the request unless the required text is there; `what` names it in the message. */
void wj_need(struct wj_request *request, const char *text, const char *what);

/* Refuse the request for a text that the server's database has no room for. NULL is good. */
void wj_check_length(struct wj_request *request, const char *text, const char *what);
/* The same for each tag of a list. */
void wj_check_tags(struct wj_request *request, wikijs_strings tags, const char *what);

/* Take the time limit of options that have nothing else. */
void wj_read_call_options(struct wj_request *request, const struct wikijs_call_options *given);

/* Take fields and time limit of options that have nothing else. */
void wj_read_read_options(struct wj_request *request, const wikijs_read_options *given);

/* Refuse the request when a list holds NULL. */
void wj_check_strings(struct wj_request *request, wikijs_strings list, const char *what);

/* Put a copy in the memory in place of a caller's list. False: out of memory. */
bool wj_keep_strings(struct wj_arena *memory, wikijs_strings *list);

/* Refuse the request when a choice is neither yes, no nor left open: it would count as one of them. */
void wj_check_tristate(struct wj_request *request, wikijs_tristate choice, const char *what);

/* White space of every script: what JavaScript's trim() removes. */
bool wj_is_space(int32_t code_point);
/* Nothing but white space. */
bool wj_is_blank(const char *text, size_t length);

#endif
