// SPDX-License-Identifier: MIT
// The theming namespace: replaced as a whole; what is left out becomes empty.
import { minifyCss } from '../pages/write.js';
import { respond } from './pages-mutation.js';

const FRESH = {
  theme: 'default',
  iconset: 'mdi',
  darkMode: false,
  tocPosition: 'left',
  injectCSS: '',
  injectHead: '',
  injectBody: '',
};

export const ThemingQuery = {
  themes: () => [{ key: 'default', title: 'Default', author: 'requarks.io' }],
  config: (_, args, { store }) => store.settings.theming ?? FRESH,
};

export const ThemingMutation = {
  setConfig(_, args, { store }) {
    return respond('Theme config updated', () => {
      const { theme, iconset, darkMode, tocPosition, injectCSS, injectHead, injectBody } = args;
      store.settings.theming = {
        theme,
        iconset,
        darkMode,
        tocPosition: tocPosition || 'left',
        injectCSS: minifyCss(injectCSS || ''),
        injectHead: injectHead || '',
        injectBody: injectBody || '',
      };
      store.changed();
    });
  },
};
