// SPDX-License-Identifier: MIT
// The navigation namespace: one value, replaced as a whole and unchecked.
import { respond } from './pages-mutation.js';

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

const freshTree = (store) => [{ locale: store.settings.locale, items: [HOME_LINK] }];

export const NavigationQuery = {
  tree: (_, args, { store }) => store.settings.navigation?.tree ?? freshTree(store),
  config: (_, args, { store }) => ({ mode: store.settings.navigation?.mode ?? 'MIXED' }),
};

function keep(store, part) {
  store.settings.navigation = { ...store.settings.navigation, ...part };
  store.changed();
}

export const NavigationMutation = {
  updateTree(_, { tree }, { store }) {
    return respond('Navigation updated successfully', () => keep(store, { tree }));
  },
  updateConfig(_, { mode }, { store }) {
    return respond('Navigation config updated successfully', () => keep(store, { mode }));
  },
};
