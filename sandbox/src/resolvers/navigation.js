// SPDX-License-Identifier: MIT
// The navigation namespace.
const HOME_LINK = {
  id: 'home',
  kind: 'link',
  label: 'Home',
  icon: 'mdi-home',
  targetType: 'home',
  target: '/',
  visibilityMode: 'all',
  visibilityGroups: null,
};

export const NavigationQuery = {
  tree: (_, args, { store }) => [{ locale: store.settings.locale, items: [HOME_LINK] }],
  config: () => ({ mode: 'MIXED' }),
};

export const NavigationMutation = {};
