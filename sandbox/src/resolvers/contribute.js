// SPDX-License-Identifier: MIT
// The contribute namespace.

export const ContributeQuery = { contributors: () => null };
