// SPDX-License-Identifier: MIT
// The assets namespace.

export const AssetQuery = { list: () => [], folders: () => [] };

export const AssetMutation = {};
