// SPDX-License-Identifier: MIT
// The storage namespace.

export const StorageQuery = { targets: () => [], status: () => [] };

export const StorageMutation = {};
