// SPDX-License-Identifier: MIT
// API keys and strategies: what the server checks, and what it does not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

async function change(fields, options) {
  const { data, errors } = await wiki.ask(`mutation { authentication { result: ${fields} } }`, options);
  return data?.authentication?.result ?? errors;
}

const LOCAL = `{ key: "local", strategyKey: "local", config: [], displayName: "Local", order: 0, isEnabled: true,
  selfRegistration: SELF, domainWhitelist: [], autoEnrollGroups: [3] }`;
const GITHUB = `{ key: "gh", strategyKey: "github", displayName: "Hub", order: 1, isEnabled: false,
  config: [{ key: "clientId", value: "{\\"v\\":\\"x\\"}" }], selfRegistration: false, domainWhitelist: ["a.example"],
  autoEnrollGroups: [] }`;
const strategies = (...list) => change(`updateStrategies(strategies: [${list.join()}]) { ${RESULT} }`);

test('strategies: settings are described, props of active ones cannot be shown', async () => {
  await strategies(LOCAL.replace('SELF', 'false'), GITHUB);
  const { data } = await wiki.ask(
    '{ authentication { strategies { key props { key value } } activeStrategies { key config { key value } } } }',
  );
  assert.equal(data.authentication.strategies.length, 21);
  const [, hub] = data.authentication.activeStrategies;
  assert.equal(JSON.parse(hub.config[0].value).value, 'x');
  const broken = await wiki.ask('{ authentication { activeStrategies { strategy { props { key } } } } }');
  assert.match(broken.errors[0].message, /^Expected Iterable/);
});

test('strategies: missing ones are deleted, local is not', async () => {
  await strategies(LOCAL.replace('SELF', 'false'), GITHUB);
  assert.equal((await strategies(LOCAL.replace('SELF', 'false'))).responseResult.succeeded, true);
  const { data } = await wiki.ask('{ authentication { activeStrategies { key } } }');
  assert.deepEqual(data.authentication.activeStrategies, [{ key: 'local' }]);
  const { responseResult } = await strategies();
  assert.match(responseResult.message, /^Cannot delete Local/);
});

test('registration: off, then an account that waits for a mail that cannot be sent', async () => {
  const register = (email) => change(`register(email: "${email}", password: "secret1", name: "New") { ${RESULT} }`);
  assert.equal((await register('new@example.com')).responseResult.errorCode, 1010);
  await strategies(LOCAL.replace('SELF', 'true'));
  assert.equal((await register('new')).responseResult.errorCode, 1012);
  assert.equal((await register('New@example.com')).responseResult.errorCode, 3002);
  assert.equal((await register('new@example.com')).responseResult.errorCode, 1004);
});

test('new certificates end every key; the API can be switched off by a key', async () => {
  await change(`setApiState(enabled: false) { ${RESULT} }`);
  assert.equal((await wiki.post({ query: '{ authentication { apiState } }' })).status, 500);
  await wiki.reset();
  await change(`regenerateCertificates { ${RESULT} }`);
  const { errors } = await wiki.ask('{ authentication { apiState } }');
  assert.equal(errors[0].message, 'Forbidden');
  await wiki.reset();
  assert.equal((await wiki.ask('{ authentication { apiState } }')).data.authentication.apiState, true);
});

test('strategies and new certificates survive a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const first = await startSandbox({ data });
  await first.ask(`mutation { authentication { updateStrategies(strategies: [${LOCAL.replace('SELF', 'true')}])
    { ${RESULT} } regenerateCertificates { ${RESULT} } } }`);
  const old = first.keys.full;
  await first.close();
  const second = await startSandbox({ data });
  const answer = await second.ask('{ authentication { activeStrategies { selfRegistration } } }');
  assert.equal(answer.data.authentication.activeStrategies[0].selfRegistration, true);
  const refused = await second.ask('{ authentication { apiState } }', { as: old });
  assert.equal(refused.errors[0].message, 'Forbidden');
  await second.close();
  rmSync(data, { recursive: true });
});
