/* SPDX-License-Identifier: MIT */
#include "page_name.h"

#include "call.h"
#include "memory.h"
#include "report.h"
#include "text/buffer.h"
#include "text/or_empty.h"

#include <wikijs/pages.h>

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What the server takes for a locale at the start of an address: "en", "pt-br". */
static bool is_locale(const char *text, size_t length)
{
    if (length != 2 && length != 5)
        return false;
    for (size_t i = 0; i < length; i++)
        if (i == 2 ? text[i] != '-' : !isalpha((unsigned char)text[i]))
            return false;
    return true;
}

size_t page_name_locale(const char *text)
{
    size_t length = strcspn(text, ":/");
    return text[length] == ':' && is_locale(text, length) ? length : 0;
}

static int64_t read_id(const char *text, size_t length)
{
    if (length == 0 || length > 10 || strspn(text, "0123456789") < length)
        return 0;
    return strtoll(text, NULL, 10);
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)tolower((unsigned char)digit);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static char *percent_decode(const char *text, size_t length)
{
    struct buffer out = { 0 };
    buffer_reserve(&out, length);
    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && i + 2 < length ? hex_digit(text[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            buffer_addc(&out, (char)(high * 16 + low));
            i += 2;
        } else {
            buffer_addc(&out, text[i]);
        }
    }
    buffer_add(&out, "", 0);
    return out.data;
}

/* A path as a browser sends it, after the wiki's own part: /e/en/docs/intro, /i/12, /en/docs, /docs. */
static void read_browser_path(struct page_name *name, const char *path)
{
    while (*path == '/')
        path++;
    size_t first = strcspn(path, "/");
    if (first == 1 && strchr("ehsdpc", path[0]) && path[1] == '/') {
        path += 2;
        first = strcspn(path, "/");
    } else if (first == 1 && path[0] == 'i' && path[1] == '/') {
        size_t digits = strcspn(path + 2, "/");
        name->id = read_id(path + 2, digits);
        if (name->id)
            return;
    }
    if (is_locale(path, first)) {
        name->locale = xstrndup(path, first);
        path += first;
        while (*path == '/')
            path++;
    }
    size_t length = strlen(path);
    while (length && path[length - 1] == '/')
        length--;
    name->path = length ? xstrndup(path, length) : xstrdup("home");
}

static size_t scheme_length(const char *text)
{
    if (strncasecmp(text, "http://", 7) == 0)
        return 7;
    return strncasecmp(text, "https://", 8) == 0 ? 8 : 0;
}

/* The part of an address behind that of the wiki, or NULL when it is another's. http and https are the same wiki. */
static const char *behind_base(const char *url, const char *base_url)
{
    const char *rest = url + scheme_length(url);
    const char *base = base_url + scheme_length(base_url);
    const char *at_sign = memchr(base, '@', strcspn(base, "/"));
    if (at_sign)
        base = at_sign + 1;
    size_t host = strcspn(base, "/");
    size_t length = strlen(base);
    if (strncasecmp(rest, base, host) != 0 || strncmp(rest + host, base + host, length - host) != 0)
        return NULL;
    rest += length;
    return *rest == '\0' || strchr("/?#", *rest) ? rest : NULL;
}

static char *read_url(struct page_name *name, const char *text, const char *base_url)
{
    const char *rest = base_url ? behind_base(text, base_url) : NULL;
    if (!rest)
        return base_url ? xasprintf("'%s' is not on this wiki, %s", text, base_url) : xstrdup("no wiki is named");
    char *path = percent_decode(rest, strcspn(rest, "?#"));
    read_browser_path(name, path);
    free(path);
    return NULL;
}

char *page_name_parse(struct page_name *name, const char *text, const char *base_url)
{
    *name = (struct page_name){ 0 };
    size_t length = strlen(text);
    if (length == 0)
        return xstrdup("an empty text names no page");
    if (scheme_length(text))
        return read_url(name, text, base_url);
    name->id = read_id(text, length);
    if (name->id)
        return NULL;
    if (text[0] == '/') {
        read_browser_path(name, text);
        return NULL;
    }
    size_t prefix = page_name_locale(text);
    if (prefix) {
        name->locale = xstrndup(text, prefix);
        text += prefix + 1;
    }
    while (*text == '/')
        text++;
    name->path = xstrdup(*text ? text : "home");
    return NULL;
}

void page_name_free(struct page_name *name)
{
    free(name->locale);
    free(name->path);
    *name = (struct page_name){ 0 };
}

int page_name_read(struct cli *cli, const char *text, struct page_name *name)
{
    *name = (struct page_name){ 0 };
    int code = context_connect(cli);
    if (code)
        return code;
    char *problem = page_name_parse(name, text, cli->settings.url);
    if (problem) {
        report_failure("%s", problem);
        report_advice("wikijs help page-names");
        free(problem);
        return EXIT_USAGE;
    }
    return 0;
}

int page_fetch(struct cli *cli, const struct page_name *name, uint64_t fields, wikijs_page **page)
{
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = fields;
    int status;
    if (name->id)
        CALL(status, cli, wikijs_pages_get_async(cli->client, name->id, &options, CALL_TASK),
             wikijs_pages_get_finish(task.call, page, &cli->error));
    else
        CALL(status, cli, wikijs_pages_get_by_path_async(cli->client, name->locale, name->path, &options, CALL_TASK),
             wikijs_pages_get_by_path_finish(task.call, page, &cli->error));
    return status;
}

int page_id_of_name(struct cli *cli, const char *text, int64_t *id)
{
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    *id = name.id;
    page_name_free(&name);
    return code;
}

static int ask_for_id(struct cli *cli, const char *text, wikijs_call_done_fn done, void *payload, wikijs_call **call)
{
    struct page_name name;
    free(page_name_parse(&name, text, cli->settings.url));
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID);
    context_ask_anew(cli, true);
    int status = wikijs_pages_get_by_path_async(cli->client, name.locale, name.path, &options, done, payload, call);
    context_ask_anew(cli, false);
    page_name_free(&name);
    return status;
}

static int list_locale(struct cli *cli, const char *locale, wikijs_page_item_list **list)
{
    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH);
    options.locale = locale ? locale : "en";
    int status;
    CALL(status, cli, wikijs_pages_list_async(cli->client, &options, CALL_TASK),
         wikijs_pages_list_finish(task.call, list, &cli->error));
    return status;
}

/*
 * Who may write or read a page need not be allowed to ask for it by its path; all may look into the list. A page that is not
 * there stays refused.
 */
static int find_in_list(struct cli *cli, const char *text, int64_t *id)
{
    struct page_name name;
    free(page_name_parse(&name, text, cli->settings.url));
    wikijs_error refusal = cli->error;
    wikijs_page_item_list *list = NULL;
    int status = list_locale(cli, name.locale ? name.locale : cli->settings.locale, &list);
    for (size_t i = 0; status == 0 && i < wikijs_page_item_list_count(list) && !*id; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (strcmp(or_empty(item->path), or_empty(name.path)) == 0)
            *id = item->id;
    }
    wikijs_page_item_list_free(list);
    page_name_free(&name);
    if (status == 0 && !*id) {
        cli->error = refusal;
        status = refusal.code;
    }
    return status;
}

static int take_id(struct cli *cli, const char *text, wikijs_call *call, int64_t *id)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path_finish(call, &page, &cli->error);
    if (status == 0)
        *id = page->id;
    wikijs_page_free(page);
    if (status == WIKIJS_E_FORBIDDEN)
        status = find_in_list(cli, text, id);
    return status < 0 ? report_status_of(cli, status, text) : 0;
}

const struct ids_names page_names = { page_id_of_name, ask_for_id, take_id };

static bool is_unreserved(unsigned char byte)
{
    return isalnum(byte) || strchr("-._~/!$&'()*+,;=:@", byte);
}

char *page_url(const struct cli *cli, const char *locale, const char *path)
{
    struct buffer url = { 0 };
    const char *tag = locale ? locale : cli->settings.locale;
    buffer_addf(&url, "%s/%s/", cli->settings.url, tag ? tag : "en");
    for (const char *at = path; *at; at++) {
        if (is_unreserved((unsigned char)*at) && *at)
            buffer_addc(&url, *at);
        else
            buffer_addf(&url, "%%%02X", (unsigned)(unsigned char)*at);
    }
    return url.data;
}
