// SPDX-License-Identifier: MIT
// The localization namespace.
const EN = { code: 'en', name: 'English', nativeName: 'English' };
const FR = { code: 'fr', name: 'French', nativeName: 'français' };
const KNOWN_LOCALES = [EN, FR, { code: 'de', name: 'German', nativeName: 'Deutsch' }];

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
  locales: (_, args, { store }) => KNOWN_LOCALES.map((locale) => localeRow(store, locale)),
  config: (_, args, { store }) => ({
    locale: store.settings.locale,
    autoUpdate: true,
    namespacing: store.settings.namespacing,
    namespaces: store.settings.namespacing ? store.settings.locales : [],
  }),
  translations: () => {
    throw new Error('Invalid locale or namespace');
  },
};

export const LocalizationMutation = {};
