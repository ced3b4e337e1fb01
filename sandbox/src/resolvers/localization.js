// SPDX-License-Identifier: MIT
// The localization namespace. Nothing can be fetched from here, which the server does not say.
import { LOCALES } from '../modules/locales.js';
import { respond } from './pages-mutation.js';

function localeRow(store, { code, name, nativeName }) {
  const isInstalled = store.settings.locales.includes(code);
  const since = '2026-01-05T08:00:00.000Z';
  const installDate = isInstalled ? since : null;
  return {
    code,
    name,
    nativeName,
    isInstalled,
    installDate,
    availability: 100,
    isRTL: false,
    createdAt: since,
    updatedAt: since,
  };
}

export const LocalizationQuery = {
  locales: (_, args, { store }) => LOCALES.map((locale) => localeRow(store, locale)),
  config: (_, args, { store }) => {
    const { locale, locales, namespacing, autoUpdate = true } = store.settings;
    return { locale, autoUpdate, namespacing, namespaces: store.settings.namespaces ?? (namespacing ? locales : []) };
  },
  translations: () => {
    throw new Error('Invalid locale or namespace');
  },
};

export const LocalizationMutation = {
  downloadLocale() {
    return respond('Locale downloaded successfully', () => {});
  },
  updateLocale(_, { locale, autoUpdate, namespacing, namespaces }, { store }) {
    return respond('Locale config updated', () => {
      const all = [...new Set([...namespaces, locale])];
      Object.assign(store.settings, { locale, autoUpdate, namespacing, namespaces: all });
      store.changed();
      if (!store.settings.locales.includes(locale)) {
        throw new TypeError("Cannot read properties of undefined (reading 'isRTL')"); // half done, as in the server
      }
    });
  },
};
