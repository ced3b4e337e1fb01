// SPDX-License-Identifier: MIT
// The analytics namespace. `props` is an object where the schema wants a list, as on the real server.
import { PROVIDERS } from '../modules/analytics.js';
import { defaultsOf, describeSettings, takeSettings } from '../modules/settings.js';
import { respond } from './pages-mutation.js';

function providersOf(store) {
  store.settings.analytics ??= Object.fromEntries(
    PROVIDERS.map(({ key, props }) => [key, { isEnabled: false, config: defaultsOf(props) }]),
  );
  return store.settings.analytics;
}

export const AnalyticsQuery = {
  providers(_, { isEnabled }, { store }) {
    const stored = providersOf(store);
    return PROVIDERS.filter(({ key }) => typeof isEnabled !== 'boolean' || stored[key].isEnabled === isEnabled).map(
      (definition) => ({
        description: '',
        logo: '',
        website: '',
        ...definition,
        ...stored[definition.key],
        config: describeSettings(definition.props, stored[definition.key].config),
      }),
    );
  },
};

export const AnalyticsMutation = {
  updateProviders(_, { providers }, { store }) {
    return respond('Providers updated successfully', () => {
      const stored = providersOf(store);
      for (const { key, isEnabled, config } of providers) {
        const settings = takeSettings(config);
        if (stored[key]) {
          stored[key] = { isEnabled, config: settings };
          store.changed();
        }
      }
    });
  },
};
