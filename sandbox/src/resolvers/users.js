// SPDX-License-Identifier: MIT
// The users namespace.
import { likePattern } from '../database.js';
import { GUEST_ID } from '../store.js';
import {
  changePassword,
  checkGroups,
  createUser,
  deleteUser,
  ownAccount,
  updateProfile,
  updateUser,
} from '../users.js';
import { groupDetails } from './groups.js';
import { respond } from './pages-mutation.js';

const SEARCH_MAX = 10;
const LAST_LOGINS_MAX = 10;

const minimal = ({ id, name, email, providerKey, isSystem, isActive, createdAt, lastLoginAt }) => ({
  id,
  name,
  email,
  providerKey,
  isSystem,
  isActive,
  createdAt,
  lastLoginAt,
});

function details(store, user) {
  return {
    ...user,
    providerName: 'Local',
    providerId: null,
    providerIs2FACapable: true,
    groups: user.groups.map((id) => groupDetails(store, store.groups.get(id))),
  };
}

function setActive(context, id, isActive) {
  if (!isActive && id <= GUEST_ID) {
    throw new Error('Cannot deactivate system accounts.');
  }
  const user = context.store.users.get(id);
  if (user) {
    Object.assign(user, { isActive, updatedAt: context.clock.iso() });
    context.store.moveToEnd('users', id);
    if (!isActive) {
      context.store.revokeTokens(`u${id}`, context.clock.seconds());
    }
    context.store.changed();
  }
}

export const UserQuery = {
  list: (_, args, { store }) => [...store.users.values()].map(minimal),
  search(_, { query }, { store }) {
    const wanted = likePattern(query, { matchCase: true });
    const found = [...store.users.values()].filter((user) => wanted.test(user.email) || wanted.test(user.name));
    return found
      .slice(0, SEARCH_MAX)
      .map(({ id, name, email, providerKey, createdAt }) => ({ id, name, email, providerKey, createdAt }));
  },
  single(_, { id }, { store }) {
    const user = store.users.get(id);
    if (!user) {
      throw new TypeError("Cannot set properties of undefined (setting 'password')");
    }
    return details(store, user);
  },
  profile(_, args, { store, user }) {
    const account = ownAccount(store, user);
    return {
      ...details(store, account),
      groups: account.groups.map((id) => store.groups.get(id).name),
      pagesTotal: [...store.pages.values()].filter((page) => page.creatorId === account.id).length,
    };
  },
  lastLogins(_, args, { store }) {
    const seen = [...store.users.values()].filter((user) => user.lastLoginAt !== null);
    return seen
      .sort((a, b) => (a.lastLoginAt < b.lastLoginAt ? 1 : -1))
      .slice(0, LAST_LOGINS_MAX)
      .map(({ id, name, lastLoginAt }) => ({ id, name, lastLoginAt }));
  },
};

function patchUser(context, id, changes) {
  const user = context.store.users.get(id);
  if (user) {
    Object.assign(user, changes, { updatedAt: context.clock.iso() });
    context.store.moveToEnd('users', id);
  }
}

export const UserMutation = {
  create: (_, args, context) =>
    respond('User created successfully', () => {
      checkGroups(context.store, context.user, args.groups);
      createUser(context, args); // the answer's `user` is null
    }),
  update: (_, args, context) =>
    respond('User updated successfully', () => {
      checkGroups(context.store, context.user, args.groups);
      updateUser(context, args);
    }),
  delete: (_, args, context) => respond('User deleted successfully', () => deleteUser(context, args)),
  verify: (_, { id }, context) =>
    respond('User verified successfully', () => patchUser(context, id, { isVerified: true })),
  activate: (_, { id }, context) => respond('User activated successfully', () => setActive(context, id, true)),
  deactivate: (_, { id }, context) => respond('User deactivated successfully', () => setActive(context, id, false)),
  enableTFA: (_, { id }, context) =>
    respond('User 2FA enabled successfully', () => patchUser(context, id, { tfaIsActive: true })),
  disableTFA: (_, { id }, context) =>
    respond('User 2FA disabled successfully', () => patchUser(context, id, { tfaIsActive: false })),
  resetPassword: () => ({ responseResult: null }),
  updateProfile: (_, args, context) => respond('User profile updated successfully', () => updateProfile(context, args)),
  changePassword: (_, args, context) => respond('Password changed successfully', () => changePassword(context, args)),
};
