/* SPDX-License-Identifier: MIT */
/*
 * The chains of a client. A policy that has nothing to do is not in them. docs/architecture.md says why the order is this.
 */
#include "client/chains.h"

#include "policy/cache.h"
#include "policy/lane.h"

static void add(struct wj_chain *chain, const struct wj_policy_ops *ops, void *state)
{
    chain->policies[chain->count] = (struct wj_policy){ .ops = ops, .state = state, .index = chain->count };
    chain->count++;
}

/* What sees each call once, whether it needs the network or not. */
static void add_outer(struct wikijs_client *client, struct wj_chain *chain)
{
    if (client->hooks.count)
        add(chain, &wj_call_hooks_policy, &client->hooks);
    if (client->plugins.plugins)
        add(chain, &wj_call_plugins_policy, &client->plugins);
    if (client->config->options.audit_log)
        add(chain, &wj_audit_policy, &client->audit);
    if (wj_cache_of(client->shared))
        add(chain, &wj_cache_policy, &client->cache);
}

/* What makes attempts of a call, and sees each of them. */
static void add_network(struct wikijs_client *client, struct wj_chain *chain)
{
    add(chain, &wj_retry_policy, &client->retry);
    if (wj_breaker_is_there(client->shared))
        add(chain, &wj_breaker_policy, &client->breaker);
    add(chain, &wj_lane_policy, client->shared);
    if (client->config->options.rate_limit)
        add(chain, &wj_limiter_policy, &client->limiter);
    add(chain, &wj_auth_policy, &client->auth);
    if (client->hooks.count)
        add(chain, &wj_attempt_hooks_policy, &client->hooks);
    add(chain, &wj_envelope_policy, &client->envelope);
    if (client->plugins.plugins)
        add(chain, &wj_request_plugins_policy, &client->plugins);
    add(chain, &wj_transport_policy, client->transport);
}

void wj_chains_build(struct wikijs_client *client)
{
    add_outer(client, &client->chain);
    add_network(client, &client->chain);

    add_outer(client, &client->member_chain);
    add(&client->member_chain, &wj_batch_policy, &client->batching);
    add_network(client, &client->member_chain);

    add_network(client, &client->carrier_chain);
}
