/* SPDX-License-Identifier: MIT */
/*
 * Serving HTTP with libmicrohttpd: its functions, and a socket to listen at. The library is opened when the first server is
 * started: linked, it would bring a TLS library into every program that uses this one.
 */
#ifndef WJ_TRANSPORT_MICROHTTPD_H
#define WJ_TRANSPORT_MICROHTTPD_H

#ifdef WIKIJS_WITH_MICROHTTPD

#include <microhttpd.h>
#include <wikijs/error.h>

#define WJ_MHD_FUNCTIONS(X)             \
    X(MHD_start_daemon);                \
    X(MHD_stop_daemon);                 \
    X(MHD_quiesce_daemon);              \
    X(MHD_run);                         \
    X(MHD_get_timeout);                 \
    X(MHD_get_daemon_info);             \
    X(MHD_get_connection_info);         \
    X(MHD_lookup_connection_value);     \
    X(MHD_suspend_connection);          \
    X(MHD_resume_connection);           \
    X(MHD_create_response_from_buffer); \
    X(MHD_add_response_header);         \
    X(MHD_queue_response);              \
    X(MHD_destroy_response)

struct wj_mhd {
#define WJ_MHD_MEMBER(name) __typeof__(name) *name
    WJ_MHD_FUNCTIONS(WJ_MHD_MEMBER);
#undef WJ_MHD_MEMBER
};

/* The functions, the same for all. NULL, and WIKIJS_E_CONFIG in *err: the library is missing; `purpose` is what needs it. */
const struct wj_mhd *wj_mhd_open(const char *purpose, wikijs_error *err);

/* A socket that listens at an IPv4 or IPv6 address; *port: 0 for any that is free, receives the one it got. Returns the
 * descriptor; WIKIJS_E_ARG, WIKIJS_E_IO. */
int wj_listen(const char *address, uint16_t *port, int backlog, wikijs_error *err);

/* Queue an answer; the text is copied. `allow`: the methods for a refusal of others, or NULL. */
enum MHD_Result wj_mhd_answer(const struct wj_mhd *mhd, struct MHD_Connection *connection, unsigned status,
                              const char *type, const char *text, size_t length, const char *allow);

#endif
#endif
