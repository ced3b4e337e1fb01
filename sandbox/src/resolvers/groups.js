// SPDX-License-Identifier: MIT
// Groups, their permissions and page rules. Refusals are thrown here, not answered in a responseResult.
import { GraphQLError } from 'graphql';
import { checkLengths } from '../database.js';
import { okResult } from '../errors.js';
import { ADMIN_GROUP, GUEST_GROUP, GUEST_ID } from '../store.js';

const NEW_GROUP_ROLES = ['read:pages', 'read:assets', 'read:comments', 'write:comments'];

const INSERT =
  'insert into "groups" ("createdAt", "isSystem", "name", "pageRules", "permissions", "updatedAt") ' +
  'values ($1, $2, $3, $4, $5, $6) returning "id"';
const UPDATE =
  'update "groups" set "name" = $1, "redirectOnLogin" = $2, "permissions" = $3, "pageRules" = $4, "updatedAt" = $5 ' +
  'where "id" = $6';

const done = (message, more = {}) => ({ responseResult: okResult(message), ...more });

/** A group with its members. */
export function groupDetails(store, group) {
  const users = store
    .membersOf(group.id)
    .map(({ id, name, email, providerKey, isSystem, isActive, createdAt, lastLoginAt }) => ({
      id,
      name,
      email,
      providerKey,
      isSystem,
      isActive,
      createdAt,
      lastLoginAt,
    }));
  return { ...group, users };
}

function isPattern(text) {
  try {
    return new RegExp(text) !== null;
  } catch {
    return false;
  }
}

/** A pattern with nested repetition can hang a server: the real one refuses those, and what is no pattern. */
function checkRules(rules) {
  for (const rule of rules) {
    if (rule.match === 'REGEX' && (!isPattern(rule.path) || /[+*}]\)?[+*{]/.test(rule.path))) {
      throw new GraphQLError('Some Page Rules contains unsafe or exponential time regex.');
    }
  }
}

function groupAndUser(store, { groupId, userId }) {
  const group = store.groups.get(groupId);
  if (!group) {
    throw new GraphQLError('Invalid Group ID');
  }
  const user = store.users.get(userId);
  if (!user) {
    throw new GraphQLError('Invalid User ID');
  }
  return { group, user };
}

export const GroupQuery = {
  list: (_, args, { store }) =>
    [...store.groups.values()].map((group) => ({ ...group, userCount: store.membersOf(group.id).length })),
  single(_, { id }, { store }) {
    const group = store.groups.get(id);
    return group ? groupDetails(store, group) : null;
  },
};

export const GroupMutation = {
  create(_, { name }, { store, clock }) {
    checkLengths(INSERT, [name]);
    const now = clock.iso();
    const group = {
      id: store.nextId('groups'),
      name,
      isSystem: false,
      redirectOnLogin: '/',
      permissions: [...NEW_GROUP_ROLES],
      pageRules: [{ id: 'default', deny: false, match: 'START', roles: [...NEW_GROUP_ROLES], path: '', locales: [] }],
      createdAt: now,
      updatedAt: now,
    };
    store.groups.set(group.id, group);
    store.changed();
    return done('Group created successfully.', { group: groupDetails(store, group) });
  },
  update(_, { id, name, redirectOnLogin, permissions, pageRules }, { store, clock }) {
    checkRules(pageRules);
    const group = store.groups.get(id);
    checkLengths(UPDATE, [name, redirectOnLogin]);
    if (group) {
      const updatedAt = clock.iso();
      Object.assign(group, { name, redirectOnLogin: redirectOnLogin || '/', permissions, pageRules, updatedAt });
      store.moveToEnd('groups', id);
      store.revokeTokens(`g${id}`, clock.seconds());
    }
    return done('Group has been updated.');
  },
  delete(_, { id }, { store, clock }) {
    if (id === ADMIN_GROUP || id === GUEST_GROUP) {
      throw new GraphQLError('Cannot delete this group.');
    }
    if (store.groups.delete(id)) {
      for (const user of store.users.values()) {
        user.groups = user.groups.filter((groupId) => groupId !== id);
      }
      store.revokeTokens(`g${id}`, clock.seconds());
    }
    return done('Group has been deleted.');
  },
  assignUser(_, args, { store, clock }) {
    if (args.userId === GUEST_ID) {
      throw new GraphQLError('Cannot assign the Guest user to a group.');
    }
    const { group, user } = groupAndUser(store, args);
    if (user.groups.includes(group.id)) {
      throw new GraphQLError('User is already assigned to group.');
    }
    user.groups.push(group.id);
    store.revokeTokens(`u${user.id}`, clock.seconds());
    return done('User has been assigned to group.');
  },
  unassignUser(_, args, { store, clock }) {
    if (args.userId === GUEST_ID) {
      throw new GraphQLError('Cannot unassign Guest user');
    }
    if (args.userId === 1 && args.groupId === ADMIN_GROUP) {
      throw new GraphQLError('Cannot unassign Administrator user from Administrators group.');
    }
    const { group, user } = groupAndUser(store, args);
    user.groups = user.groups.filter((id) => id !== group.id);
    store.revokeTokens(`u${user.id}`, clock.seconds());
    return done('User has been unassigned from group.');
  },
};
