/* SPDX-License-Identifier: MIT */
/* TLS, HTTP/2, proxies and redirects, against small servers of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/version.h>

static char folder[] = "/tmp/wikijs-test-network-XXXXXX";
static char certificate[128], private_key[128];
static FILE *servers; /* what it prints; its standard input is keep_alive */
static int keep_alive;
static pid_t server_pid;
static int https_port, mutual_port, proxy_port, redirect_port, target_port;

static wikijs_error err;
static char title[256], agent[256];

static void make_certificate(void)
{
    assert_non_null(mkdtemp(folder));
    snprintf(certificate, sizeof certificate, "%s/cert.pem", folder);
    snprintf(private_key, sizeof private_key, "%s/key.pem", folder);
    char command[512];
    snprintf(command, sizeof command,
             "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
             "subjectAltName=DNS:localhost -keyout %s -out %s 2>/dev/null",
             private_key, certificate);
    assert_int_equal(system(command), 0);
}

static int port_of(const char *line, const char *name)
{
    const char *at = strstr(line, name);
    return at ? atoi(at + strlen(name)) : 0;
}

static int start_servers(void **state)
{
    (void)state;
    make_certificate();
    int in[2], out[2];
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    server_pid = fork();
    if (server_pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        close(out[0]);
        execlp("node", "node", WIKIJS_SOURCE_DIR "/tests/support/network-server.js", private_key, certificate,
               (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    keep_alive = in[1];
    servers = fdopen(out[0], "r");
    char line[256] = "";
    assert_non_null(fgets(line, sizeof line, servers));
    https_port = port_of(line, "\"https\":");
    mutual_port = port_of(line, "\"mutual\":");
    proxy_port = port_of(line, "\"proxy\":");
    redirect_port = port_of(line, "\"redirect\":");
    target_port = port_of(line, "\"target\":");
    return !(https_port && mutual_port && proxy_port && redirect_port && target_port);
}

static int stop_servers(void **state)
{
    (void)state;
    close(keep_alive);
    fclose(servers);
    waitpid(server_pid, NULL, 0);
    unlink(certificate);
    unlink(private_key);
    return rmdir(folder);
}

/* Read a page; its title, which tells what the server saw, goes to `title`, its description to `agent`. */
static int read_page(wikijs_client_options options, const char *url)
{
    options.base_url = url;
    options.api_key = "key-that-must-not-travel";
    wikijs_client *client = NULL;
    assert_int_equal(wikijs_client_new(&options, &client, &err), 0);
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    title[0] = 0;
    agent[0] = 0;
    if (page) {
        snprintf(title, sizeof title, "%s", page->title);
        snprintf(agent, sizeof agent, "%s", page->description);
    }
    wikijs_page_free(page);
    wikijs_client_free(client);
    return status;
}

static const char *https_url(void)
{
    static char url[64];
    snprintf(url, sizeof url, "https://localhost:%d", https_port);
    return url;
}

static void unknown_certificate_is_refused(void **state)
{
    (void)state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    assert_int_equal(read_page(options, https_url()), WIKIJS_E_TLS);
    assert_int_equal(wikijs_status_exit_code(WIKIJS_E_TLS), 6);
}

static void own_authority_and_http2(void **state)
{
    (void)state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.ca_file = certificate;
    assert_int_equal(read_page(options, https_url()), 0);
    assert_string_equal(title, "HTTP/2.0");
    char other_name[64];
    snprintf(other_name, sizeof other_name, "https://127.0.0.1:%d", https_port);
    assert_int_equal(read_page(options, other_name), WIKIJS_E_TLS); /* the certificate is for another name */
}

/* With TLS 1.3 the refusal comes where the answer should; it is no connection that was lost, and not tried again. */
static void client_without_a_certificate_is_refused_once(void **state)
{
    (void)state;
    char url[64];
    snprintf(url, sizeof url, "https://localhost:%d", mutual_port);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.ca_file = certificate;
    assert_int_equal(read_page(options, url), WIKIJS_E_TLS);
    assert_int_equal(err.attempts, 1);
    assert_non_null(strstr(err.message, "certificate required"));
    options.client_cert_file = certificate;
    options.client_key_file = private_key;
    assert_int_equal(read_page(options, url), 0);
    assert_string_equal(title, "known");
}

static char warning[256];

static void keep_warning(wikijs_log_level level, const char *line, void *payload)
{
    (void)payload;
    if (level == WIKIJS_LOG_WARN)
        snprintf(warning, sizeof warning, "%s", line);
}

static void insecure_works_and_warns(void **state)
{
    (void)state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.tls_insecure = 1;
    options.log = keep_warning;
    assert_int_equal(read_page(options, https_url()), 0);
    assert_non_null(strstr(warning, "not checked"));
}

static void proxy_by_option_and_by_environment(void **state)
{
    (void)state;
    char proxy[64];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", proxy_port);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.proxy = proxy;
    assert_int_equal(read_page(options, "http://wiki.invalid/base"), 0);
    assert_string_equal(title, "http://wiki.invalid/base/graphql");

    options.proxy = NULL;
    setenv("http_proxy", proxy, 1);
    assert_int_equal(read_page(options, "http://wiki.invalid"), 0);
    assert_string_equal(title, "http://wiki.invalid/graphql");
    options.proxy = ""; /* none, whatever the environment says */
    assert_int_equal(read_page(options, "http://wiki.invalid"), WIKIJS_E_RESOLVE);
    unsetenv("http_proxy");
}

static void redirects_are_told_not_followed(void **state)
{
    (void)state;
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", redirect_port);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    assert_int_equal(read_page(options, url), WIKIJS_E_HTTP);
    assert_int_equal(err.http_status, 301);
    char expected[64];
    snprintf(expected, sizeof expected, "'http://127.0.0.1:%d/graphql'", target_port);
    assert_non_null(strstr(err.message, expected));
    snprintf(url, sizeof url, "http://127.0.0.1:%d", target_port);
    assert_int_equal(read_page(options, url), 0);
    assert_string_equal(title, "reached 1 times"); /* the redirect did not bring anybody there */
}

static void servers_and_proxies_are_told_who_asks(void **state)
{
    (void)state;
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", target_port);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.user_agent = "robot/2";
    assert_int_equal(read_page(options, url), 0);
    assert_string_equal(agent, "robot/2 libwikijs/" WIKIJS_VERSION);

    snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy_port);
    options.proxy = url;
    assert_int_equal(read_page(options, "http://wiki.invalid"), 0);
    assert_string_equal(agent, "robot/2 libwikijs/" WIKIJS_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_certificate_is_refused),
        cmocka_unit_test(own_authority_and_http2),
        cmocka_unit_test(client_without_a_certificate_is_refused_once),
        cmocka_unit_test(insecure_works_and_warns),
        cmocka_unit_test(proxy_by_option_and_by_environment),
        cmocka_unit_test(redirects_are_told_not_followed),
        cmocka_unit_test(servers_and_proxies_are_told_who_asks),
    };
    return cmocka_run_group_tests(tests, start_servers, stop_servers);
}
