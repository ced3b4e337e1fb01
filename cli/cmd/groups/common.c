/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_NAMES = 32 };

struct rule_words {
    char *text;
    const char *roles[MOST_NAMES];
    const char *locales[MOST_NAMES];
};

wikijs_strings group_strings(const struct opt_list *list)
{
    return (wikijs_strings){ (const char *const *)list->items, list->count };
}

static int read_name(struct cli *cli, const char *name, int64_t *id)
{
    (void)cli;
    id_parse(name, id);
    return 0;
}

static int ask_for(struct cli *cli, const char *name, wikijs_call_done_fn done, void *payload, wikijs_call **call)
{
    wikijs_groups_list_options wanted = WIKIJS_GROUPS_LIST_OPTIONS_INIT;
    wanted.query = name;
    return wikijs_groups_list_async(cli->client, &wanted, done, payload, call);
}

/* The groups whose names hold the name: the only one that has it is taken. */
static int take_answer(struct cli *cli, const char *name, wikijs_call *call, int64_t *id)
{
    wikijs_group_item_list *list = NULL;
    size_t found = 0;
    int status = wikijs_groups_list_finish(call, &list, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++) {
        const wikijs_group_item *group = wikijs_group_item_list_at(list, i);
        if (strcmp(or_empty(group->name), name) == 0) {
            *id = group->id;
            found++;
        }
    }
    wikijs_group_item_list_free(list);
    if (found == 1)
        return 0;
    if (found > 1)
        report_failure("%zu groups are named '%s': name one by its id", found, name);
    else
        report_failure("there is no group '%s'", name);
    report_advice("wikijs groups list");
    return wikijs_status_exit_code(found ? WIKIJS_E_CONFLICT : WIKIJS_E_NOT_FOUND);
}

const struct ids_names group_names = { read_name, ask_for, take_answer };

/* "a,b" into names; returns how many, MOST_NAMES when too many. */
static size_t split(char *text, const char **names)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *name = strtok_r(text, ",", &rest); name && count < MOST_NAMES; name = strtok_r(NULL, ",", &rest))
        names[count++] = name;
    return count;
}

static wikijs_page_rule_match read_match(const char *word)
{
    static const char *const names[] = { "start", "exact", "end", "regex", "tag" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i], word) == 0)
            return (wikijs_page_rule_match)(WIKIJS_PAGE_RULE_MATCH_START + i);
    return WIKIJS_PAGE_RULE_MATCH_DEFAULT;
}

static int read_rule(struct cli *cli, const char *text, struct rule_words *words, wikijs_page_rule_input *rule)
{
    char *parts[5] = { NULL }, *rest = NULL;
    size_t count = 0;
    words->text = xstrdup(text);
    char *word = strtok_r(words->text, " ", &rest);
    if (word && (strcmp(word, "deny") == 0 || strcmp(word, "allow") == 0)) {
        rule->deny = strcmp(word, "deny") == 0;
        word = strtok_r(NULL, " ", &rest);
    }
    for (; word && count < 5; word = strtok_r(NULL, " ", &rest))
        parts[count++] = word;
    if (count < 3 || count > 4)
        return report_usage(cli, "a rule is '[deny] <match> <path> <permission,…> [<locale,…>]', not '%s'", text);
    rule->match = read_match(parts[0]);
    if (rule->match == WIKIJS_PAGE_RULE_MATCH_DEFAULT)
        return report_usage(cli, "a rule matches by start, exact, end, regex or tag, not by '%s'", parts[0]);
    rule->path = parts[1];
    rule->roles = (wikijs_strings){ words->roles, split(parts[2], words->roles) };
    if (parts[3])
        rule->locales = (wikijs_strings){ words->locales, split(parts[3], words->locales) };
    return 0;
}

int rules_read(struct cli *cli, const struct opt_list *texts, struct rules *rules)
{
    *rules = (struct rules){ .items = xcalloc(texts->count + 1, sizeof *rules->items),
                             .words = xcalloc(texts->count + 1, sizeof *rules->words) };
    int code = 0;
    while (code == 0 && rules->count < texts->count) {
        size_t i = rules->count++;
        code = read_rule(cli, texts->items[i], &rules->words[i], &rules->items[i]);
    }
    return code;
}

void rules_free(struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        free(rules->words[i].text);
    free(rules->words);
    free(rules->items);
}
