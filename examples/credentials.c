/* SPDX-License-Identifier: MIT */
/*
 * Every kind of credentials; prints who the server takes us for. Usage:
 *   credentials environment VARIABLE       an API key
 *   credentials file FILE
 *   credentials command COMMAND
 *   credentials login EMAIL VARIABLE       the password is in the variable; asks for a second factor
 *   credentials guest
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/health.h>

static int ask_for_code(const char *email, char *code, size_t size, void *payload)
{
    (void)payload;
    fprintf(stderr, "security code of %s: ", email);
    if (!fgets(code, (int)size, stdin))
        return -1;
    code[strcspn(code, "\n")] = '\0';
    return 0;
}

/* Called after the login and after each renewal. A program would keep the token in a file that only it can read. */
static void keep_token(const char *token, void *payload)
{
    (void)payload;
    fprintf(stderr, "a token of %zu characters\n", strlen(token));
}

static int set_credentials(wikijs_client_options *options, int count, char **words)
{
    const char *kind = count > 0 ? words[0] : "";
    if (strcmp(kind, "environment") == 0 && count == 2) {
        options->api_key_env = words[1];
    } else if (strcmp(kind, "file") == 0 && count == 2) {
        options->api_key_file = words[1];
    } else if (strcmp(kind, "command") == 0 && count == 2) {
        options->api_key_command = words[1];
    } else if (strcmp(kind, "login") == 0 && count == 3) {
        options->username = words[1];
        options->password = getenv(words[2]);
        options->tfa_code = ask_for_code;
        options->token_changed = keep_token;
    } else if (strcmp(kind, "guest") != 0) {
        return -1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    if (set_credentials(&options, argc - 1, argv + 1) < 0) {
        fprintf(stderr, "usage: credentials environment|file|command|login|guest ...\n");
        return 2;
    }
    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        wikijs_health *health = NULL;
        status = wikijs_health_check(client, NULL, &health, &err);
        if (health)
            printf("%s\n", health->identity ? health->identity : "unknown");
        wikijs_health_free(health);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    return wikijs_status_exit_code(status);
}
