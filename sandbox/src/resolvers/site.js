// SPDX-License-Identifier: MIT
// The site namespace: any part can be changed, and nothing is checked.
import { respond } from './pages-mutation.js';

export const SiteQuery = { config: (_, args, { store, address }) => ({ host: address.url, ...store.settings.site }) };

const TRIMMED = ['title', 'company', 'logoUrl'];

/** What the server makes of a value before it keeps it. */
function kept(name, value) {
  if (name === 'host') {
    return value.trim().replace(/\/$/, '');
  }
  if (name === 'pageExtensions') {
    const words = value.split(',').map((word) => word.trim().toLowerCase());
    return words.filter((word) => word !== '').join(', ');
  }
  return TRIMMED.includes(name) ? value.trim() : value;
}

export const SiteMutation = {
  updateConfig(_, args, { store }) {
    return respond('Site configuration updated successfully', () => {
      for (const [name, value] of Object.entries(args)) {
        store.settings.site[name] = kept(name, value);
      }
      store.changed();
    });
  },
};
