/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "terminal/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct download_args {
    const char *output;
    bool resume;
    bool replace;
};

static const struct opt options[] = {
    OPT_STRING(struct download_args, output, 'o', "output", "<file>",
               "write to this file or into this folder; '-' is standard output", .complete = COMPLETE_FILE),
    OPT_FLAG(struct download_args, resume, 'c', "continue", "go on where a broken download has stopped"),
    OPT_FLAG(struct download_args, replace, 0, "replace", "overwrite files that are there"),
    OPT_END,
};

struct download {
    const struct download_args *args;
    bool into_folder;
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The last part of an asset's path and nothing else: a name cannot lead out of the target folder. NULL: there is none. */
static const char *last_part(const char *path)
{
    if (!path)
        return NULL;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return !*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? NULL : name;
}

static char *target_of(const struct download *download, const char *path)
{
    const char *output = download->args->output;
    if (output && !download->into_folder)
        return xstrdup(output);
    const char *name = last_part(path);
    if (!name)
        return NULL;
    size_t length = output ? strlen(output) : 0;
    bool needs_slash = length > 0 && output[length - 1] != '/';
    return xasprintf("%s%s%s", output ? output : "./", needs_slash ? "/" : "", name);
}

static int write_stdout(const char *bytes, size_t count, void *payload)
{
    int *error = payload;
    while (count > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, count);
        if (done < 0 && errno == EINTR && !interrupt_happened())
            continue;
        if (done < 0) {
            *error = errno;
            return -1;
        }
        bytes += done;
        count -= (size_t)done;
    }
    return 0;
}

static int report_end(struct cli *cli, int status, const char *path, const wikijs_assets_download_options *wanted,
                      int write_error)
{
    if (status == WIKIJS_E_USER && write_error == EPIPE)
        return EXIT_DONE; /* the reader has seen enough */
    if (status == WIKIJS_E_USER && write_error)
        return report_failure("standard output: %s", strerror(write_error));
    int code = report_status_of(cli, status, path);
    char *part = wanted->file ? xasprintf("%s.part", wanted->file) : NULL;
    if (part && access(part, F_OK) == 0)
        report_advice("--continue, which goes on with what is in '%s'", part);
    free(part);
    return code;
}

/* An id is a path to be asked for. Returns 0 or the exit code of what was reported. */
static int path_of(struct cli *cli, const char *name, char **path)
{
    int64_t id;
    if (!id_parse(name, &id)) {
        *path = xstrdup(name);
        return 0;
    }
    wikijs_asset *asset = NULL;
    int status = asset_fetch(cli, name, &asset);
    if (status < 0)
        return report_status_of(cli, status, name);
    *path = xstrdup(or_empty(asset->path));
    wikijs_asset_free(asset);
    return 0;
}

static int transfer(struct cli *cli, const struct download *download, const char *path, const char *target)
{
    bool to_stdout = strcmp(target, "-") == 0;
    int write_error = 0;
    struct progress progress;
    wikijs_assets_download_options wanted = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    wanted.file = to_stdout ? NULL : target;
    wanted.write = to_stdout ? write_stdout : NULL;
    wanted.write_payload = &write_error;
    wanted.resume = !to_stdout && download->args->resume;
    wanted.keep_part = true;
    wanted.progress = progress_update;
    wanted.progress_payload = &progress;
    progress_begin(&progress, cli, path);
    wikijs_download *result = NULL;
    int status;
    CALL(status, cli, wikijs_assets_download_async(cli->client, path, &wanted, CALL_TASK),
         wikijs_assets_download_finish(task.call, &result, &cli->error));
    progress_end(&progress);
    wikijs_download_free(result);
    if (status < 0)
        return report_end(cli, status, path, &wanted, write_error);
    if (!to_stdout)
        report_note(cli, "saved %s", target);
    return EXIT_DONE;
}

static int download_one(struct cli *cli, const char *name, void *context)
{
    const struct download *download = context;
    char *path = NULL;
    int code = path_of(cli, name, &path);
    if (code)
        return code;
    char *target = target_of(download, path);
    if (!target) {
        report_failure("%s: that is no path of a file", name);
        code = EXIT_USAGE;
    } else if (!download->args->replace && strcmp(target, "-") != 0 && access(target, F_OK) == 0) {
        report_failure("%s: '%s' is there already: --replace overwrites it", name, target);
        code = EXIT_CONFLICT;
    } else {
        code = transfer(cli, download, path, target);
    }
    free(target);
    free(path);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    struct download download = { .args = arguments };
    const char *output = download.args->output;
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0 && output) {
        size_t length = strlen(output);
        download.into_folder = is_folder(output) || (length > 0 && output[length - 1] == '/');
        if (ids.count > 1 && !download.into_folder && strcmp(output, "-") != 0)
            code = report_usage(cli, "%zu assets need a folder to go to: '%s' is none", ids.count, output);
    }
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = ids_each(cli, &ids, download_one, &download);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "Into this folder", "wikijs assets download images/logo.png" },
    { "Under another name", "wikijs assets download images/logo.png --output new.png" },
    { "Go on after a broken connection", "wikijs assets download videos/tour.mp4 --continue" },
    { "All of a folder",
      "wikijs assets list images --json path --jq '.[].path' | wikijs assets download --output images/ -" },
    { 0 },
};

const struct cmd cmd_assets_download = {
    .name = "download",
    .alias = "fetch",
    .summary = "Download assets",
    .usage = "<asset>...",
    .text =
        "Download assets, named by path or by id, each under the last part of its path; '-' stands for the lines of "
        "standard input. A file appears under its name only when it is complete; until then it is NAME.part. When "
        "a download breaks and the server can go on in the middle, NAME.part stays, and --continue goes on with it "
        "if the asset is still the same.\n\n"
        "The wiki does not hand out assets whose names end in .md, .html or .txt, unless its administrator has "
        "changed that.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct download_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_ASSET,
    .run = run,
    .since = "0.1",
};
