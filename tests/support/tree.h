/* SPDX-License-Identifier: MIT */
/* A folder of files for a test, below /tmp; gone when it is freed. */
#ifndef TEST_TREE_H
#define TEST_TREE_H

#include <stddef.h>

struct tree {
    char path[64];    /* the folder */
    char outside[80]; /* a file's name beside it: for a journal */
};

/* Fails the test when it cannot. */
void tree_make(struct tree *tree);
void tree_free(struct tree *tree);
/* Write a file, with the folders it is in. */
void tree_put(const struct tree *tree, const char *name, const char *text);
void tree_put_bytes(const struct tree *tree, const char *name, const void *bytes, size_t size);
void tree_link(const struct tree *tree, const char *name, const char *target);
void tree_remove(const struct tree *tree, const char *name);

#endif
