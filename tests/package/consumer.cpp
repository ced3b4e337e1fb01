/* SPDX-License-Identifier: MIT */
/* A C++ program outside the tree: every header that was installed (every.h lists them), two threads, a child. */
#include "every.h"
#include <cstdio>
#include <cstring>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace
{

struct client {
    wikijs_client *handle = nullptr;

    client()
    {
        wikijs_client_options options;
        wikijs_client_options_init(&options, sizeof options);
        options.base_url = "http://127.0.0.1:9"; /* nobody listens there */
        wikijs_error error{};
        if (wikijs_client_new(&options, &handle, &error) < 0)
            std::fprintf(stderr, "no client: %s\n", error.message);
    }
    ~client()
    {
        wikijs_client_free(handle);
    }
    client(const client &) = delete;
    client &operator=(const client &) = delete;

    int ask() const
    {
        wikijs_pages_get_options options{};
        options.struct_size = sizeof options;
        wikijs_page *page = nullptr;
        wikijs_error error{};
        int status = wikijs_pages_get_by_path(handle, "en", "home", &options, &page, &error);
        wikijs_page_free(page);
        return status;
    }
};

bool two_threads()
{
    int first = 0, second = 0;
    std::thread one([&] { first = client().ask(); });
    std::thread other([&] { second = client().ask(); });
    one.join();
    other.join();
    return first == WIKIJS_E_CONNECT && second == WIKIJS_E_CONNECT;
}

/* A child may not use what its parent made, and has its own. */
bool child()
{
    client parents;
    pid_t pid = fork();
    if (pid == 0)
        _exit(parents.ask() == WIKIJS_E_STATE && client().ask() == WIKIJS_E_CONNECT ? 0 : 1);
    int status = 1;
    return waitpid(pid, &status, 0) == pid && status == 0 && parents.ask() == WIKIJS_E_CONNECT;
}

} // namespace

int main()
{
    if (std::strcmp(wikijs_version(), WIKIJS_VERSION) != 0)
        return 1;
    if (!two_threads()) {
        std::fputs("two threads\n", stderr);
        return 1;
    }
    if (!child()) {
        std::fputs("a child\n", stderr);
        return 1;
    }
    return 0;
}
