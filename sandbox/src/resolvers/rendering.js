// SPDX-License-Identifier: MIT
// The rendering namespace.

export const RenderingQuery = { renderers: () => [] };

export const RenderingMutation = {};
