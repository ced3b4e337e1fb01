// SPDX-License-Identifier: MIT
// Things with a key, a switch and settings, all kept and written in one way. What is stored are the differences from the
// definitions: {key: {isEnabled, config}}.

const isChoice = (setting) => Array.isArray(setting);
const defaultOf = (setting) => (isChoice(setting) ? setting[0] : setting);

function stateOf(store, family, definition) {
  const kept = store.settings.modules?.[family]?.[definition.key];
  const defaults = Object.entries(definition.settings).map(([name, setting]) => [name, defaultOf(setting)]);
  return {
    isEnabled: kept?.isEnabled ?? definition.isEnabled ?? false,
    config: kept?.config ?? Object.fromEntries(defaults),
  };
}

/** A setting as the server shows it: its description and its value in one JSON text. */
function settingText(name, setting, order, value) {
  return JSON.stringify({
    default: defaultOf(setting),
    type: typeof defaultOf(setting),
    title: name,
    hint: '',
    enum: isChoice(setting) ? setting[1] : false,
    multiline: false,
    sensitive: false,
    maxWidth: 0,
    order,
    value,
  });
}

/** What a query answers. Settings that are stored under names that nobody knows are not shown. */
export function listModules(store, family, definitions) {
  return definitions.map((definition) => {
    const { settings, ...shown } = definition;
    const { isEnabled, config } = stateOf(store, family, definition);
    const names = Object.keys(settings).filter((name) => name in config);
    return {
      description: '',
      isAvailable: true,
      ...shown,
      isEnabled,
      config: names
        .sort()
        .map((name, index) => ({ key: name, value: settingText(name, settings[name], index + 1, config[name]) })),
    };
  });
}

/** One after the other, unchecked: all settings are replaced, unknown keys are passed over, bad JSON stops half-way. */
export function updateModules(store, family, definitions, inputs) {
  for (const { key, isEnabled, config } of inputs) {
    const pairs = (config ?? []).map((pair) => [pair.key, JSON.parse(pair.value)?.v ?? null]);
    if (definitions.some((definition) => definition.key === key)) {
      store.settings.modules ??= {};
      store.settings.modules[family] ??= {};
      store.settings.modules[family][key] = { isEnabled, config: Object.fromEntries(pairs) };
      store.changed();
    }
  }
}

/** The one that is in use. */
export function enabledModule(store, family, definitions) {
  const found = definitions.find((definition) => stateOf(store, family, definition).isEnabled);
  return found && { ...found, ...stateOf(store, family, found) };
}
