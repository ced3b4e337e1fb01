/* SPDX-License-Identifier: MIT */
/* Where an API key comes from: a value, an environment variable, a file, or what a command prints. */
#include "base/status.h"
#include "client/config.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { KEY_MAX = 16384 };

/* A key is one word; what surrounds it in a file or in a command's output is not part of it. */
static int take_key(const char *text, size_t length, const char *source, const wikijs_allocator *allocator, char **key,
                    wikijs_error *err)
{
    while (length && isspace((unsigned char)*text))
        text++, length--;
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    if (!length)
        return wj_error_set(err, WIKIJS_E_CONFIG, "%s holds no API key", source);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] >= 127)
            return wj_error_set(err, WIKIJS_E_CONFIG, "%s holds something else than an API key", source);
    *key = wj_strndup(allocator, text, length);
    return *key ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static int read_stream(FILE *stream, const char *source, const wikijs_allocator *allocator, char **key,
                       wikijs_error *err)
{
    char text[KEY_MAX + 1];
    setvbuf(stream, NULL, _IONBF, 0); /* no second copy that nobody wipes */
    size_t length = fread(text, 1, sizeof text, stream);
    int status;
    if (ferror(stream))
        status = wj_error_set(err, WIKIJS_E_IO, "cannot read the API key from %s: %s", source, strerror(errno));
    else if (length > KEY_MAX)
        status = wj_error_set(err, WIKIJS_E_CONFIG, "%s is too long for an API key", source);
    else
        status = take_key(text, length, source, allocator, key, err);
    wj_wipe(text, sizeof text);
    return status;
}

static int from_file(const char *path, const wikijs_allocator *allocator, char **key, wikijs_error *err)
{
    char source[300];
    snprintf(source, sizeof source, "the file '%.250s'", path);
    FILE *stream = fopen(path, "re");
    if (!stream)
        return wj_error_set(err, WIKIJS_E_IO, "cannot open the API key file '%s': %s", path, strerror(errno));
    int status = read_stream(stream, source, allocator, key, err);
    fclose(stream);
    return status;
}

/* The command is the user's own configuration, meant for a shell. */
static int from_command(const char *command, const wikijs_allocator *allocator, char **key, wikijs_error *err)
{
    FILE *stream = popen(command, "re");
    if (!stream)
        return wj_error_set(err, WIKIJS_E_IO, "cannot run the API key command: %s", strerror(errno));
    char *found = NULL;
    int status = read_stream(stream, "the output of the API key command", allocator, &found, err);
    int ended = pclose(stream);
    if (ended != 0 && !(ended == -1 && errno == ECHILD)) { /* ECHILD: the program ignores SIGCHLD */
        wj_free_secret(allocator, found);
        int code = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
        return wj_error_set(err, WIKIJS_E_IO, "the API key command failed with exit code %d", code);
    }
    *key = found;
    return status;
}

int wj_config_api_key(const wikijs_client_options *options, const wikijs_allocator *allocator, char **key,
                      wikijs_error *err)
{
    *key = NULL;
    if (options->api_key)
        return take_key(options->api_key, strlen(options->api_key), "api_key", allocator, key, err);
    if (options->api_key_file)
        return from_file(options->api_key_file, allocator, key, err);
    if (options->api_key_command)
        return from_command(options->api_key_command, allocator, key, err);
    if (!options->api_key_env)
        return 0;
    char source[200];
    snprintf(source, sizeof source, "the environment variable '%.150s'", options->api_key_env);
    const char *value = getenv(options->api_key_env);
    if (!value)
        return wj_error_set(err, WIKIJS_E_CONFIG, "%s is not set", source);
    return take_key(value, strlen(value), source, allocator, key, err);
}
