/* SPDX-License-Identifier: MIT */
#include "support/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void tree_make(struct tree *tree)
{
    char above[32] = "/tmp/wikijs-tree-XXXXXX";
    assert_non_null(mkdtemp(above));
    snprintf(tree->path, sizeof tree->path, "%s/docs", above);
    snprintf(tree->outside, sizeof tree->outside, "%s/journal.db", above);
    assert_int_equal(mkdir(tree->path, 0700), 0);
}

void tree_free(struct tree *tree)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%.*s'", (int)(strlen(tree->path) - strlen("/docs")), tree->path);
    if (system(command) != 0) {
        fail_msg("'%s' failed", command);
    }
}

/* The whole name; the folders on the way are there. */
static void open_way(const struct tree *tree, const char *name, char path[4096])
{
    snprintf(path, 4096, "%s/%s", tree->path, name);
    for (char *slash = path + strlen(tree->path) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

void tree_put_bytes(const struct tree *tree, const char *name, const void *bytes, size_t size)
{
    char path[4096];
    open_way(tree, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void tree_put(const struct tree *tree, const char *name, const char *text)
{
    tree_put_bytes(tree, name, text, strlen(text));
}

void tree_link(const struct tree *tree, const char *name, const char *target)
{
    char path[4096];
    open_way(tree, name, path);
    assert_int_equal(symlink(target, path), 0);
}

void tree_remove(const struct tree *tree, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", tree->path, name);
    assert_int_equal(unlink(path), 0);
}
