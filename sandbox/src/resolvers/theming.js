// SPDX-License-Identifier: MIT
// The theming namespace.

export const ThemingQuery = {
  themes: () => [{ key: 'default', title: 'Default', author: 'requarks.io' }],
  config: () => ({
    theme: 'default',
    iconset: 'mdi',
    darkMode: false,
    tocPosition: 'left',
    injectCSS: '',
    injectHead: '',
    injectBody: '',
  }),
};

export const ThemingMutation = {};
