/* SPDX-License-Identifier: MIT */
/* Small files of the user's own: read as a whole, written beside and renamed, with mode 0600. */
#ifndef CLI_CONFIG_OWN_FILE_H
#define CLI_CONFIG_OWN_FILE_H

#include "text/buffer.h"

#include <stdbool.h>

/* The file's text, up to a megabyte; an absent file is empty. False with errno set when it cannot be read. */
bool own_file_read(const char *path, struct buffer *text);
/* Make the folders above a file, for the user alone. False with errno set. */
bool own_folders_make(const char *path);
/* The same, and lock the one that it is in. -1 with errno set; else close it. */
int own_folder_lock(const char *path);
/* Put a file in the place of the one that is there, or of the one that a symbolic link there leads to. */
bool own_file_replace(const char *path, const struct buffer *text);

#endif
