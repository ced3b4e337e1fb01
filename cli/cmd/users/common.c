/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "terminal/prompt.h"
#include "text/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { LONGEST_PASSWORD = 4096, MADE_LENGTH = 20 };

static int read_name(struct cli *cli, const char *name, int64_t *id)
{
    if (id_parse(name, id) || strchr(name, '@'))
        return 0;
    return report_usage(cli, "'%s' is neither the id nor the email address of a user", name);
}

static int ask_for(struct cli *cli, const char *name, wikijs_call_done_fn done, void *payload, wikijs_call **call)
{
    return wikijs_users_find_async(cli->client, name, NULL, done, payload, call);
}

static int take_answer(struct cli *cli, const char *name, wikijs_call *call, int64_t *id)
{
    (void)name;
    wikijs_user_item *user = NULL;
    int status = wikijs_users_find_finish(call, &user, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    *id = user->id;
    wikijs_user_item_free(user);
    return 0;
}

const struct ids_names user_names = { read_name, ask_for, take_answer };

int users_print(struct cli *cli, const wikijs_user_item_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_user_item, list);
    return rows_print(cli, &rows, "no users");
}

/* The first line of a file. */
static int read_file(const char *file, char **password)
{
    struct buffer text = { 0 };
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    buffer_reserve(&text, LONGEST_PASSWORD + 65536); /* never moved, so that no copy of the secret stays behind */
    bool good = fd >= 0 && buffer_read(&text, fd, LONGEST_PASSWORD);
    int error = errno;
    if (fd >= 0 && !is_stdin)
        close(fd);
    if (good)
        *password = xstrndup(buffer_text(&text), strcspn(buffer_text(&text), "\r\n"));
    buffer_free_secret(&text);
    return good ? 0 : report_read_failure(file, error);
}

/* 20 of 55 letters and digits that nobody mistakes for others: 115 bits. */
static char *make_password(void)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ2345678";
    enum { LETTERS = sizeof letters - 1 };
    char *password = xcalloc(MADE_LENGTH + 1, 1);
    for (size_t i = 0; i < MADE_LENGTH;) {
        unsigned char byte;
        if (getrandom(&byte, 1, 0) == 1 && byte < 256 / LETTERS * LETTERS)
            password[i++] = letters[byte % LETTERS];
    }
    return password;
}

static int no_answer(void)
{
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("no password was given");
}

int password_read(struct cli *cli, const char *file, char **password, bool *made)
{
    *made = false;
    if (file)
        return read_file(file, password);
    if (prompt_is_possible(&cli->terminal)) {
        char *typed = prompt_secret("Password (empty: one is made): ");
        if (!typed)
            return no_answer();
        if (*typed) {
            char *again = prompt_secret("The same again: ");
            bool same = again && strcmp(typed, again) == 0;
            xfree_secret(again);
            if (!same) {
                xfree_secret(typed);
                return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("the two passwords differ");
            }
            *password = typed;
            return 0;
        }
        xfree_secret(typed);
    }
    *password = make_password();
    *made = true;
    return 0;
}

int password_ask(struct cli *cli, const char *file, const char *option, const char *question, char **password)
{
    if (file)
        return read_file(file, password);
    if (!prompt_is_possible(&cli->terminal)) {
        report_failure("nobody can be asked for a password here");
        report_advice("%s <file>", option);
        return EXIT_USAGE;
    }
    *password = prompt_secret(question);
    return *password ? 0 : no_answer();
}

void group_choice_read(struct group_choice *choice, const struct opt_list *groups)
{
    *choice = (struct group_choice){ .ids = xcalloc(groups->count + 1, sizeof *choice->ids),
                                     .names = xcalloc(groups->count + 1, sizeof *choice->names) };
    for (size_t i = 0; i < groups->count; i++) {
        if (id_parse(groups->items[i], &choice->ids[choice->id_count]))
            choice->id_count++;
        else
            choice->names[choice->name_count++] = groups->items[i];
    }
}

void group_choice_free(struct group_choice *choice)
{
    free(choice->ids);
    free(choice->names);
}
