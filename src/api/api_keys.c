/* SPDX-License-Identifier: MIT */
/*
 * API keys. The server makes keys for groups that do not exist and reports success for keys that do not exist, so making
 * and revoking look first. What a new key is, it says itself: the server does not tell its id.
 */
#include <wikijs/api_keys.h>
#include <wikijs/authentication.h>

#include <string.h>

#include "api/authentication_ops.h"
#include "api/input.h"
#include "api/iter.h"
#include "api/results.h"
#include "api/time_span.h"
#include "api/typed.h"
#include "client/client.h"

WJ_LIST_FUNCTIONS(wikijs_api_key)
WJ_SECRET_FREE_FUNCTION(wikijs_new_api_key)

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_api_keys_list, wj_op_api_keys, struct wj_no_args, prepare_nothing, wikijs_api_key_list,
         (const wikijs_call_options *options), (options))

WJ_ITER_OVER_LIST(wikijs_api_keys_iter_all, wj_op_api_keys, struct wj_no_args, prepare_nothing,
                  (const wikijs_call_options *options), (options))

WJ_TYPED_BOOL(wikijs_api_keys_get_state, wj_op_api_state, struct wj_no_args, prepare_nothing,
              (const wikijs_call_options *options), (options))

/* --- create: look at the group, make the key, read what it says --- */

struct group {
    uint64_t present;
    int64_t id;
};

static const struct wj_field group_fields[] = {
    FIELD(struct group, id, "id", NULL, WIKIJS_FIELD_DEFAULT, NULL, NULL),
};
static const struct wikijs_model group_model = MODEL(struct group, "Group", group_fields);
static const struct wj_arg group_args[] = {
    ARG(struct wj_revoke_api_key_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
static const struct wj_op look_at_group = { OP("groups", "single", OP_ARGS(group_args), .answer = WJ_ANSWER_OBJECT,
                                               .model = &group_model, .permission = "write:groups or manage:groups") };

static void read_new_key(wikijs_new_api_key *made)
{
    wikijs_token_info info = { .struct_size = sizeof info };
    if (!made || !made->key || wikijs_token_inspect(made->key, &info) < 0)
        return;
    made->id = info.api_key_id;
    made->group = info.group_id;
    made->expiration = info.expires_at;
    made->present |= WIKIJS_BIT(WIKIJS_NEW_API_KEY_ID) | WIKIJS_BIT(WIKIJS_NEW_API_KEY_GROUP) |
                     WIKIJS_BIT(WIKIJS_NEW_API_KEY_EXPIRATION);
}

static enum wj_step create_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_create_api_key_args *args = call->args;
    if (!child && args->group) {
        struct wj_revoke_api_key_args group = { .id = args->group };
        return wj_flow_start(call,
                             &(struct wj_request){ .op = &look_at_group, .args = &group, .args_size = sizeof group });
    }
    if (child && child->op == &wj_op_create_api_key) {
        read_new_key(child->result);
        return wj_flow_end_as(call, child);
    }
    if (child && child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no group %lld", (long long)args->group);
    if (child && child->status < 0 && child->status != WIKIJS_E_FORBIDDEN)
        return wj_flow_end_as(call, child);
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_create_api_key, .args = args, .args_size = sizeof *args });
}

static void prepare_create(struct wj_request *request, struct wj_create_api_key_args *args,
                           const wikijs_api_keys_create_input *given)
{
    wikijs_api_keys_create_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, input.name, "name of the key");
    wj_need(request, input.expiration, "time span");
    if (input.name && wj_is_blank(input.name, strlen(input.name)))
        wj_request_refuse(request, "the name of the key is blank");
    wj_check_length(request, input.name, "name of the key");
    if (input.expiration && !wj_time_span_valid(input.expiration))
        wj_request_refuse(request, "'%.40s' is not a time span such as 30d, 12h or 1y", input.expiration);
    if (!input.full_access && input.group_id <= 0)
        wj_request_refuse(request, "neither a group nor full access was given");
    if (input.full_access && input.group_id)
        wj_request_refuse(request, "full access and a group exclude each other");
    *args = (struct wj_create_api_key_args){
        .name = input.name,
        .expiration = input.expiration,
        .full_access = input.full_access,
        .group = input.group_id,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = create_flow;
}

WJ_TYPED(wikijs_api_keys_create, wj_op_create_api_key, struct wj_create_api_key_args, prepare_create,
         wikijs_new_api_key, (const wikijs_api_keys_create_input *input), (input))

/* --- the client's own key --- */

/* A key may also have been given as the token of an earlier login: what it is, it says itself. */
static wikijs_token_info own_token(const struct wikijs_call *call)
{
    struct wikijs_shared *shared = call->client->shared;
    wikijs_token_info info = { .struct_size = sizeof info };
    wj_shared_lock(shared);
    const struct wj_credentials *credentials = shared->parts[WJ_SHARED_CREDENTIALS].state;
    if (credentials && credentials->token)
        (void)wikijs_token_inspect(credentials->token, &info);
    wj_shared_unlock(shared);
    return info;
}

/* --- revoke: look whether it is there --- */

static const wikijs_api_key *find_key(const struct wj_list *list, int64_t id)
{
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_api_key *key = list->objects.items[i];
        if (key->id == id)
            return key;
    }
    return NULL;
}

static enum wj_step revoke_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_revoke_api_key_args *args = call->args;
    if (!child) {
        wikijs_token_info own = own_token(call);
        if (!args->force && own.is_api_key && own.api_key_id == args->id)
            return wj_flow_fail(call, WIKIJS_E_STATE,
                                "key %lld is the one that this client uses: it would lock itself out by revoking it",
                                (long long)args->id);
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_api_keys });
    }
    if (child->status < 0 || child->op == &wj_op_revoke_api_key)
        return wj_flow_end_as(call, child);
    const wikijs_api_key *key = find_key(child->result, args->id);
    if (!key)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no API key %lld", (long long)args->id);
    if (key->is_revoked)
        return wj_flow_done(call, NULL);
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_revoke_api_key, .args = args, .args_size = sizeof *args });
}

static void prepare_revoke(struct wj_request *request, struct wj_revoke_api_key_args *args, int64_t id, bool force,
                           const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    args->force = force;
    request->flow = revoke_flow;
}

WJ_TYPED_PLAIN(wikijs_api_keys_revoke, wj_op_revoke_api_key, struct wj_revoke_api_key_args, prepare_revoke,
               (int64_t id, bool force, const wikijs_call_options *options), (id, force, options))

/* --- the switch --- */

static enum wj_step set_state_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_api_state_args *args = call->args;
    if (child)
        return wj_flow_end_as(call, child);
    if (!args->enabled && !args->force && own_token(call).is_api_key)
        return wj_flow_fail(call, WIKIJS_E_STATE,
                            "this client uses an API key: it would lock itself out by switching the API off");
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_set_api_state, .args = args, .args_size = sizeof *args });
}

static void prepare_set_state(struct wj_request *request, struct wj_api_state_args *args, bool enabled, bool force,
                              const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->enabled = enabled;
    args->force = force;
    request->flow = set_state_flow;
}

WJ_TYPED_PLAIN(wikijs_api_keys_set_state, wj_op_set_api_state, struct wj_api_state_args, prepare_set_state,
               (bool enabled, bool force, const wikijs_call_options *options), (enabled, force, options))
