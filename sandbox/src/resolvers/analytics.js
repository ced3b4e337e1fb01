// SPDX-License-Identifier: MIT
// The analytics namespace. `props` is an object where the schema wants a list, as on the real server.
import { PROVIDERS } from '../modules/analytics.js';
import { listModules, updateModules } from '../modules/list.js';
import { respond } from './pages-mutation.js';

export const AnalyticsQuery = {
  providers: (_, { isEnabled }, { store }) =>
    listModules(store, 'analytics', PROVIDERS, { unknown: true }).filter(
      (provider) => typeof isEnabled !== 'boolean' || provider.isEnabled === isEnabled,
    ),
};

export const AnalyticsMutation = {
  updateProviders(_, { providers }, { store }) {
    return respond('Providers updated successfully', () => updateModules(store, 'analytics', PROVIDERS, providers));
  },
};
