// SPDX-License-Identifier: MIT
// The logging namespace.

export const LoggingQuery = { loggers: () => [] };

export const LoggingMutation = {};
