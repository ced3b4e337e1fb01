// SPDX-License-Identifier: MIT
// Keys, guests, permissions and page rules.
import assert from 'node:assert/strict';
import { createPublicKey, createVerify } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const messages = ({ errors }) => (errors ?? []).map(({ message }) => message);

test('keys are RS256 tokens that the published key verifies', async () => {
  const { json: jwk } = await wiki.exchange('/.well-known/jwk.json');
  const [head, body, signature] = wiki.keys.full.split('.');
  assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url')), { alg: 'RS256', typ: 'JWT' });
  const claims = JSON.parse(Buffer.from(body, 'base64url'));
  assert.deepEqual(Object.keys(claims), ['api', 'grp', 'iat', 'exp', 'aud', 'iss']);
  assert.deepEqual([claims.api, claims.grp, claims.aud, claims.iss], [1, 1, 'urn:wiki.js', 'urn:wiki.js']);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  assert.ok(createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key, signature, 'base64url'));
});

test('a bad token is silently a guest', async () => {
  const forged = `${wiki.keys.full.slice(0, -6)}AAAAAA`;
  const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${wiki.keys.full.split('.')[1]}.`;
  for (const token of [null, 'garbage', forged, unsigned]) {
    const listed = await wiki.ask('{ pages { list { id } } }', { as: token });
    assert.equal(listed.data.pages.list.length, 13);
    const refused = await wiki.post({ query: '{ pages { checkConflicts(id: 1, checkoutDate: "") } }' }, { as: token });
    assert.equal(refused.status, 200);
    assert.deepEqual(messages(refused.json), ['Forbidden']);
    const profile = await wiki.ask('{ users { profile { id } } }', { as: token });
    assert.equal(profile.errors[0].extensions.exception.code, 1019);
    assert.match(profile.errors[0].extensions.exception.stack, /^AuthRequired 1019: /);
  }
});

test('another scheme than Bearer is a guest; bearer may be in lower case; a cookie will do', async () => {
  const profile = { query: '{ users { profile { id name } } }' };
  const basic = await wiki.post(profile, { as: null, headers: { authorization: `Basic ${wiki.keys.full}` } });
  assert.equal(basic.json.errors[0].extensions.exception.code, 1019);
  for (const headers of [{ authorization: `bearer ${wiki.keys.full}` }, { cookie: `a=b; jwt=${wiki.keys.full}` }]) {
    const { json } = await wiki.post(profile, { as: null, headers });
    assert.deepEqual(json.data.users.profile, { id: 1, name: 'Administrator' });
  }
});

test('an expired key: every protected field is Unauthorized, after 14 days Forbidden', async () => {
  const query = '{ pages { tags { id } } groups { list { id } } }';
  const fresh = await wiki.post({ query }, { as: 'expired' });
  assert.equal(fresh.status, 200);
  assert.deepEqual(messages(fresh.json), ['Unauthorized', 'Unauthorized']);
  await wiki.advanceClock(14 * 86400);
  assert.deepEqual(messages(await wiki.ask(query, { as: 'expired' })), ['Forbidden']);
});

test('a revoked key is an HTTP 500, in JSON on /graphql and in HTML elsewhere', async () => {
  const { status, json } = await wiki.post({ query: '{ __typename }' }, { as: 'revoked' });
  assert.deepEqual(
    [status, json],
    [500, { data: {}, errors: [{ message: 'API Key is invalid or was revoked.', path: [] }] }],
  );
  const health = await wiki.exchange('/healthz', { headers: { authorization: `Bearer ${wiki.keys.revoked}` } });
  assert.equal(health.status, 500);
  assert.match(health.headers['content-type'], /^text\/html/);
});

test('with the API switched off keys fail and log-in tokens work', async () => {
  await wiki.ask(`mutation { authentication { setApiState(enabled: false) { ${RESULT} } } }`);
  const refused = await wiki.post({ query: '{ __typename }' });
  assert.equal(refused.status, 500);
  assert.match(refused.json.errors[0].message, /^API is disabled\./);
  const { email, password } = wiki.announcement.admin;
  const login = `mutation { authentication { login(username: "${email}", password: "${password}", strategy: "local") { jwt } } }`;
  const { jwt } = (await wiki.ask(login, { as: null })).data.authentication.login;
  const state = await wiki.ask('{ authentication { apiState } }', { as: jwt });
  assert.equal(state.data.authentication.apiState, false);
});

test('createApiKey, apiKeys, revokeApiKey', async () => {
  const create = (rest) =>
    wiki.ask(`mutation { authentication { createApiKey(name: "n", ${rest}) { key ${RESULT} } } }`);
  const made = (await create('expiration: "4s", fullAccess: false, group: 5')).data.authentication.createApiKey;
  assert.equal(made.responseResult.succeeded, true);
  assert.deepEqual(messages(await wiki.ask('{ groups { list { id } } }', { as: made.key })), ['Forbidden']);
  assert.equal((await wiki.pages('list { id }', { as: made.key })).list.length, 13);
  await wiki.advanceClock(5);
  assert.deepEqual(messages(await wiki.ask('{ pages { list { id } } }', { as: made.key })), ['Unauthorized']);

  const bad = (await create('expiration: "soon", fullAccess: true')).data.authentication.createApiKey;
  assert.deepEqual([bad.responseResult.succeeded, bad.responseResult.errorCode, bad.key], [false, 1, null]);
  const { apiKeys } = (await wiki.ask('{ authentication { apiKeys { id keyShort isRevoked } } }')).data.authentication;
  assert.equal(apiKeys.length, 8);
  assert.ok(
    apiKeys.some(({ keyShort, isRevoked }) => keyShort === '...pending' && isRevoked),
    'a dead row stays behind',
  );

  const revoke = (id) => wiki.ask(`mutation { authentication { revokeApiKey(id: ${id}) { ${RESULT} } } }`);
  assert.equal((await revoke(999)).data.authentication.revokeApiKey.responseResult.succeeded, true);
  await revoke(4);
  assert.equal((await wiki.post({ query: '{ __typename }' }, { as: 'lister' })).status, 500);
});

test('pages.single takes more than read:pages', async () => {
  for (const [as, outcome] of [
    ['full', undefined],
    ['writer', undefined],
    ['reader', 6013],
    ['lister', 6013],
    [null, 6013],
  ]) {
    const { errors } = await wiki.ask('{ pages { single(id: 2) { id title } } }', { as });
    assert.equal(errors?.[0].extensions.exception.code, outcome, String(as));
  }
});

test('a restricted field makes the whole page null', async () => {
  await wiki.ask(`mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ["read:pages", "manage:pages"],
    pageRules: [{ id: "a", deny: false, match: START, roles: ["read:pages", "manage:pages"], path: "", locales: [] }]) { ${RESULT} } } }`);
  const allowed = await wiki.ask(
    '{ pages { single(id: 2) { id path hash title description render tags { tag } contentType locale scriptCss scriptJs } } }',
    { as: 'lister' },
  );
  assert.equal(allowed.errors, undefined);
  const { data, errors } = await wiki.ask('{ pages { single(id: 2) { id content editor } } }', { as: 'lister' });
  assert.deepEqual(data, { pages: { single: null } });
  assert.deepEqual(
    errors.map(({ message, path }) => [message, path]),
    [['Forbidden', ['pages', 'single', 'content']]],
  );
});

test('page rules: the longer path wins, then the stronger kind, then the refusal; changes apply at once', async () => {
  const rule = (id, deny, match, path, locales = '[]') =>
    `{ id: "${id}", deny: ${deny}, match: ${match}, roles: ["read:pages"], path: "${path}", locales: ${locales} }`;
  const visible = async (...rules) => {
    await wiki.ask(
      `mutation { groups { update(id: 5, name: "x", redirectOnLogin: "", permissions: ["read:pages"], pageRules: [${rules}]) { ${RESULT} } } }`,
    );
    const { list } = await wiki.pages('list { path locale }', { as: 'lister' });
    return list.map(({ locale, path }) => `${locale}/${path}`);
  };
  assert.deepEqual(await visible(), []);
  assert.deepEqual(await visible(rule('a', false, 'START', 'docs/api')), ['en/docs/api', 'en/docs/api/auth']);
  assert.deepEqual(await visible(rule('a', false, 'START', 'docs/api'), rule('b', true, 'EXACT', 'docs/api')), [
    'en/docs/api/auth',
  ]);
  assert.deepEqual(
    await visible(
      rule('a', false, 'START', 'docs'),
      rule('b', true, 'START', 'docs'),
      rule('c', false, 'EXACT', 'home'),
    ),
    ['en/home'],
  );
  assert.deepEqual(await visible(rule('a', false, 'END', 'intro', '["fr"]')), ['fr/docs/intro']);
  assert.deepEqual(await visible(rule('a', false, 'REGEX', '^team')), [
    'en/team/on-call',
    'en/team',
    'en/team/private-notes',
  ]);
  assert.deepEqual(await visible(rule('a', false, 'TAG', 'api')), [], 'rules by tag are ignored by list');
  const { search } = await wiki.pages('search(query: "") { results { path } }', { as: 'lister' });
  assert.deepEqual(
    search.results.map(({ path }) => path),
    ['docs/api', 'docs/api/auth'],
    'and honoured by search',
  );
});

test('a write with a key is user 1, whatever its group', async () => {
  const { page } = await wiki.create('by-key', { as: 'writer', reply: 'id authorName creatorEmail' });
  assert.deepEqual([page.authorName, page.creatorEmail], ['Administrator', 'admin@example.com']);
});
