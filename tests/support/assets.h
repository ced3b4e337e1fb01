/* SPDX-License-Identifier: MIT */
/* Assets and files that tests make. */
#ifndef TEST_ASSETS_H
#define TEST_ASSETS_H

#include "support/live.h"

/* The server has no way to remove a folder: all cases of all runs share a few, and files are named after their case. */
#define ASSET_FOLDER "live-test/Sub Folder"
#define ASSET_SLUG "live-test/sub folder"

/* "t-4711-3-NAME", and its path in the folder; valid until the tenth call after it. */
const char *asset_name(struct live *live, const char *name);
const char *asset_path(struct live *live, const char *name);
/* Upload bytes to the folder; returns the id. */
int64_t asset_upload(struct live *live, const char *name, const char *bytes, size_t size);
void asset_discard(struct live *live, int64_t id);

/* Bytes that repeat themselves late; free them. */
char *asset_bytes(size_t size);
/* The path of a file that is not there yet. */
void scratch_path(char path[64], const char *name);
bool file_exists(const char *path);
void file_write(const char *path, const char *bytes, size_t size);
bool file_holds(const char *path, const char *bytes, size_t size);

#endif
