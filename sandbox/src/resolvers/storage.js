// SPDX-License-Identifier: MIT
// The storage namespace. Targets can be set up and told to do things; nothing is ever copied.
import { MASK, defaultsOf, describeSettings, takeSettings } from '../modules/settings.js';
import { TARGETS } from '../modules/targets.js';
import { respond } from './pages-mutation.js';

const NEVER = 'P0D';

function targetsOf(store) {
  store.settings.storage ??= Object.fromEntries(
    TARGETS.map(({ key, mode, schedule, props }) => [
      key,
      { isEnabled: false, mode, syncInterval: schedule || NEVER, config: defaultsOf(props) },
    ]),
  );
  return store.settings.storage;
}

/** Eight asterisks keep what is there; settings that are missing are gone. */
function newConfig(list, current) {
  const config = takeSettings(list);
  for (const [key, value] of Object.entries(config)) {
    config[key] = value === MASK ? (current[key] ?? '') : value;
  }
  return config;
}

function initialize(target, definition, now) {
  const missing = definition.key === 'disk' && !target.config.path;
  target.state = missing
    ? { status: 'error', message: 'The "path" argument must be of type string.', lastAttempt: now }
    : { status: 'operational', message: '', lastAttempt: now };
}

const byTitle = (a, b) => (a.title < b.title ? -1 : 1);

export const StorageQuery = {
  targets(_, args, { store }) {
    const stored = targetsOf(store);
    return [...TARGETS].sort(byTitle).map(({ props, schedule, actions, ...definition }) => ({
      description: '',
      logo: '',
      website: '',
      ...definition,
      ...stored[definition.key],
      hasSchedule: schedule !== false,
      syncIntervalDefault: String(schedule),
      config: describeSettings(props, stored[definition.key].config, { mask: true }),
      actions: actions.map((handler) => ({ handler, label: handler, hint: '' })),
    }));
  },
  status(_, args, { store }) {
    const stored = targetsOf(store);
    return TARGETS.filter(({ key }) => stored[key].isEnabled).map(({ key, title }) => ({
      key,
      title,
      ...stored[key].state,
    }));
  },
};

export const StorageMutation = {
  updateTargets(_, { targets }, { store, clock }) {
    return respond('Storage targets updated successfully', () => {
      const stored = targetsOf(store);
      for (const { key, isEnabled, mode, syncInterval, config } of targets) {
        const current = stored[key];
        if (current) {
          const interval = syncInterval ?? current.syncInterval;
          stored[key] = { isEnabled, mode, syncInterval: interval, config: newConfig(config, current.config) };
        }
      }
      for (const definition of TARGETS.filter(({ key }) => stored[key].isEnabled)) {
        initialize(stored[definition.key], definition, clock.iso());
      }
      store.changed();
    });
  },
  executeAction(_, { targetKey, handler }, { store }) {
    return respond('Action completed.', () => {
      const definition = TARGETS.find(({ key }) => key === targetKey);
      if (!targetsOf(store)[targetKey]?.isEnabled) {
        throw new Error('Invalid or Inactive Storage Target');
      }
      if (!definition.actions.includes(handler)) {
        throw new Error('Invalid Handler for Storage Target');
      }
    });
  },
};
