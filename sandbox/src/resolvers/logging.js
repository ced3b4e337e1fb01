// SPDX-License-Identifier: MIT
// The logging namespace. Settings are stored as the texts that come, not as JSON: so does the real server.
import { LOGGERS } from '../modules/loggers.js';
import { defaultsOf, describeSettings } from '../modules/settings.js';
import { respond } from './pages-mutation.js';

function loggersOf(store) {
  store.settings.loggers ??= Object.fromEntries(
    LOGGERS.map(({ key, level, props }) => [key, { isEnabled: false, level, config: defaultsOf(props) }]),
  );
  return store.settings.loggers;
}

const by = (field) => (a, b) => (a[field] === b[field] ? 0 : a[field] < b[field] ? -1 : 1);

export const LoggingQuery = {
  loggers(_, { orderBy }, { store }) {
    const stored = loggersOf(store);
    const list = LOGGERS.map(({ props, ...definition }) => ({
      description: '',
      logo: '',
      website: '',
      ...definition,
      ...stored[definition.key],
      config: describeSettings(props, stored[definition.key].config, { unknown: true }),
    }));
    return orderBy ? list.sort(by(orderBy)) : list;
  },
};

export const LoggingMutation = {
  updateLoggers(_, { loggers }, { store }) {
    return respond('Loggers updated successfully', () => {
      if (!loggers) {
        throw new TypeError('args.loggers is not iterable');
      }
      const stored = loggersOf(store);
      for (const { key, isEnabled, level, config } of loggers) {
        if (stored[key]) {
          const settings = Object.fromEntries((config ?? []).map((pair) => [pair.key, pair.value]));
          stored[key] = { isEnabled, level, config: settings };
          store.changed();
        }
      }
    });
  },
};
