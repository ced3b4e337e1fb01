// SPDX-License-Identifier: MIT
// The analytics namespace.

export const AnalyticsQuery = { providers: () => [] };

export const AnalyticsMutation = {};
