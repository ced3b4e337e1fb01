/* SPDX-License-Identifier: MIT */
/*
 * Mixed operations against a server that fails in every way, and a check of the wiki against what the client was told.
 *
 *     chaos OPERATIONS WIDTH SEED [NAME=VALUE...]         (names are those of docs/options.md)
 *
 * Now and then the disk is full for a while (nothing can be put at the end of a file), and the name server fails: every host
 * is this machine, when it answers.
 *
 * Half of the reads are those of a second client, which finds in the cache what the first one has not dropped. (The first keeps
 * nothing for a while after a write whose outcome is uncertain, and here there is always one.)
 *
 * WIDTH pages are created, changed, read and deleted over and over, each by one operation after the other, all of them at
 * once; now and then a group is made. What a page may be like is known from the outcomes: an uncertain one leaves two
 * possibilities. When all operations are done the program prints "quiet", waits for a line (until which the server is put
 * right again), and compares. Exit code 0: nothing that was acknowledged is missing, nothing is there twice, nothing came
 * out different from what was possible, each operation was reported once, and the audit log, if there is one, holds together
 * and tells of each write that was acknowledged.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <wikijs/audit.h>
#include <wikijs/cache.h>
#include <wikijs/client.h>
#include <wikijs/groups.h>
#include <wikijs/pages.h>

enum { MAX_WIDTH = 1000, MAX_GROUPS = 20000, POSSIBLE = 4, DISK_LASTS = 400, FAILURES = 64, DOUBT_MS = 3000 };
enum outcome { WENT_WELL, HAD_NO_EFFECT, IS_UNCERTAIN, OUTCOMES };

/* A page of ours: the versions that it may have, 0 for none. */
struct slot {
    int number;
    int64_t id;
    int64_t possible[POSSIBLE];
    size_t count;
    int64_t next; /* version that the running write would make; 0: none */
    char path[64];
    bool running;
    uint64_t cache_errors;     /* when the running write began */
    int64_t doubtful_until_ms; /* others may find it in the cache as it was */
    wikijs_error last_failure; /* of a write that is said to have had no effect */
    struct group *group;       /* that it makes at the moment */
};

struct group {
    char name[64];
    enum outcome outcome;
    size_t found;
};

static struct slot slots[MAX_WIDTH];
static struct group groups[MAX_GROUPS];
static size_t group_count;
static wikijs_client *client, *reader;
static uint64_t seed, last_version;
static struct {
    int status;
    long count;
} failures[FAILURES];
static long wanted, started, reported, outcomes[OUTCOMES], acknowledged, violations;

static uint64_t random_number(void)
{
    static uint64_t state;
    if (!state)
        state = seed * 2 + 1;
    state ^= state << 13; /* xorshift64 */
    state ^= state >> 7;
    state ^= state << 17;
    return state * UINT64_C(2685821657736338717) >> 11;
}

static void complain(const struct slot *slot, const char *what, const wikijs_error *err)
{
    violations++;
    fprintf(stderr, "chaos: %s: %s%s%s; possible were", slot->path, what, err ? ": " : "", err ? err->message : "");
    for (size_t i = 0; i < slot->count; i++)
        fprintf(stderr, " %" PRId64, slot->possible[i]);
    const wikijs_error *last = &slot->last_failure;
    fprintf(stderr, "; the last write without effect: %s %d: %s\n", last->path, last->code, last->message);
}

/* --- what else fails --- */

static atomic_bool all_is_well;

/* Instead of the C library's, for libcurl: one in five look-ups fails, and every other name is this machine's. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    static atomic_uint lookups;
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    (void)node;
    if (!atomic_load(&all_is_well) && atomic_fetch_add(&lookups, 1) % 5 == 0)
        return EAI_AGAIN;
    return real("127.0.0.1", service, hints, result);
}

/* Every few hundred operations the disk fills up, or somebody makes room. */
static void use_disk(bool is_full)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = is_full ? 1 : limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* --- what a page may be like --- */

static bool is_possible(const struct slot *slot, int64_t version)
{
    for (size_t i = 0; i < slot->count; i++)
        if (slot->possible[i] == version)
            return true;
    return false;
}

static void is_surely(struct slot *slot, int64_t version)
{
    slot->possible[0] = version;
    slot->count = 1;
}

static void may_be(struct slot *slot, int64_t version)
{
    if (!is_possible(slot, version))
        slot->possible[slot->count++] = version;
}

static void was_seen(struct slot *slot, int64_t version)
{
    if (!is_possible(slot, version))
        complain(slot, version ? "another version was found" : "it is gone", NULL);
    is_surely(slot, version);
}

static int64_t version_of(const wikijs_page *page)
{
    return page && page->content.len ? strtoll(page->content.ptr + strcspn(page->content.ptr, "0123456789"), NULL, 10)
                                     : -1;
}

static enum outcome outcome_of(int status, const wikijs_error *err)
{
    enum outcome outcome = status >= 0 ? WENT_WELL : err->flags & WIKIJS_ERROR_UNCERTAIN ? IS_UNCERTAIN : HAD_NO_EFFECT;
    outcomes[outcome]++;
    for (size_t i = 0; status < 0 && i < FAILURES; i++)
        if (!failures[i].status || failures[i].status == status) {
            failures[i].status = status;
            failures[i].count++;
            break;
        }
    return outcome;
}

/* --- what another client may find in the cache --- */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static wikijs_cache_stats cache_stats_of(wikijs_client *of)
{
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    wikijs_cache_get_stats(of, &stats, NULL);
    return stats;
}

/* What is carried out later than it was answered, or could not be dropped, is out of date there until its time is over. */
static void note_doubt(struct slot *slot, enum outcome outcome)
{
    if (outcome == IS_UNCERTAIN || cache_stats_of(client).errors != slot->cache_errors)
        slot->doubtful_until_ms = now_ms() + DOUBT_MS;
}

/* --- the operations --- */

static void next_operation(struct slot *slot);

static void end_operation(struct slot *slot)
{
    if (!slot->running)
        complain(slot, "an outcome came twice", NULL);
    slot->running = false;
    reported++;
    if (reported % DISK_LASTS == 0)
        use_disk(reported / DISK_LASTS % 4 == 1);
    next_operation(slot);
}

/* Of a write that leads to `slot->next`. */
static void end_write(struct slot *slot, int status, const wikijs_error *err)
{
    bool surprise = status == WIKIJS_E_NOT_FOUND || status == WIKIJS_E_EXISTS || status == WIKIJS_E_CONFLICT;
    enum outcome outcome = outcome_of(status, err);
    note_doubt(slot, outcome);
    acknowledged += outcome == WENT_WELL;
    if (outcome == WENT_WELL)
        is_surely(slot, slot->next);
    else if (outcome == IS_UNCERTAIN)
        may_be(slot, slot->next);
    else if (surprise)
        complain(slot, "the server has it otherwise", err);
    else
        slot->last_failure = *err;
    end_operation(slot);
}

static void on_created(wikijs_call *call, void *payload)
{
    struct slot *slot = payload;
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_create_finish(call, &page, &err);
    if (page)
        slot->id = page->id;
    wikijs_page_free(page);
    end_write(slot, status, &err);
}

static void on_updated(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_update_finish(call, &page, &err);
    wikijs_page_free(page);
    end_write(payload, status, &err);
}

static void on_deleted(wikijs_call *call, void *payload)
{
    wikijs_error err;
    end_write(payload, wikijs_pages_delete_finish(call, &err), &err);
}

static void on_read(wikijs_call *call, void *payload)
{
    struct slot *slot = payload;
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path_finish(call, &page, &err);
    outcome_of(status, &err);
    if (status == 0) {
        slot->id = page->id;
        was_seen(slot, version_of(page));
    } else if (status == WIKIJS_E_NOT_FOUND) {
        was_seen(slot, 0);
    }
    wikijs_page_free(page);
    end_operation(slot);
}

static void on_listed(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page_item_list *list = NULL;
    outcome_of(wikijs_pages_list_finish(call, &list, &err), &err);
    wikijs_page_item_list_free(list);
    end_operation(payload);
}

static void on_group(wikijs_call *call, void *payload)
{
    struct slot *slot = payload;
    wikijs_error err;
    wikijs_group *group = NULL;
    slot->group->outcome = outcome_of(wikijs_groups_create_finish(call, &group, &err), &err);
    wikijs_group_free(group);
    acknowledged += slot->group->outcome == WENT_WELL;
    end_operation(slot);
}

/* A text of the version, of any size. */
static wikijs_str content_of(int64_t version, char *text, size_t size)
{
    int head = snprintf(text, size, "version %" PRId64 "\n", version);
    size_t length = (size_t)head + random_number() % (size - (size_t)head);
    memset(text + head, 'x', length - (size_t)head);
    return (wikijs_str){ text, length };
}

static int start_create(struct slot *slot)
{
    char text[4096];
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    slot->next = (int64_t)++last_version;
    input.path = input.title = slot->path;
    input.content = content_of(slot->next, text, sizeof text);
    return wikijs_pages_create_async(client, &input, on_created, slot, NULL);
}

static int start_update(struct slot *slot)
{
    char text[4096];
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    slot->next = (int64_t)++last_version;
    input.content = content_of(slot->next, text, sizeof text);
    return wikijs_pages_update_async(client, slot->id, &input, on_updated, slot, NULL);
}

static int start_delete(struct slot *slot)
{
    slot->next = 0;
    return wikijs_pages_delete_async(client, slot->id, NULL, on_deleted, slot, NULL);
}

static int start_read(struct slot *slot)
{
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    bool other = now_ms() >= slot->doubtful_until_ms && random_number() % 2;
    return wikijs_pages_get_by_path_async(other ? reader : client, NULL, slot->path, &options, on_read, slot, NULL);
}

static int start_group(struct slot *slot)
{
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    slot->group = &groups[group_count++];
    snprintf(slot->group->name, sizeof slot->group->name, "chaos-%" PRIu64 "-%zu", seed, group_count);
    input.name = slot->group->name;
    input.allow_duplicate_name = true; /* the library must not need a look to send it once */
    return wikijs_groups_create_async(client, &input, on_group, slot, NULL);
}

static int start_any(struct slot *slot)
{
    uint64_t choice = random_number() % 100;
    if (choice < 2 && group_count < MAX_GROUPS)
        return start_group(slot);
    if (choice < 4)
        return wikijs_pages_list_async(client, NULL, on_listed, slot, NULL);
    if (slot->count > 1 || choice < 40)
        return start_read(slot);
    slot->cache_errors = cache_stats_of(client).errors;
    if (slot->possible[0] == 0)
        return start_create(slot);
    return choice < 85 ? start_update(slot) : start_delete(slot);
}

static void next_operation(struct slot *slot)
{
    if (started >= wanted)
        return;
    started++;
    slot->running = true;
    int status = start_any(slot);
    if (status < 0) {
        fprintf(stderr, "chaos: an operation could not be started: status %d\n", status);
        exit(2);
    }
}

/* --- the check --- */

static void check_page(wikijs_client *checker, struct slot *slot)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    int status = wikijs_pages_get_by_path(checker, NULL, slot->path, &options, &page, &err);
    if (status == 0)
        was_seen(slot, version_of(page));
    else if (status == WIKIJS_E_NOT_FOUND)
        was_seen(slot, 0);
    else
        complain(slot, "the check failed", &err);
    wikijs_page_free(page);
}

static void check_group(const struct group *group)
{
    bool good = group->found == 1 || (group->found == 0 && group->outcome != WENT_WELL);
    if (group->outcome == HAD_NO_EFFECT && group->found)
        good = false;
    if (good)
        return;
    violations++;
    fprintf(stderr, "chaos: group '%s' is there %zu times, reported as %s\n", group->name, group->found,
            group->outcome == WENT_WELL      ? "made"
            : group->outcome == IS_UNCERTAIN ? "uncertain"
                                             : "not made");
}

static void check_groups(wikijs_client *checker)
{
    wikijs_error err;
    wikijs_group_item_list *list = NULL;
    if (wikijs_groups_list(checker, NULL, &list, &err) < 0) {
        violations++;
        fprintf(stderr, "chaos: %s\n", err.message);
        return;
    }
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++)
        for (size_t j = 0; j < group_count; j++)
            groups[j].found += strcmp(wikijs_group_item_list_at(list, i)->name, groups[j].name) == 0;
    wikijs_group_item_list_free(list);
    for (size_t i = 0; i < group_count; i++)
        check_group(&groups[i]);
}

static void check_audit_log(const char *path)
{
    wikijs_error err = { 0 };
    wikijs_audit_report report = { .struct_size = sizeof report };
    wikijs_audit_reader *lines;
    wikijs_audit_entry *entry;
    long sent = 0;
    if (wikijs_audit_verify(path, NULL, &report, &err) < 0 || wikijs_audit_reader_new(path, &lines, &err) < 0) {
        violations++;
        fprintf(stderr, "chaos: %s\n", err.message);
        return;
    }
    while (wikijs_audit_reader_next(lines, &entry, &err) > 0) {
        /* "unknown" is what was looked for afterwards, and may have been found */
        bool may_be_done = entry->outcome &&
                           (strcmp(entry->outcome, "done") == 0 || strcmp(entry->outcome, "unknown") == 0);
        sent += may_be_done && entry->pid == getpid();
        wikijs_audit_entry_free(entry);
    }
    wikijs_audit_reader_free(lines);
    if (sent >= acknowledged)
        return;
    violations++;
    fprintf(stderr, "chaos: %ld writes were acknowledged, the audit log has %ld\n", acknowledged, sent);
}

/* --- */

static const char *setting_of(char **settings, int count, const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; i < count; i++)
        if (strncmp(settings[i], name, length) == 0 && settings[i][length] == '=')
            return settings[i] + length + 1;
    return NULL;
}

static wikijs_client *make_client(char **settings, int count)
{
    wikijs_error err;
    wikijs_client *made;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_TEST_URL");
    options.api_key_env = "WIKIJS_TEST_KEY";
    options.log_level = WIKIJS_LOG_ERROR;
    for (int i = 0; i < count; i++) {
        char *equals = strchr(settings[i], '=');
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(settings[i], "="), settings[i]);
        if (wikijs_client_options_set(&options, name, equals ? equals + 1 : "", &err) < 0) {
            fprintf(stderr, "chaos: %s\n", err.message);
            exit(2);
        }
    }
    if (wikijs_client_new(&options, &made, &err) < 0) {
        fprintf(stderr, "chaos: %s\n", err.message);
        exit(2);
    }
    return made;
}

static void run(int width)
{
    for (int i = 0; i < width; i++) {
        slots[i].number = i;
        is_surely(&slots[i], 0);
        snprintf(slots[i].path, sizeof slots[i].path, "chaos/%" PRIu64 "/page-%d", seed, i);
        next_operation(&slots[i]);
    }
    struct pollfd fds[] = { { wikijs_client_fd(client), POLLIN, 0 }, { wikijs_client_fd(reader), POLLIN, 0 } };
    wikijs_error err;
    while (wikijs_client_pending(client) + wikijs_client_pending(reader) > 0) {
        poll(fds, 2, -1);
        if (wikijs_client_process(client, &err) < 0 || wikijs_client_process(reader, &err) < 0) {
            fprintf(stderr, "chaos: %s\n", err.message);
            exit(2);
        }
    }
}

int main(int argc, char **argv)
{
    int width = argc > 3 ? atoi(argv[2]) : 0;
    if (width < 1 || width > MAX_WIDTH) {
        fprintf(stderr, "usage: chaos OPERATIONS WIDTH SEED [NAME=VALUE...]\n");
        return 2;
    }
    wanted = atol(argv[1]);
    seed = strtoull(argv[3], NULL, 10);
    signal(SIGXFSZ, SIG_IGN);
    client = make_client(argv + 4, argc - 4);
    reader = make_client(argv + 4, argc - 4);
    run(width);
    use_disk(false);
    atomic_store(&all_is_well, true);
    wikijs_client_stats stats = { .struct_size = sizeof stats }, of_reader = stats;
    wikijs_client_get_stats(client, &stats);
    wikijs_client_get_stats(reader, &of_reader);
    wikijs_cache_stats cache = cache_stats_of(reader);
    cache.errors += cache_stats_of(client).errors;
    wikijs_client_free(client);
    wikijs_client_free(reader);
    puts("quiet");
    fflush(stdout);
    if (getchar() == EOF)
        return 2;
    wikijs_client *checker = make_client(NULL, 0);
    for (int i = 0; i < width; i++)
        check_page(checker, &slots[i]);
    check_groups(checker);
    wikijs_client_free(checker);
    const char *audit_log = setting_of(argv + 4, argc - 4, "audit_log");
    if (audit_log)
        check_audit_log(audit_log);
    if (reported != wanted)
        fprintf(stderr, "chaos: %ld operations, %ld outcomes\n", wanted, reported);
    printf("%ld operations in %" PRIu64 " requests: %ld went well, %ld without effect, %ld uncertain; %ld violations\n",
           reported, stats.requests + of_reader.requests, outcomes[WENT_WELL], outcomes[HAD_NO_EFFECT],
           outcomes[IS_UNCERTAIN], violations);
    for (size_t i = 0; i < FAILURES && failures[i].status; i++)
        printf("%s%s %ld", i ? ", " : "failures: ", wikijs_status_name(failures[i].status), failures[i].count);
    printf("\ncache: %" PRIu64 " answers found, %" PRIu64 " not, %" PRIu64 " times it failed\n", cache.hits,
           cache.misses, cache.errors);
    return violations > 0 || reported != wanted;
}
