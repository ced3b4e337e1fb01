// SPDX-License-Identifier: MIT
// User name and password: detours, rate limit, renewal.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const FIELDS = `${RESULT} jwt mustChangePwd mustProvideTFA mustSetupTFA continuationToken redirect tfaQRImage`;

async function call(name, args) {
  const text = Object.entries(args)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ');
  const { data, errors } = await wiki.ask(`mutation { authentication { ${name}(${text}) { ${FIELDS} } } }`, {
    as: null,
  });
  return { ...data.authentication[name], errors };
}

const login = ({ email, password }, strategy = 'local') => call('login', { username: email, password, strategy });
const claimsOf = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));

test('a log-in gives a token that carries the permissions; flags not in use are null', async () => {
  const { jwt, responseResult, redirect, errors, ...flags } = await login({
    email: 'EDITOR@example.com',
    password: 'sandbox-editor-1',
  });
  assert.deepEqual(responseResult, { succeeded: true, errorCode: 0, slug: 'ok', message: 'Login success' });
  assert.deepEqual(Object.values(flags), [null, null, null, null, null]);
  assert.deepEqual([redirect, errors], ['/', undefined]);
  const claims = claimsOf(jwt);
  assert.deepEqual(Object.keys(claims), [
    'id',
    'email',
    'name',
    'av',
    'tz',
    'lc',
    'df',
    'ap',
    'permissions',
    'groups',
    'iat',
    'exp',
    'aud',
    'iss',
  ]);
  assert.equal(claims.exp - claims.iat, 1800);
  const { data } = await wiki.ask('{ users { profile { id name } } }', { as: jwt });
  assert.deepEqual(data.users.profile, { id: 3, name: 'Edith Editor' });
});

test('refusals have their numbers', async () => {
  const { admin, users } = wiki.announcement;
  assert.equal((await login({ ...admin, password: 'wrong' })).responseResult.errorCode, 1002);
  assert.equal((await login({ email: 'nobody@example.com', password: 'x' })).responseResult.errorCode, 1002);
  assert.equal((await login(admin, 'ldap')).responseResult.errorCode, 1003);
  assert.equal((await login(users.disabled)).responseResult.errorCode, 1013);
});

test('must-change-password: succeeded without a token, then a new password', async () => {
  const { mustChange } = wiki.announcement.users;
  const first = await login(mustChange);
  assert.deepEqual([first.responseResult.succeeded, first.jwt, first.mustChangePwd], [true, null, true]);
  const { continuationToken } = first;
  const done = await call('loginChangePassword', { continuationToken, newPassword: 'another-one' });
  assert.equal(claimsOf(done.jwt).email, mustChange.email);
  assert.equal(
    (await call('loginChangePassword', { continuationToken, newPassword: 'another-one' })).responseResult.errorCode,
    1015,
  );
  assert.ok((await login({ ...mustChange, password: 'another-one' })).jwt);
  assert.equal((await login(mustChange)).responseResult.errorCode, 1002);
});

test('two-factor: a code is asked for', async () => {
  const { tfa } = wiki.announcement.users;
  const { continuationToken, jwt, mustProvideTFA, responseResult } = await login(tfa);
  assert.deepEqual([responseResult.succeeded, jwt, mustProvideTFA], [true, null, true]);
  const wrong = await call('loginTFA', { continuationToken, securityCode: '000000' });
  assert.deepEqual([wrong.jwt, wrong.responseResult.errorCode], [null, 1005]);
  const right = await call('loginTFA', { continuationToken, securityCode: tfa.code });
  assert.equal(claimsOf(right.jwt).email, tfa.email);
});

test('five log-ins in a minute, then a refusal that says how long to wait', async () => {
  const { admin } = wiki.announcement;
  for (let i = 0; i < 5; i += 1) {
    assert.ok((await login(admin)).jwt);
  }
  const query = `mutation { authentication { login(username: "a", password: "b", strategy: "local") { jwt } } }`;
  const { status, json } = await wiki.post({ query }, { as: null });
  assert.equal(status, 200);
  assert.equal(json.data.authentication.login, null);
  const seconds = Number(/^Too many requests, please try again in (\d+) seconds\.$/.exec(json.errors[0].message)[1]);
  assert.ok(seconds > 50 && seconds <= 60);
  assert.equal(json.errors[0].extensions.code, 'INTERNAL_SERVER_ERROR');
  await wiki.advanceClock(seconds);
  assert.ok((await login(admin)).jwt);
});

async function editorToken() {
  return (await login(wiki.announcement.users.editor)).jwt;
}

const profile = { query: '{ users { profile { id } } }' };

test('an expired token is renewed in a header, every time it is used', async () => {
  const jwt = await editorToken();
  assert.equal((await wiki.post(profile, { as: jwt })).headers['new-jwt'], undefined);
  await wiki.advanceClock(1801);
  for (let i = 0; i < 2; i += 1) {
    const { headers, json } = await wiki.post(profile, { as: jwt });
    assert.equal(json.data.users.profile.id, 3);
    assert.equal(claimsOf(headers['new-jwt']).id, 3);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['set-cookie'], undefined);
    assert.equal((await wiki.post(profile, { as: headers['new-jwt'] })).headers['new-jwt'], undefined);
  }
});

test('with another content type the renewed token is a cookie', async () => {
  const jwt = await editorToken();
  await wiki.advanceClock(1801);
  const { headers } = await wiki.post(profile, {
    as: jwt,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  assert.equal(headers['new-jwt'], undefined);
  assert.match(headers['set-cookie'][0], /^jwt=[\w-]+\.[\w-]+\.[\w-]+; /);
});

test('a token that ran out more than 14 days ago is a guest', async () => {
  const jwt = await editorToken();
  await wiki.advanceClock(1800 + 14 * 86400);
  const { headers, json } = await wiki.post(profile, { as: jwt });
  assert.equal(headers['new-jwt'], undefined);
  assert.equal(json.errors[0].extensions.exception.code, 1019);
});

const deactivate = () => wiki.ask(`mutation { users { deactivate(id: 3) { ${RESULT} } } }`);

test('a deactivated user is Unauthorized, unless the token is younger than five seconds', async () => {
  const jwt = await editorToken();
  await deactivate();
  const query = '{ pages { list { id } } }';
  assert.equal((await wiki.ask(query, { as: jwt })).errors, undefined);
  await wiki.advanceClock(7);
  await deactivate();
  assert.equal((await wiki.ask(query, { as: jwt })).errors[0].message, 'Unauthorized');
});

test('a change of the group forces a renewal with the new permissions', async () => {
  const jwt = await editorToken();
  await wiki.advanceClock(7);
  await wiki.ask(
    `mutation { groups { update(id: 4, name: "w", redirectOnLogin: "/", permissions: ["read:pages"], pageRules: []) { ${RESULT} } } }`,
  );
  const { headers, json } = await wiki.post(
    { query: '{ pages { checkConflicts(id: 1, checkoutDate: "") } }' },
    { as: jwt },
  );
  assert.equal(json.errors[0].message, 'Forbidden');
  assert.deepEqual(claimsOf(headers['new-jwt']).permissions, ['read:pages']);
});
