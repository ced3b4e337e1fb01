/* SPDX-License-Identifier: MIT */
#include "transport/microhttpd.h"

#ifdef WIKIJS_WITH_MICROHTTPD

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/load.h"
#include "base/status.h"

static const char library[] = "libmicrohttpd.so.12", package[] = "libmicrohttpd12";

/* --- the library --- */

static struct wj_mhd functions;
static bool is_open;

static void open_library(void)
{
    bool loaded = true;
#define LOAD(name) loaded = wj_load_function(&functions.name, library, #name) && loaded
    WJ_MHD_FUNCTIONS(LOAD);
#undef LOAD
    is_open = loaded;
}

const struct wj_mhd *wj_mhd_open(const char *purpose, wikijs_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, open_library);
    if (is_open)
        return &functions;
    wj_error_set(err, WIKIJS_E_CONFIG, "%s needs %s: install the package %s", purpose, library, package);
    return NULL;
}

enum MHD_Result wj_mhd_answer(const struct wj_mhd *mhd, struct MHD_Connection *connection, unsigned status,
                              const char *type, const char *text, size_t length, const char *allow)
{
    struct MHD_Response *response = mhd->MHD_create_response_from_buffer(length, (void *)(uintptr_t)text,
                                                                         MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    mhd->MHD_add_response_header(response, "Content-Type", type);
    mhd->MHD_add_response_header(response, "Cache-Control", "no-store");
    if (allow)
        mhd->MHD_add_response_header(response, "Allow", allow);
    enum MHD_Result result = mhd->MHD_queue_response(connection, status, response);
    mhd->MHD_destroy_response(response);
    return result;
}

/* --- listening --- */

static bool read_address(const char *text, uint16_t port, struct sockaddr_storage *address, socklen_t *size)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)address;
    *address = (struct sockaddr_storage){ 0 };
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        *size = sizeof *v4;
        return true;
    }
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    *size = sizeof *v6;
    return inet_pton(AF_INET6, text, &v6->sin6_addr) == 1;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_in6 address = { 0 }; /* large enough for both families, whose ports are at the same place */
    socklen_t size = sizeof address;
    _Static_assert(offsetof(struct sockaddr_in, sin_port) == offsetof(struct sockaddr_in6, sin6_port), "ports");
    return getsockname(fd, (struct sockaddr *)&address, &size) < 0 ? 0 : ntohs(address.sin6_port);
}

int wj_listen(const char *address, uint16_t *port, int backlog, wikijs_error *err)
{
    struct sockaddr_storage place;
    socklen_t size;
    if (!read_address(address, *port, &place, &size))
        return wj_error_set(err, WIKIJS_E_ARG, "'%s' is no IPv4 or IPv6 address", address);
    int fd = socket(place.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(fd, (struct sockaddr *)&place, size) == 0 && listen(fd, backlog) == 0) {
        *port = port_of(fd);
        return fd;
    }
    int failure = errno;
    if (fd >= 0)
        close(fd);
    return wj_error_set(err, WIKIJS_E_IO, "cannot listen at %s, port %d: %s", address, *port, strerror(failure));
}

#endif
