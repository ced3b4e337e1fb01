// SPDX-License-Identifier: MIT
// Settings of strategies, targets, providers and loggers: how the server describes them, and how it takes them.

export const MASK = '********';

const TYPES = { boolean: 'boolean', number: 'number', string: 'string' };

const definitionOf = (prop) => (prop !== null && typeof prop === 'object' ? prop : { default: prop });

/** A prop as the server describes it, without a value. */
export function describeProp(name, prop, order) {
  const { default: fallback, type, enum: choices = false, sensitive = false } = definitionOf(prop);
  return {
    default: fallback,
    type: type ?? TYPES[typeof fallback] ?? 'string',
    title: name,
    hint: '',
    enum: choices,
    multiline: false,
    sensitive,
    maxWidth: 0,
    order,
  };
}

/** The settings of a fresh instance. */
export function defaultsOf(props) {
  return Object.fromEntries(Object.entries(props).map(([name, prop]) => [name, definitionOf(prop).default]));
}

/** The props of a module as a list of KeyValuePair. */
export function describeProps(props) {
  return Object.keys(props)
    .sort()
    .map((key, index) => ({ key, value: JSON.stringify(describeProp(key, props[key], index + 1)) }));
}

/** Stored settings as a list of KeyValuePair; those that are not the module's are not shown, or without a description. */
export function describeSettings(props, config, { mask = false, unknown = false } = {}) {
  return Object.keys(config)
    .filter((key) => unknown || key in props)
    .sort()
    .map((key, index) => {
      const described = key in props ? describeProp(key, props[key], index + 1) : {};
      const hidden = mask && described.sensitive && config[key]?.length > 0;
      return { key, value: JSON.stringify({ ...described, value: hidden ? MASK : config[key] }) };
    });
}

/** What a mutation is sent, {"v": …} each, as stored settings. Whatever is not in the list is gone. */
export function takeSettings(list) {
  return Object.fromEntries((list ?? []).map(({ key, value }) => [key, JSON.parse(value)?.v ?? null]));
}
