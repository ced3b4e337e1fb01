// SPDX-License-Identifier: MIT
// Who may do what: a global permission of the user's groups, and a page rule that grants the same role.

const ALL = 'manage:system';

/** Match kinds from weak to strong: with paths of equal length the stronger kind decides. */
const STRENGTH = { START: 0, END: 1, REGEX: 2, TAG: 3, EXACT: 4 };

export function hasPermission(user, wanted) {
  return user.permissions.some((permission) => wanted.includes(permission));
}

function ruleMatches(rule, page) {
  const path = String(page.path); // some checks of the server come without a path: "undefined" then
  switch (rule.match) {
    case 'START':
      return path.startsWith(rule.path);
    case 'END':
      return path.endsWith(rule.path);
    case 'REGEX':
      return new RegExp(rule.path).test(path);
    case 'TAG':
      return (page.tags ?? []).includes(rule.path);
    case 'EXACT':
      return path === rule.path;
    default:
      return false;
  }
}

/** Whether `rule` decides over `current`: the longer path wins, then the stronger kind, then the refusal. */
function outranks(rule, current) {
  if (current === null) {
    return true;
  }
  if (rule.path.length !== current.path.length) {
    return rule.path.length > current.path.length;
  }
  if (STRENGTH[rule.match] !== STRENGTH[current.match]) {
    return STRENGTH[rule.match] > STRENGTH[current.match];
  }
  return !(current.deny && !rule.deny);
}

/**
 * May `user` act on `page` ({path, locale, tags}) with one of `wanted`?
 * `groups` is the store's map of groups: rules are looked up at each call, so changes apply at once.
 */
export function mayAccessPage(groups, user, wanted, page) {
  if (!user) {
    return false;
  }
  if (user.permissions.includes(ALL)) {
    return true;
  }
  if (!hasPermission(user, wanted)) {
    return false;
  }
  let decisive = null;
  for (const id of user.groups) {
    for (const rule of groups.get(id)?.pageRules ?? []) {
      const localeFits = rule.locales.length === 0 || rule.locales.includes(page.locale);
      const roleFits = rule.roles.some((role) => wanted.includes(role));
      if (localeFits && roleFits && ruleMatches(rule, page) && outranks(rule, decisive)) {
        decisive = rule;
      }
    }
  }
  return decisive !== null && !decisive.deny;
}

/** The permissions of several groups together. */
export function permissionsOf(groups, ids) {
  const all = new Set();
  for (const id of ids) {
    for (const permission of groups.get(id)?.permissions ?? []) {
      all.add(permission);
    }
  }
  return [...all];
}
