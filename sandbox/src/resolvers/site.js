// SPDX-License-Identifier: MIT
// The site namespace.

export const SiteQuery = { config: (_, args, { store, address }) => ({ host: address.url, ...store.settings.site }) };

export const SiteMutation = {};
