// SPDX-License-Identifier: MIT
// Groups: names and permissions are not checked, an update replaces all, and what is refused is thrown.
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
  const { data, errors } = await wiki.ask(`mutation { groups { result: ${field} { ${RESULT} } } }`, options);
  return data.groups?.result?.responseResult ?? errors[0].message;
}

async function read(field, options) {
  const { data, errors } = await wiki.ask(`{ groups { result: ${field} } }`, options);
  return errors ? errors[0].message : data.groups.result;
}

async function create(name = 'Docs') {
  const { data } = await wiki.ask(`mutation { groups { create(name: "${name}") { group { id } } } }`);
  return data.groups.create.group.id;
}

const WHOLE = 'name redirectOnLogin permissions pageRules { id deny match roles path locales }';
const update = (id, { permissions = '[]', rules = '[]', redirect = '' } = {}) =>
  change(
    `update(id: ${id}, name: "Docs", redirectOnLogin: "${redirect}", permissions: ${permissions}, pageRules: ${rules})`,
  );
const rule = (match, path) =>
  `[{ id: "a", deny: true, match: ${match}, roles: ["read:pages"], path: "${path}", locales: [] }]`;

test('a new group may read everywhere and write comments; a name is taken as often as one likes', async () => {
  const roles = ['read:pages', 'read:assets', 'read:comments', 'write:comments'];
  const id = await create();
  const group = await read(`single(id: ${id}) { ${WHOLE} isSystem }`);
  assert.deepEqual([group.name, group.isSystem, group.redirectOnLogin], ['Docs', false, '/']);
  assert.deepEqual(group.permissions, roles);
  assert.deepEqual(group.pageRules, [{ id: 'default', deny: false, match: 'START', roles, path: '', locales: [] }]);
  assert.notEqual(await create(), id);
  assert.equal(typeof (await create('')), 'number');
});

test('an update replaces everything and checks no permission', async () => {
  const id = await create();
  assert.equal(
    (await update(id, { permissions: '["zzz"]', rules: rule('EXACT', 'home'), redirect: '/x' })).succeeded,
    true,
  );
  const group = await read(`single(id: ${id}) { ${WHOLE} }`);
  assert.deepEqual([group.permissions, group.redirectOnLogin, group.pageRules[0].path], [['zzz'], '/x', 'home']);
  await update(id);
  assert.deepEqual(await read(`single(id: ${id}) { permissions redirectOnLogin pageRules { id } }`), {
    permissions: [],
    redirectOnLogin: '/',
    pageRules: [],
  });
  assert.equal((await update(999999)).succeeded, true);
});

test('a pattern that could take for ever is refused, for nobody, too', async () => {
  const refusal = 'Some Page Rules contains unsafe or exponential time regex.';
  assert.equal(await update(await create(), { rules: rule('REGEX', '(a+)+$') }), refusal);
  assert.equal(await update(999999, { rules: rule('REGEX', '(a+)+$') }), refusal);
  assert.equal((await update(await create(), { rules: rule('REGEX', '^docs/.*$') })).succeeded, true);
});

test('members come and go', async () => {
  const id = await create();
  const assign = (user, group = id) => change(`assignUser(groupId: ${group}, userId: ${user})`);
  const unassign = (user, group = id) => change(`unassignUser(groupId: ${group}, userId: ${user})`);
  assert.equal((await assign(3)).succeeded, true);
  assert.equal(await assign(3), 'User is already assigned to group.');
  assert.equal(await assign(3, 999999), 'Invalid Group ID');
  assert.equal(await assign(999999), 'Invalid User ID');
  assert.equal(await assign(2), 'Cannot assign the Guest user to a group.');
  assert.deepEqual(await read(`single(id: ${id}) { users { id name } }`), { users: [{ id: 3, name: 'Edith Editor' }] });
  assert.equal((await read('list { id userCount }')).find((group) => group.id === id).userCount, 1);
  assert.equal((await unassign(3)).succeeded, true);
  assert.equal((await unassign(3)).succeeded, true);
  assert.equal(await unassign(2, 2), 'Cannot unassign Guest user');
  assert.equal(await unassign(1, 1), 'Cannot unassign Administrator user from Administrators group.');
});

test('a group is deleted with its memberships; two of them stay, one that is not there is gone', async () => {
  const id = await create();
  await change(`assignUser(groupId: ${id}, userId: 3)`);
  assert.equal((await change(`delete(id: ${id})`)).succeeded, true);
  assert.equal((await change(`delete(id: ${id})`)).succeeded, true);
  assert.equal(await read(`single(id: ${id}) { id }`), null);
  for (const system of [1, 2]) {
    assert.equal(await change(`delete(id: ${system})`), 'Cannot delete this group.');
  }
  const { data } = await wiki.ask('{ users { single(id: 3) { groups { id } } } }');
  assert.equal(
    data.users.single.groups.some((group) => group.id === id),
    false,
  );
});

test('who may, and who may not', async () => {
  assert.equal(await read('list { id }', { as: 'writer' }), 'Forbidden');
  assert.equal(await read('single(id: 1) { id }', { as: 'writer' }), 'Forbidden');
  assert.equal(await change('delete(id: 5)', { as: 'writer' }), 'Forbidden');
});

test('texts that the database has no room for, and a pattern that is none', async () => {
  const long = 'x'.repeat(256);
  const rule = '{id: "r", deny: false, match: REGEX, roles: ["read:pages"], path: "[", locales: []}';
  const update = (name, redirect, rules) =>
    change(`update(id: 3, name: "${name}", redirectOnLogin: "${redirect}", permissions: [], pageRules: [${rules}])`);
  assert.match(await change(`create(name: "${long}")`), /value too long/);
  assert.match(await update(long, '/', ''), /value too long/);
  assert.match(await update('Readers', long, ''), /value too long/);
  assert.match(await update('Readers', '/', rule), /unsafe or exponential/);
});
