/* SPDX-License-Identifier: MIT */
/* Compiled, never run: a C++17 program uses the library without designated initialisers. */
#include <wikijs/authentication.h>
#include <wikijs/client.h>
#include <wikijs/error.h>
#include <wikijs/graphql.h>
#include <wikijs/health.h>
#include <wikijs/model.h>
#include <wikijs/operation.h>
#include <wikijs/page.h>
#include <wikijs/pages.h>
#include <wikijs/sys/alloc.h>
#include <wikijs/sys/hooks.h>
#include <wikijs/types.h>
#include <wikijs/version.h>

static_assert(sizeof(wikijs_error) == 512, "wikijs_error is 512 bytes for ever");

int smoke();
int smoke()
{
    wikijs_client_options options;
    wikijs_client_options_init(&options, sizeof options);
    options.base_url = "https://wiki.example.com";

    wikijs_error error{};
    wikijs_client *client = nullptr;
    if (wikijs_client_new(&options, &client, &error) != 0) {
        return error.code;
    }
    wikijs_page *page = nullptr;
    const int status = wikijs_pages_get(client, 1, nullptr, &page, &error);
    wikijs_page_free(page);
    wikijs_client_free(client);
    return status;
}
