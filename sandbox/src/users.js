// SPDX-License-Identifier: MIT
// Creating, changing and deleting users, with what the real server does on the way.
import { hashPassword } from './accounts.js';
import { VARCHAR, checkLengths } from './database.js';
import { DatabaseError, WikiError, foreignKeyViolation } from './errors.js';
import { GUEST_ID } from './store.js';

const NAME_MIN = 2;
const PASSWORD_MIN = 6;
const INSERT_USER =
  'insert into "users" ("createdAt", "email", "isActive", "isSystem", "isVerified", "mustChangePwd", "name", ' +
  '"providerKey", "tfaIsActive", "updatedAt") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning "id"';
const INSERT_GROUP = 'insert into "userGroups" ("groupId", "userId") values ($1, $2) returning "groupId"';

const ADMINISTRATIVE = new Set(['users', 'groups', 'navigation', 'theme', 'api']);
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/** What the server complains about first; undefined when it has no complaint. */
function complaint({ email, name, passwordRaw, providerKey }) {
  if (!EMAIL.test(email)) {
    return 'Email is not a valid email';
  }
  if (email.length > VARCHAR) {
    return `Email is too long (maximum is ${VARCHAR} characters)`;
  }
  if (providerKey === 'local') {
    if (!passwordRaw?.trim()) {
      return "Password raw can't be blank";
    }
    if (passwordRaw.length < PASSWORD_MIN) {
      return `Password raw is too short (minimum is ${PASSWORD_MIN} characters)`;
    }
  }
  if (!name.trim()) {
    return "Name can't be blank";
  }
  if (name.length < NAME_MIN) {
    return `Name is too short (minimum is ${NAME_MIN} characters)`;
  }
  return name.length > VARCHAR ? `Name is too long (maximum is ${VARCHAR} characters)` : undefined;
}

function withProvider(store, email, providerKey) {
  return [...store.users.values()].find((user) => user.email === email && user.providerKey === providerKey);
}

/** All of them or, with an unknown one among them, none. */
function putIntoGroups(store, user, ids) {
  const known = ids.filter((id) => id !== null); // a null is stored, and belongs to no group
  if (!known.every((id) => store.groups.has(id))) {
    throw foreignKeyViolation(INSERT_GROUP, 'userGroups', 'usergroups_groupid_foreign');
  }
  user.groups.push(...known);
}

/** Only who may manage groups puts users into groups that administer, and only manage:system into its own kind. */
export function checkGroups(store, requester, ids) {
  if (!ids?.length || requester.permissions.includes('manage:system')) {
    return;
  }
  for (const id of ids) {
    const permissions = store.groups.get(id)?.permissions ?? [];
    const administers = permissions.some((name) => ADMINISTRATIVE.has(name.split(':').at(-1)));
    if (permissions.includes('manage:system') || (administers && !requester.permissions.includes('manage:groups'))) {
      throw new Error('You are not authorized to create a user with an assignment to an administrative group.');
    }
  }
}

export function createUser({ store, clock }, args) {
  const { providerKey, name, passwordRaw, groups, mustChangePassword, sendWelcomeEmail } = args;
  const email = args.email.toLowerCase();
  const problem = complaint({ ...args, email });
  if (problem) {
    throw new WikiError('InputInvalid', problem);
  }
  if (withProvider(store, email, providerKey)) {
    throw new WikiError('AuthAccountAlreadyExists');
  }
  if (providerKey !== 'local') {
    store.nextId('users'); // lost
    throw foreignKeyViolation(INSERT_USER, 'users', 'users_providerkey_foreign');
  }
  const now = clock.iso();
  const user = {
    id: store.nextId('users'),
    name,
    email,
    providerKey,
    isSystem: false,
    isActive: true,
    isVerified: true,
    location: '',
    jobTitle: '',
    timezone: 'America/New_York',
    dateFormat: '',
    appearance: '',
    localeCode: 'en',
    tfaIsActive: false,
    tfaCode: '123456',
    mustChangePwd: mustChangePassword === true,
    createdAt: now,
    updatedAt: now,
    lastLoginAt: null,
    groups: [],
    passwordHash: hashPassword(passwordRaw),
  };
  store.users.set(user.id, user);
  store.changed();
  putIntoGroups(store, user, groups);
  if (sendWelcomeEmail) {
    throw new WikiError('MailNotConfigured'); // the user is there nevertheless
  }
}

/** One by one: what comes before an unknown one stays changed. */
function changeGroups(store, user, wanted) {
  const before = [...user.groups];
  for (const id of wanted.filter((each) => !before.includes(each))) {
    putIntoGroups(store, user, [id]);
  }
  user.groups = user.groups.filter((id) => wanted.includes(id));
}

function newEmail(store, user, email) {
  if (withProvider(store, email, user.providerKey)) {
    throw new WikiError('AuthAccountAlreadyExists');
  }
  if (!EMAIL.test(email)) {
    throw new DatabaseError('ValidationError', 'email: should match format "email"');
  }
  if (withProvider(store, email.toLowerCase(), user.providerKey)) {
    throw new DatabaseError(
      'UniqueViolationError',
      'update "users" set "email" = $1, "updatedAt" = $2 where "users"."id" = $3 - ' +
        'duplicate key value violates unique constraint "users_providerkey_email_unique"',
    );
  }
  return email.toLowerCase();
}

/** Empty text is ignored, for a name as for a place; only a date format and an appearance can be emptied. */
export function updateUser({ store, clock }, args) {
  const user = store.users.get(args.id);
  if (!user) {
    throw new WikiError('UserNotFound');
  }
  const changes = {};
  if (args.email && args.email !== user.email) {
    changes.email = newEmail(store, user, args.email);
  }
  if (args.newPassword) {
    if (args.newPassword.length < PASSWORD_MIN) {
      throw new WikiError('InputInvalid', `Password must be at least ${PASSWORD_MIN} characters!`);
    }
    changes.passwordHash = hashPassword(args.newPassword);
  }
  if (Array.isArray(args.groups)) {
    changeGroups(store, user, args.groups);
  }
  for (const field of ['name', 'location', 'jobTitle']) {
    if (args[field]) {
      changes[field] = args[field].trim();
    }
  }
  if (args.timezone) {
    changes.timezone = args.timezone; // not checked
  }
  for (const field of ['dateFormat', 'appearance']) {
    if (args[field] !== undefined && args[field] !== null) {
      changes[field] = args[field];
    }
  }
  checkChanges(changes);
  Object.assign(user, changes, { updatedAt: clock.iso() });
  store.moveToEnd('users', user.id);
}

/** What the model checks of the name, and the database of the rest. */
function checkChanges(changes) {
  if (changes.name?.length > VARCHAR) {
    throw new DatabaseError('ValidationError', `name: should NOT be longer than ${VARCHAR} characters`);
  }
  const columns = [...Object.keys(changes).filter((field) => field !== 'passwordHash'), 'updatedAt'];
  const set = columns.map((field, index) => `"${field}" = $${index + 1}`).join(', ');
  checkLengths(`update "users" set ${set} where "users"."id" = $${columns.length + 1}`, Object.values(changes));
}

/** Pages and their versions go to the heir, who is looked for only when there is something to inherit. */
export function deleteUser({ store, clock }, { id, replaceId }) {
  if (id <= GUEST_ID) {
    throw new WikiError('UserDeleteProtected');
  }
  if (!store.users.has(id)) {
    throw new WikiError('UserNotFound');
  }
  const owned = [...store.pages.values(), ...[...store.history.values()].flat()].filter(
    (page) => page.authorId === id || page.creatorId === id,
  );
  if (owned.length > 0 && (replaceId === id || !store.users.has(replaceId))) {
    throw new WikiError('UserDeleteForeignConstraint');
  }
  for (const page of owned) {
    page.authorId = page.authorId === id ? replaceId : page.authorId;
    page.creatorId = page.creatorId === id ? replaceId : page.creatorId;
  }
  store.users.delete(id);
  store.revokeTokens(`u${id}`, clock.seconds());
}

const DATE_FORMATS = ['', 'DD/MM/YYYY', 'DD.MM.YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'YYYY/MM/DD'];

/** The account of the caller; with an API key that is user 1. */
export function ownAccount(store, user) {
  const account = user && user.id !== GUEST_ID ? store.users.get(user.id) : undefined;
  if (!account) {
    throw new WikiError('AuthRequired');
  }
  if (!account.isActive) {
    throw new WikiError('AuthAccountBanned');
  }
  return account;
}

export function updateProfile(context, args) {
  const account = ownAccount(context.store, context.user);
  if (!DATE_FORMATS.includes(args.dateFormat) || !['', 'light', 'dark'].includes(args.appearance)) {
    throw new WikiError('InputInvalid');
  }
  updateUser(context, { ...args, id: account.id });
  return { jwt: context.accounts.issueJwt(account) };
}

export function changePassword(context, { current, new: newPassword }) {
  const account = ownAccount(context.store, context.user);
  if (account.providerKey !== 'local') {
    throw new WikiError('AuthProviderInvalid');
  }
  if (!context.accounts.passwordFits(account, current)) {
    throw new WikiError('AuthPasswordInvalid');
  }
  updateUser(context, { id: account.id, newPassword });
  return { jwt: context.accounts.issueJwt(account) };
}
