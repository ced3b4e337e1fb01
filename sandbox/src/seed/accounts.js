// SPDX-License-Identifier: MIT
// The accounts, groups and API keys that every sandbox starts with.
import { hashPassword } from '../accounts.js';

const SINCE = '2026-01-05T08:00:00.000Z';
const ADMIN_PASSWORD = 'sandbox-admin-1';
export const TFA_CODE = '123456';

const GUEST_ROLES = ['read:pages', 'read:assets', 'read:comments'];
const READER_ROLES = ['read:pages', 'read:source', 'read:history', 'read:assets'];
const WRITER_ROLES = [
  'read:pages',
  'write:pages',
  'manage:pages',
  'delete:pages',
  'read:source',
  'read:history',
  'write:styles',
  'write:scripts',
];

const GROUPS = [
  { id: 1, name: 'Administrators', isSystem: true, permissions: ['manage:system'], roles: null },
  { id: 2, name: 'Guests', isSystem: true, permissions: GUEST_ROLES },
  { id: 3, name: 'Readers', permissions: READER_ROLES },
  { id: 4, name: 'Writers', permissions: WRITER_ROLES },
  { id: 5, name: 'Listers', permissions: ['read:pages'] },
];

const USERS = [
  {
    id: 1,
    name: 'Administrator',
    email: 'admin@example.com',
    password: ADMIN_PASSWORD,
    groups: [1],
    timezone: 'America/New_York',
  },
  { id: 2, name: 'Guest', email: 'guest@example.com', password: '', groups: [2], isSystem: true },
  { id: 3, name: 'Edith Editor', email: 'editor@example.com', password: 'sandbox-editor-1', groups: [4] },
  {
    id: 4,
    name: 'Max Mustchange',
    email: 'mustchange@example.com',
    password: 'sandbox-change-1',
    groups: [3],
    mustChangePwd: true,
  },
  {
    id: 5,
    name: 'Thea Twofactor',
    email: 'tfa@example.com',
    password: 'sandbox-tfa-1',
    groups: [3],
    tfaIsActive: true,
  },
  {
    id: 6,
    name: 'Dora Disabled',
    email: 'disabled@example.com',
    password: 'sandbox-disabled-1',
    groups: [3],
    isActive: false,
  },
];

/** Name in the start line, key id, group, and how the key is special. */
const KEYS = [
  { name: 'full', id: 1, group: 1 },
  { name: 'reader', id: 2, group: 3 },
  { name: 'writer', id: 3, group: 4 },
  { name: 'lister', id: 4, group: 5 },
  { name: 'expired', id: 5, group: 1, lifetime: 'past' },
  { name: 'revoked', id: 6, group: 1, isRevoked: true },
];

const DAY = 86400;
const KEY_LIFETIME = 3 * 365 * DAY;

export function seedAccounts(store) {
  for (const { roles, isSystem = false, ...group } of GROUPS) {
    const everywhere = { id: 'default', deny: false, match: 'START', roles: group.permissions, path: '', locales: [] };
    const pageRules = roles === null ? [] : [everywhere];
    store.groups.set(group.id, {
      ...group,
      isSystem,
      redirectOnLogin: '/',
      pageRules,
      createdAt: SINCE,
      updatedAt: SINCE,
    });
  }
  for (const { password, timezone = 'UTC', ...user } of USERS) {
    store.users.set(user.id, {
      providerKey: 'local',
      isSystem: false,
      isActive: true,
      isVerified: true,
      location: '',
      jobTitle: '',
      timezone,
      dateFormat: '',
      appearance: '',
      localeCode: 'en',
      tfaIsActive: false,
      tfaCode: TFA_CODE,
      mustChangePwd: false,
      createdAt: SINCE,
      updatedAt: SINCE,
      lastLoginAt: null,
      ...user,
      passwordHash: hashPassword(password),
    });
  }
  store.sequences.groups = GROUPS.length;
  store.sequences.users = USERS.length;
  store.sequences.apiKeys = KEYS.length;
}

/** Signs the keys of the start line and notes them in the store: {name: token}. */
export function seedKeys(store, tokens, nowSeconds) {
  const issued = {};
  for (const { name, id, group, lifetime, isRevoked = false } of KEYS) {
    const past = lifetime === 'past';
    const expires = past ? nowSeconds - DAY : nowSeconds + KEY_LIFETIME;
    const token = tokens.sign({ api: id, grp: group }, past ? expires - DAY : nowSeconds, expires);
    const known = store.apiKeys.get(id);
    store.apiKeys.set(id, {
      id,
      name: `sandbox ${name}`,
      keyShort: `...${token.slice(-20)}`,
      expiration: new Date(expires * 1000).toISOString(),
      isRevoked: known?.isRevoked ?? isRevoked,
      createdAt: known?.createdAt ?? SINCE,
      updatedAt: known?.updatedAt ?? SINCE,
    });
    issued[name] = token;
  }
  return issued;
}

/** The log-ins that the start line tells. */
export function announcedUsers() {
  const credentials = (id) => {
    const { email, password } = USERS.find((user) => user.id === id);
    return { email, password };
  };
  return {
    admin: credentials(1),
    users: {
      mustChange: credentials(4),
      tfa: { ...credentials(5), code: TFA_CODE },
      disabled: credentials(6),
      editor: credentials(3),
    },
  };
}
