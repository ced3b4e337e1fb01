// SPDX-License-Identifier: MIT
// Users: what is checked, what is written although it is reported as failed, and what is said of nobody.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

async function change(field, options) {
  const { data, errors } = await wiki.ask(`mutation { users { result: ${field} { ${RESULT} } } }`, options);
  return data?.users?.result?.responseResult ?? errors?.[0].message ?? null;
}

async function read(field, options) {
  const { data, errors } = await wiki.ask(`{ users { result: ${field} } }`, options);
  return errors ? errors[0].message : data.users.result;
}

const create = ({
  email = 'New@Example.com',
  name = 'New User',
  password = '"secret-1"',
  groups = '[]',
  more = '',
} = {}) =>
  change(
    `create(email: "${email}", name: "${name}", passwordRaw: ${password}, providerKey: "local", groups: ${groups} ${more})`,
  );
const newest = async () => (await read('list { id }')).map(({ id }) => id).sort((a, b) => b - a)[0];
const one = (id) =>
  read(`single(id: ${id}) { email name isActive isVerified tfaIsActive location timezone groups { id } }`);

test('a new user: the address is lowered, the answer holds nobody', async () => {
  const query =
    'create(email: "New@Example.com", name: "N U", passwordRaw: "secret-1", providerKey: "local", groups: [3])';
  const { data } = await wiki.ask(`mutation { users { result: ${query} { ${RESULT} user { id } } } }`);
  assert.deepEqual([data.users.result.responseResult.succeeded, data.users.result.user], [true, null]);
  const user = await one(await newest());
  assert.deepEqual(
    [user.email, user.isActive, user.isVerified, user.tfaIsActive],
    ['new@example.com', true, true, false],
  );
  assert.deepEqual(user.groups, [{ id: 3 }]);
  assert.equal((await create()).errorCode, 1004);
});

test('what a new user is refused for', async () => {
  const refused = async (fields) => {
    const { errorCode, message } = await create(fields);
    assert.equal(errorCode, 1012);
    return message;
  };
  assert.equal(await refused({ email: 'nobody' }), 'Email is not a valid email');
  assert.equal(await refused({ password: '"short"' }), 'Password raw is too short (minimum is 6 characters)');
  assert.equal(await refused({ password: 'null' }), "Password raw can't be blank");
  assert.equal(await refused({ name: 'N' }), 'Name is too short (minimum is 2 characters)');
});

test('a user is there although a group or the mail was not', async () => {
  const group = await create({ groups: '[3, 999999]' });
  assert.deepEqual([group.succeeded, group.slug], [false, 'ForeignKeyViolationError']);
  const id = await newest();
  assert.deepEqual((await one(id)).groups, []); // all at once, or none
  assert.equal((await change(`update(id: ${id}, groups: [3, 999999, 4])`)).slug, 'ForeignKeyViolationError');
  assert.deepEqual((await one(id)).groups, [{ id: 3 }]); // one after the other
  const mail = await create({ email: 'mail@example.com', more: ', sendWelcomeEmail: true' });
  assert.equal(mail.errorCode, 3002);
  assert.equal((await one(await newest())).email, 'mail@example.com');
});

test('an update keeps what is not sent, and cannot empty a text', async () => {
  await create({ groups: '[3]' });
  const id = await newest();
  const update = (fields) => change(`update(id: ${id}, ${fields})`);
  assert.equal((await update('location: "Berlin", timezone: "No/Where"')).succeeded, true);
  assert.equal((await update('location: "", name: "", groups: [4, 5]')).succeeded, true);
  const user = await one(id);
  assert.deepEqual([user.location, user.timezone, user.name], ['Berlin', 'No/Where', 'New User']);
  assert.deepEqual(user.groups.map((group) => group.id).sort(), [4, 5]);
  assert.equal((await update('newPassword: "short"')).errorCode, 1012);
  assert.equal((await update('email: "admin@example.com"')).errorCode, 1004);
  assert.equal((await update('email: "ADMIN@example.com"')).slug, 'UniqueViolationError');
  assert.equal((await update('email: "nobody"')).slug, 'ValidationError');
  assert.equal((await change('update(id: 999999, name: "Nobody")')).errorCode, 1016);
});

test('switches succeed for nobody; system accounts stay active', async () => {
  await create();
  const id = await newest();
  for (const field of ['verify', 'activate', 'deactivate', 'enableTFA', 'disableTFA']) {
    assert.equal((await change(`${field}(id: 999999)`)).succeeded, true, field);
  }
  assert.equal((await change(`deactivate(id: ${id})`)).succeeded, true);
  assert.equal((await change(`enableTFA(id: ${id})`)).succeeded, true);
  const user = await one(id);
  assert.deepEqual([user.isActive, user.tfaIsActive], [false, true]);
  for (const system of [1, 2]) {
    assert.equal((await change(`deactivate(id: ${system})`)).message, 'Cannot deactivate system accounts.');
    assert.equal((await change(`delete(id: ${system}, replaceId: 1)`)).errorCode, 1018);
  }
  assert.equal(await change(`resetPassword(id: ${id})`), null);
});

test('a user without pages is deleted, whoever inherits', async () => {
  await create();
  const id = await newest();
  assert.equal((await change(`delete(id: ${id}, replaceId: 999999)`)).succeeded, true);
  assert.equal((await change(`delete(id: ${id}, replaceId: 1)`)).errorCode, 1016);
  assert.equal(await one(id), "Cannot set properties of undefined (setting 'password')");
});

test('searches look at letters as they are, and fill in a few fields only', async () => {
  await create({ name: 'Zoe Zebra' });
  const found = await read('search(query: "Zebra") { name email lastLoginAt }');
  assert.deepEqual(found, [{ name: 'Zoe Zebra', email: 'new@example.com', lastLoginAt: null }]);
  assert.deepEqual(await read('search(query: "zebra") { id }'), []);
  assert.match(await read('search(query: "Zebra") { isSystem }'), /^Cannot return null for non-nullable field/);
  assert.equal(
    (await read('list(filter: "zebra", orderBy: "name") { id }')).length,
    (await read('list { id }')).length,
  );
});

test('with a key the own account is that of user 1', async () => {
  assert.deepEqual(await read('profile { id groups }', { as: 'reader' }), { id: 1, groups: ['Administrators'] });
  assert.equal(await read('profile { id }', { as: null }), 'You must be authenticated to access this resource.');
  const profile = (format) =>
    change(
      `updateProfile(name: "Administrator", location: "", jobTitle: "", timezone: "UTC", dateFormat: "${format}", appearance: "dark")`,
    );
  assert.equal((await profile('YYYY')).errorCode, 1012);
  assert.equal((await profile('YYYY-MM-DD')).succeeded, true);
  assert.equal((await change('changePassword(current: "wrong-one", new: "another-1")')).errorCode, 1020);
});

test('who may, and who may not', async () => {
  for (const field of ['list { id }', 'search(query: "a") { id }', 'single(id: 1) { id }', 'lastLogins { id }']) {
    assert.equal(await read(field, { as: 'writer' }), 'Forbidden', field);
  }
  assert.equal(await change('verify(id: 1)', { as: 'writer' }), 'Forbidden');
});

test('texts that the database has no room for', async () => {
  const long = 'x'.repeat(256);
  assert.equal((await change(`update(id: 3, location: "${long}")`)).slug, 'DataError');
  assert.equal((await change(`update(id: 3, name: "${long}")`)).slug, 'ValidationError');
  assert.equal((await one(3)).name, 'Edith Editor');
});

test('nobody inherits from themselves, and addresses are ASCII', async () => {
  assert.equal((await change('delete(id: 3, replaceId: 3)')).slug, 'UserDeleteForeignConstraint');
  assert.equal((await create({ email: 'ü@example.com' })).message, 'Email is not a valid email');
});

test('a search takes wildcards, heeds case and leaves required fields null', async () => {
  assert.deepEqual(await read('search(query: "edit%@") { id }'), [{ id: 3 }]);
  assert.deepEqual(await read('search(query: "EDITH") { id }'), []);
  assert.match(await read('search(query: "editor") { isSystem }'), /non-nullable field UserMinimal.isSystem/);
});

test('a user is shown with the groups, and these with their members', async () => {
  const { groups } = await read('single(id: 3) { groups { name users { id } } }');
  assert.deepEqual(groups, [{ name: 'Writers', users: [{ id: 3 }] }]);
});

test('who was changed comes last', async () => {
  await change('update(id: 1, location: "Here")');
  assert.deepEqual(
    (await read('list { id }')).map(({ id }) => id),
    [2, 3, 4, 5, 6, 1],
  );
});
