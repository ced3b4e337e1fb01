/* SPDX-License-Identifier: MIT */
/*
 * The navigation of a wiki in a file and back, and settings of a wiki for another one.
 * Usage: site_copy save FILE | load FILE | settings OTHER-URL
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/model.h>
#include <wikijs/navigation.h>
#include <wikijs/site.h>

enum { LARGEST_FILE = 1 << 20 };

static int write_tree(FILE *file, const wikijs_navigation_tree *tree)
{
    const wikijs_model *model = wikijs_model_by_name("NavigationTree");
    size_t size = wikijs_object_to_json(model, tree, 0, NULL, 0) + 1;
    char *json = malloc(size);
    if (!json)
        return WIKIJS_E_NOMEM;
    wikijs_object_to_json(model, tree, 0, json, size);
    fputs(json, file);
    free(json);
    return 0;
}

/* Advanced: all trees of a wiki, as a JSON list in a file. */
static int save_navigation(wikijs_client *client, FILE *file, wikijs_error *err)
{
    wikijs_navigation_tree_list *list = NULL;
    int status = wikijs_navigation_get_tree(client, NULL, &list, err);
    for (size_t i = 0; status == 0 && i < wikijs_navigation_tree_list_count(list); i++) {
        fputs(i ? "," : "[", file);
        status = write_tree(file, wikijs_navigation_tree_list_at(list, i));
    }
    fputs(wikijs_navigation_tree_list_count(list) ? "]\n" : "[]\n", file);
    wikijs_navigation_tree_list_free(list);
    return status;
}

/* Advanced: what the file holds takes the place of everything. */
static int load_navigation(wikijs_client *client, const char *json, size_t length, wikijs_error *err)
{
    wikijs_navigation_tree_list *list = NULL;
    wikijs_navigation_tree_inputs trees;
    int status = wikijs_navigation_tree_list_from_json(json, length, &list, err);
    if (status == 0)
        status = wikijs_navigation_tree_list_to_input(list, &trees, err);
    if (status == 0)
        status = wikijs_navigation_update_tree(client, trees, NULL, err);
    wikijs_navigation_tree_list_free(list);
    return status;
}

/* Advanced: some settings of one wiki for another. What is not set in the input stays as the other has it. */
static int copy_settings(wikijs_client *from, wikijs_client *to, wikijs_error *err)
{
    wikijs_site_config *config = NULL;
    int status = wikijs_site_get_config(from, NULL, &config, err);
    if (status == 0) {
        wikijs_site_config_input input = WIKIJS_SITE_CONFIG_INPUT_INIT;
        input.company = config->company;
        input.content_license = config->content_license;
        input.feature_page_comments = config->feature_page_comments ? WIKIJS_YES : WIKIJS_NO;
        input.upload_max_file_size = config->upload_max_file_size;
        status = wikijs_site_update_config(to, &input, err);
    }
    wikijs_site_config_free(config);
    return status;
}

static int open_client(const char *url, wikijs_client **client, wikijs_error *err)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = url;
    options.api_key_env = "WIKIJS_API_KEY";
    return wikijs_client_new(&options, client, err);
}

static int with_file(wikijs_client *client, const char *mode, const char *name, wikijs_error *err)
{
    FILE *file = fopen(name, mode);
    char *json = malloc(LARGEST_FILE);
    int status = WIKIJS_E_IO;
    *err = (wikijs_error){ .code = status };
    snprintf(err->message, sizeof err->message, "%s cannot be opened", name);
    if (file && json) {
        status = *mode == 'w' ? save_navigation(client, file, err)
                              : load_navigation(client, json, fread(json, 1, LARGEST_FILE, file), err);
    }
    free(json);
    if (file && fclose(file) != 0 && status == 0) {
        snprintf(err->message, sizeof err->message, "%s cannot be written", name);
        status = WIKIJS_E_IO;
    }
    return status;
}

static int run(wikijs_client *client, const char *verb, const char *word, wikijs_error *err)
{
    if (strcmp(verb, "settings") != 0)
        return with_file(client, strcmp(verb, "save") == 0 ? "w" : "r", word, err);
    wikijs_client *other = NULL;
    int status = open_client(word, &other, err);
    if (status == 0)
        status = copy_settings(client, other, err);
    wikijs_client_free(other);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: site_copy save FILE | load FILE | settings OTHER-URL\n");
        return 2;
    }
    wikijs_error err;
    wikijs_client *client = NULL;
    int status = open_client(getenv("WIKIJS_URL"), &client, &err);
    if (status == 0)
        status = run(client, argv[1], argv[2], &err);
    wikijs_client_free(client);
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    else
        printf("done\n");
    return wikijs_status_exit_code(status);
}
