/* SPDX-License-Identifier: MIT */
/* Names and paths of assets and their folders, as the server makes them. */
#ifndef WJ_API_ASSET_NAME_H
#define WJ_API_ASSET_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <wikijs/asset.h>
#include <wikijs/error.h>

enum { WJ_ASSET_NAME_SIZE = 256, WJ_ASSET_PATH_SIZE = 4096 };

/* What the server makes of the name of a new folder, and of a new name of an asset. `length` bytes of UTF-8. */
int wj_asset_slug(const char *text, size_t length, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err);
/* A name for an upload that the server stores as it is. */
int wj_asset_name(const char *filename, char out[WJ_ASSET_NAME_SIZE], wikijs_error *err);
/* The path of a folder with every part as the server has it, without slashes around it; "" is the root. */
int wj_asset_folder_path(const char *path, char out[WJ_ASSET_PATH_SIZE], wikijs_error *err);
/* Split "a/b/c.png" into a folder path, as above, and a file name. */
int wj_asset_split(const char *path, char folder[WJ_ASSET_PATH_SIZE], char name[WJ_ASSET_NAME_SIZE], wikijs_error *err);
/* The media type that a file's extension stands for. */
const char *wj_asset_mime(const char *filename);

#endif
