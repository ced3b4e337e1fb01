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

/** What was stored on one line, as the server lays it out again for people; rules within rules are left as they are. */
function layOut(css) {
  if (css.includes('@')) {
    return css;
  }
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  return rules
    .map(([, selector, body]) => `${selector} {\n  ${body.split(';').map(spaced).join(';\n  ')}\n}`)
    .join('\n');
}

const spaced = (declaration) => declaration.replace(':', ': ');

export const ThemingQuery = {
  themes: () => [{ key: 'default', title: 'Default', author: 'requarks.io' }],
  config(_, args, { store }) {
    const theming = store.settings.theming ?? FRESH;
    return { ...theming, injectCSS: layOut(theming.injectCSS) };
  },
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
