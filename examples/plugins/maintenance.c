/* SPDX-License-Identifier: MIT */
/*
 * Keeps a wiki alone while it is worked on: each day between two times, or while a file exists. Writes are refused; with
 * `notice`, whoever reads a page gets that text instead, and nothing is sent. Outside of these times it watches: when the
 * wiki cannot be reached it says that once, and how long it was gone.
 *
 *     plugins: maintenance
 *     plugin.maintenance: window=22:00-23:30; file=/run/wiki-is-closed; notice=Back at half past eleven
 *
 * Times are UTC.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wikijs/sys/plugin.h>

struct maintenance {
    int from, until; /* minutes of the day; equal: no window */
    char file[1024];
    char notice[512];
    time_t gone_since; /* 0: it is there */
};

/* --- settings --- */

static int read_window(struct maintenance *own, const char *settings)
{
    char text[16];
    int hours[2], minutes[2], end = 0;
    if (wikijs_plugin_setting(settings, "window", text, sizeof text) == WIKIJS_E_NOT_FOUND)
        return 0;
    if (sscanf(text, "%2d:%2d-%2d:%2d%n", &hours[0], &minutes[0], &hours[1], &minutes[1], &end) != 4 || text[end])
        return WIKIJS_E_CONFIG;
    for (int i = 0; i < 2; i++)
        if (hours[i] < 0 || hours[i] > 23 || minutes[i] < 0 || minutes[i] > 59)
            return WIKIJS_E_CONFIG;
    own->from = hours[0] * 60 + minutes[0];
    own->until = hours[1] * 60 + minutes[1];
    return 0;
}

static int create(const char *settings, void *payload, void **state, wikijs_error *err)
{
    (void)payload;
    struct maintenance *own = calloc(1, sizeof *own);
    if (!own)
        return WIKIJS_E_NOMEM;
    const char *wrong = NULL;
    if (read_window(own, settings) < 0)
        wrong = "window is to be two times of the day, such as 22:00-23:30";
    else if (wikijs_plugin_setting(settings, "file", own->file, sizeof own->file) == WIKIJS_E_TOO_LARGE)
        wrong = "the name of the file is too long";
    else if (wikijs_plugin_setting(settings, "notice", own->notice, sizeof own->notice) == WIKIJS_E_TOO_LARGE)
        wrong = "the notice is too long";
    else if (own->from == own->until && !*own->file)
        wrong = "needs a window or a file";
    if (!wrong) {
        *state = own;
        return 0;
    }
    free(own);
    snprintf(err->message, sizeof err->message, "%s", wrong);
    return WIKIJS_E_CONFIG;
}

/* --- is it closed? --- */

static int in_window(const struct maintenance *own)
{
    int now = (int)(time(NULL) / 60 % (24 * 60));
    if (own->from <= own->until)
        return now >= own->from && now < own->until;
    return now >= own->from || now < own->until; /* over midnight */
}

static int is_closed(const struct maintenance *own)
{
    return in_window(own) || (*own->file && access(own->file, F_OK) == 0);
}

/* --- calls --- */

/* The notice as a page. The text came from a file of the user's: it is made proper JSON. */
static int answer_page(wikijs_plugin_call *call, const char *notice)
{
    char json[2 * sizeof((struct maintenance *)0)->notice + 128];
    size_t at = (size_t)snprintf(json, sizeof json,
                                 "{\"id\":1,\"path\":\"maintenance\",\"locale\":\"en\","
                                 "\"title\":\"Maintenance\",\"content\":\"");
    for (; *notice && at < sizeof json - 8; notice++) {
        if (*notice == '"' || *notice == '\\')
            json[at++] = '\\';
        json[at++] = (unsigned char)*notice < ' ' ? ' ' : *notice;
    }
    memcpy(json + at, "\"}", 2);
    return wikijs_plugin_call_answer(call, (wikijs_str){ json, at + 2 });
}

static int before_call(wikijs_plugin_call *call, void *state)
{
    const struct maintenance *own = state;
    const char *operation = wikijs_plugin_call_operation(call);
    if (!is_closed(own))
        return 0;
    if (wikijs_plugin_call_is_write(call))
        return wikijs_plugin_call_refuse(call, WIKIJS_E_LOCKED, "the wiki is being worked on");
    int reads_page = !strcmp(operation, "pages.single") || !strcmp(operation, "pages.singleByPath");
    return *own->notice && reads_page ? answer_page(call, own->notice) : 0;
}

/* What the outage was called matters less than that it was one: no answer at all, or one of a proxy. */
static int is_outage(const wikijs_error *error)
{
    return error && (error->code <= -100 && error->code > -200) && error->code != WIKIJS_E_TLS;
}

static int after_response(wikijs_plugin_call *call, void *state)
{
    struct maintenance *own = state;
    time_t now = time(NULL);
    if (is_outage(wikijs_plugin_call_error(call))) {
        if (!own->gone_since)
            fprintf(stderr, "maintenance: %s is gone\n", wikijs_plugin_call_url(call, NULL));
        own->gone_since = own->gone_since ? own->gone_since : now;
    } else if (own->gone_since) {
        fprintf(stderr, "maintenance: %s is back after %lld s\n", wikijs_plugin_call_url(call, NULL),
                (long long)(now - own->gone_since));
        own->gone_since = 0;
    }
    return 0;
}

/* Serial: `gone_since` is changed by whichever thread finds out. */
static const wikijs_plugin maintenance_plugin = { WIKIJS_PLUGIN_HEAD("maintenance", "1.0",
                                                                     "keeps a wiki alone while it is worked on"),
                                                  .flags = WIKIJS_PLUGIN_SERIAL,
                                                  .create = create,
                                                  .destroy = free,
                                                  .before_call = before_call,
                                                  .after_response = after_response };

WIKIJS_PLUGIN_EXPORT(maintenance_plugin);
