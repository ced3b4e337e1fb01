/* SPDX-License-Identifier: MIT */
#include "transfer/exclude.h"

#include <fnmatch.h>
#include <string.h>

#include "base/status.h"
#include "transfer/layout.h"

/* The segment behind this one; at the last: the end of the text. */
static const char *next_segment(const char *segment)
{
    segment += strcspn(segment, "/");
    return *segment ? segment + 1 : segment;
}

static void copy_segment(const char *segment, char out[WJ_FILE_SIZE])
{
    size_t length = strcspn(segment, "/");
    length = length < WJ_FILE_SIZE ? length : WJ_FILE_SIZE - 1;
    memcpy(out, segment, length);
    out[length] = '\0';
}

static bool segment_matches(const char *pattern, const char *name)
{
    char wanted[WJ_FILE_SIZE], found[WJ_FILE_SIZE];
    copy_segment(pattern, wanted);
    copy_segment(name, found);
    return fnmatch(wanted, found, 0) == 0;
}

static bool is_segment(const char *text, const char *segment)
{
    return strcspn(text, "/") == strlen(segment) && strncmp(text, segment, strlen(segment)) == 0;
}

/* Segment by segment. Where that goes wrong, the last "**" takes one more of the name. */
static bool path_matches(const char *pattern, const char *name)
{
    const char *behind = NULL, *from = NULL; /* the last "**", and what it has taken so far */
    while (*name) {
        if (is_segment(pattern, "**")) {
            behind = pattern = next_segment(pattern);
            from = name;
            if (!*pattern)
                return true;
        } else if (segment_matches(pattern, name)) {
            pattern = next_segment(pattern);
            name = next_segment(name);
        } else if (behind) {
            pattern = behind;
            name = from = next_segment(from);
        } else {
            return false;
        }
    }
    return !*pattern;
}

static bool matches(const char *pattern, const char *name, bool is_folder)
{
    size_t length = strlen(pattern);
    if (pattern[length - 1] == '/' && !is_folder)
        return false;
    if (strcspn(pattern, "/") + 1 < length)
        return path_matches(pattern + (pattern[0] == '/'), name);
    const char *slash = strrchr(name, '/');
    return segment_matches(pattern, slash ? slash + 1 : name);
}

bool wj_exclude_matches(wikijs_strings patterns, const char *name, bool is_folder)
{
    for (size_t i = 0; i < patterns.count; i++)
        if (matches(patterns.items[i], name, is_folder))
            return true;
    return false;
}

bool wj_exclude_covers(wikijs_strings patterns, const char *file)
{
    char folder[WJ_FILE_SIZE];
    for (const char *slash = strchr(file, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t)(slash - file);
        if (length >= sizeof folder)
            return false;
        memcpy(folder, file, length);
        folder[length] = '\0';
        if (wj_exclude_matches(patterns, folder, true))
            return true;
    }
    return wj_exclude_matches(patterns, file, false);
}

/* Why the pattern could match nothing, or NULL. */
static const char *problem_of(const char *pattern)
{
    if (!pattern[strspn(pattern, "/")])
        return "is empty";
    if (pattern[0] == '!')
        return "begins with '!', and what is left out cannot be taken back in";
    if (strlen(pattern) >= WJ_FILE_SIZE)
        return "is longer than 4095 bytes";
    if (strstr(pattern, "//"))
        return "has two slashes in a row";
    for (const char *segment = pattern + (pattern[0] == '/'); *segment; segment = next_segment(segment))
        if (is_segment(segment, ".") || is_segment(segment, ".."))
            return "has '.' or '..' in it, and is seen from the folder already";
    return NULL;
}

int wj_exclude_check(wikijs_strings patterns, wikijs_error *err)
{
    for (size_t i = 0; i < patterns.count; i++) {
        const char *problem = problem_of(patterns.items[i]);
        if (problem)
            return wj_error_set(err, WIKIJS_E_ARG, "the pattern '%.200s' %s", patterns.items[i], problem);
    }
    return 0;
}
