/* SPDX-License-Identifier: MIT */
#include "cmd/config/setup.h"

#include "call.h"
#include "config/check.h"
#include "config/secret_service.h"
#include "report.h"
#include "terminal/prompt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_KEY = 16 * 1024, TRIES = 3 };

/* Nobody is there to answer, or the user has had enough. */
static int give_up(void)
{
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was written");
}

static int need(const char *what, const char *flag)
{
    report_failure("nobody can be asked for %s here", what);
    report_advice("%s", flag);
    return EXIT_USAGE;
}

/* An answer without the blanks around it, or `usual` when it is empty; NULL: there is none. Free it. */
static char *ask_line(const char *question, const char *usual)
{
    char *answer = prompt_line(question);
    if (!answer)
        return NULL;
    char *start = answer + strspn(answer, " \t");
    size_t length = strlen(start);
    while (length && strchr(" \t", start[length - 1]))
        length--;
    char *line = length || !usual ? xstrndup(start, length) : xstrdup(usual);
    free(answer);
    return line;
}

int setup_ask_profile(struct setup *setup)
{
    const struct config *config = &setup->config;
    bool is_first = !config->profile_count && !config_value(&config->common, "url");
    if (setup->profile || is_first)
        return 0;
    if (!setup->can_ask)
        return need("the name of another profile", "--profile <name>");
    while (!setup->profile) {
        char *name = ask_line("Name of the profile: ", NULL);
        if (!name)
            return give_up();
        if (!*name || config_profile(config, name))
            report_failure("%s", *name ? "there is a profile of that name" : "it needs a name");
        else
            setup->profile = xstrdup(name);
        free(name);
    }
    return 0;
}

/* What people type has no scheme. */
static char *complete_url(const char *text)
{
    size_t length = strlen(text);
    while (length && text[length - 1] == '/')
        length--;
    bool is_local = strncmp(text, "localhost", 9) == 0 || strncmp(text, "127.", 4) == 0;
    const char *scheme = strstr(text, "://") ? "" : is_local ? "http://" : "https://";
    return xasprintf("%s%.*s", scheme, (int)length, text);
}

static int take_url(struct setup *setup, const char *text)
{
    free(setup->url);
    setup->url = complete_url(text);
    char *problem = config_setting_problem("url", setup->url);
    int code = problem ? report_failure("%s", problem) : 0;
    free(problem);
    if (code)
        return EXIT_USAGE;
    return setup->args->offline ? 0 : setup_try(setup, false);
}

int setup_ask_url(struct setup *setup)
{
    const char *given = setup->cli->parsed.globals.url;
    if (given)
        return take_url(setup, given);
    if (!setup->can_ask)
        return need("the address of the wiki", "--url https://wiki.example.com");
    for (;;) {
        char *answer = ask_line("Address of the wiki: ", NULL);
        if (!answer)
            return give_up();
        int code = *answer ? take_url(setup, answer) : EXIT_USAGE;
        free(answer);
        if (code == 0 || interrupt_happened())
            return code;
    }
}

/* --api-key-file and its like: the file gets the name of the place, not the key. */
static bool take_place(struct setup *setup)
{
    const struct globals *globals = &setup->cli->parsed.globals;
    const struct {
        const char *setting, *value;
    } places[] = {
        { "api_key_file", globals->api_key_file },
        { "api_key_command", globals->api_key_command },
        { "api_key_env", globals->api_key_env },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!places[i].value)
            continue;
        setup->choice = CHOICE_KEY_FROM;
        setup->setting = places[i].setting;
        setup->value = xstrdup(places[i].value);
        return true;
    }
    return false;
}

static char *read_key(void)
{
    struct buffer text = { 0 };
    buffer_reserve(&text, 2 * LONGEST_KEY + 65536); /* never moved, so that no copy of the key stays behind */
    char *key = NULL;
    if (buffer_read(&text, STDIN_FILENO, LONGEST_KEY))
        key = xstrndup(buffer_text(&text), strcspn(buffer_text(&text), "\r\n"));
    else
        report_read_failure("-", errno);
    buffer_free_secret(&text);
    return key;
}

/* Put a key that the wiki takes into the secret service, if there is one and the user wants it. */
static void offer_service(struct setup *setup)
{
    bool wanted = setup->args->keyring;
    if (!wanted && setup->can_ask && secret_service_is_there())
        wanted = prompt_confirm("Keep it in the desktop's secret service, not in the file? [y/N] ");
    if (!wanted)
        return;
    char *command = secret_service_command(SECRET_API_KEY, setup->url);
    if (command && secret_service_is_there() && secret_service_store(SECRET_API_KEY, setup->url, setup->value)) {
        xfree_secret(setup->value);
        setup->choice = CHOICE_KEY_FROM;
        setup->setting = "api_key_command";
        setup->value = command;
        return;
    }
    report_warning(setup->cli, "there is no secret service that takes the key; it is kept in the file, mode 0600");
    free(command);
}

static int ask_key(struct setup *setup)
{
    setup->choice = CHOICE_KEY;
    for (int i = 0; i < TRIES; i++) {
        xfree_secret(setup->value);
        setup->value = prompt_secret(i ? "Another API key: " : "API key: ");
        if (!setup->value)
            return give_up();
        int code = setup->args->offline ? 0 : setup_try(setup, true);
        if (code == 0)
            offer_service(setup);
        if (code == 0 || interrupt_happened())
            return code;
    }
    return give_up();
}

static int ask_choice(struct setup *setup)
{
    fputs("How do you get in?\n"
          "  1  with an API key (Administration > API Access)\n"
          "  2  with name and password\n"
          "  3  as a guest\n",
          stderr);
    for (;;) {
        char *answer = ask_line("Choice [1]: ", "1");
        if (!answer)
            return give_up();
        char digit = answer[1] ? '\0' : answer[0];
        free(answer);
        if (digit == '1')
            return ask_key(setup);
        if (digit == '2' || digit == '3') {
            setup->choice = digit == '2' ? CHOICE_LOGIN : CHOICE_NONE;
            return 0;
        }
    }
}

int setup_ask_credentials(struct setup *setup)
{
    bool is_given = take_place(setup);
    if (!is_given && setup->args->api_key_stdin) {
        setup->choice = CHOICE_KEY;
        setup->value = read_key();
        if (!setup->value)
            return EXIT_FAILED;
        is_given = true;
    }
    if (!is_given)
        return setup->can_ask ? ask_choice(setup) : 0;
    int code = setup->args->offline ? 0 : setup_try(setup, true);
    if (code == 0 && setup->choice == CHOICE_KEY)
        offer_service(setup);
    return code;
}

int setup_ask_locale(struct setup *setup)
{
    const char *given = setup->cli->parsed.globals.locale;
    if (given || !setup->can_ask) {
        setup->locale = given ? xstrdup(given) : NULL;
        return !given || setup->args->offline || setup_has_locale(setup, given) ? 0 : EXIT_USAGE;
    }
    for (;;) {
        char *code = ask_line("Locale of the pages [en]: ", "en");
        if (!code)
            return give_up();
        if (strcmp(code, "en") == 0) {
            free(code);
            return 0;
        }
        if (setup->args->offline || setup_has_locale(setup, code)) {
            setup->locale = code;
            return 0;
        }
        free(code);
        if (interrupt_happened())
            return EXIT_INTERRUPTED;
    }
}
