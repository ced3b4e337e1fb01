/* SPDX-License-Identifier: MIT */
/* Names of hosts to addresses, with a time limit, which the system's own look-up lacks. */
#ifndef WJ_TRANSPORT_RESOLVE_H
#define WJ_TRANSPORT_RESOLVE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum { WJ_ADDRESSES_MAX = 4 };

struct wj_addresses {
    struct sockaddr_storage items[WJ_ADDRESSES_MAX];
    socklen_t sizes[WJ_ADDRESSES_MAX];
    size_t count;
};

/* An address is one at once; a name is looked up by a thread of its own, which is left alone when the time is over.
 * 0; WIKIJS_E_RESOLVE there is none; WIKIJS_E_TIMEOUT; WIKIJS_E_NOMEM. */
int wj_resolve(const char *host, const char *port, int64_t until_us, struct wj_addresses *out);

#endif
