/* SPDX-License-Identifier: MIT */
/*
 * Changing single values of a YAML text and nothing else of it: comments, order, blank lines and quotes stay. A value
 * is named by the keys that lead to it, such as "profiles", "work", "url".
 */
#ifndef CLI_CONFIG_YAML_EDIT_H
#define CLI_CONFIG_YAML_EDIT_H

#include "text/buffer.h"

/*
 * Set a value; what is missing of the way to it is made. Returns NULL, or why this text cannot be changed in this way;
 * free it. The text is as it was then.
 */
char *yaml_edit_set(struct buffer *text, const char *const *keys, size_t depth, const char *value);
/* Remove a value, or a whole mapping, and the mappings around it that become empty. It is no problem if it is not there. */
char *yaml_edit_remove(struct buffer *text, const char *const *keys, size_t depth);

#endif
