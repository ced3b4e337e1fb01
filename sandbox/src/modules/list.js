// SPDX-License-Identifier: MIT
// Things with a key, a switch and settings, all kept and written in one way. What is stored are the differences from the
// definitions: {key: {isEnabled, config}}.
import { defaultsOf, describeSettings, takeSettings } from './settings.js';

function stateOf(store, family, definition) {
  const kept = store.settings.modules?.[family]?.[definition.key];
  return {
    isEnabled: kept?.isEnabled ?? definition.isEnabled ?? false,
    config: kept?.config ?? defaultsOf(definition.props),
  };
}

/** What a query answers; `unknown` shows stored settings that are not the module's. */
export function listModules(store, family, definitions, { unknown = false } = {}) {
  return definitions.map((definition) => {
    const { isEnabled, config } = stateOf(store, family, definition);
    return {
      description: '',
      logo: '',
      website: '',
      isAvailable: true,
      ...definition,
      isEnabled,
      config: describeSettings(definition.props, config, { unknown }),
    };
  });
}

/** One after the other, unchecked: all settings are replaced, unknown keys are passed over, bad JSON stops half-way. */
export function updateModules(store, family, definitions, inputs) {
  for (const { key, isEnabled, config } of inputs) {
    const settings = takeSettings(config);
    if (definitions.some((definition) => definition.key === key)) {
      store.settings.modules ??= {};
      store.settings.modules[family] ??= {};
      store.settings.modules[family][key] = { isEnabled, config: settings };
      store.changed();
    }
  }
}

/** The one that is in use. */
export function enabledModule(store, family, definitions) {
  const found = definitions.find((definition) => stateOf(store, family, definition).isEnabled);
  return found && { ...found, ...stateOf(store, family, found) };
}
