// SPDX-License-Identifier: MIT
// Storage, mail, analytics, loggers: replaced as they are sent, hardly checked, secrets shown or masked as the server does.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';
import { Store } from '../src/store.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

async function change(namespace, field, variables) {
  const [head, text] = variables ? [`($list: ${variables.type}!)`, field] : ['', field];
  const { data, errors } = await wiki.ask(`mutation ${head} { ${namespace} { result: ${text} { ${RESULT} } } }`, {
    variables: variables && { list: variables.list },
  });
  return data?.[namespace]?.result?.responseResult ?? errors[0].message;
}

async function read(namespace, field, options) {
  const { data, errors } = await wiki.ask(`{ ${namespace} { result: ${field} } }`, options);
  return data?.[namespace]?.result ?? errors[0].message;
}

const settings = (values) => Object.entries(values).map(([key, v]) => ({ key, value: JSON.stringify({ v }) }));
const valuesOf = ({ config }) => Object.fromEntries(config.map(({ key, value }) => [key, JSON.parse(value).value]));
const find = (list, wanted) => list.find(({ key }) => key === wanted);

const setTarget = (key, fields, values) =>
  change('storage', 'updateTargets(targets: $list)', {
    type: '[StorageTargetInput]',
    list: [{ key, isEnabled: false, mode: 'sync', config: settings(values), ...fields }],
  });
const target = async (key) =>
  find(await read('storage', 'targets { key mode isEnabled syncInterval config { key value } }'), key);

test('a storage target: settings that are not sent are gone, secrets are masked and the mask keeps them', async () => {
  await setTarget('git', {}, { branch: 'main', basicPassword: 's3cret' });
  assert.deepEqual(valuesOf(await target('git')), { basicPassword: '********', branch: 'main' });
  await setTarget('git', { mode: 'push' }, { basicPassword: '********' });
  assert.deepEqual(valuesOf(await target('git')), { basicPassword: '********' });
  assert.equal(wiki.sandbox.store.settings.storage.git.config.basicPassword, 's3cret');
  await setTarget('git', {}, { basicPassword: '' });
  assert.deepEqual(valuesOf(await target('git')), { basicPassword: '' });
  assert.deepEqual([(await target('git')).syncInterval, (await target('disk')).syncInterval], ['PT5M', 'P0D']);
});

test('a storage target that cannot be started counts as success, and shows in the status', async () => {
  assert.deepEqual(await read('storage', 'status { key }'), []);
  assert.equal((await setTarget('disk', { isEnabled: true, mode: 'push' }, { path: '' })).succeeded, true);
  const [broken] = await read('storage', 'status { key status message }');
  assert.deepEqual([broken.key, broken.status], ['disk', 'error']);
  await setTarget('disk', { isEnabled: true, mode: 'push' }, { path: '/copy' });
  assert.deepEqual(await read('storage', 'status { key status message }'), [
    { key: 'disk', status: 'operational', message: '' },
  ]);
});

test('targets that nobody knows are passed over; text that is no JSON stops the server', async () => {
  assert.equal((await setTarget('tape', {}, {})).succeeded, true);
  assert.equal(
    (await read('storage', 'targets { key }')).some(({ key }) => key === 'tape'),
    false,
  );
  const config = [{ key: 'path', value: 'plain' }];
  const { succeeded, errorCode, slug } = await setTarget('disk', { config }, {});
  assert.deepEqual([succeeded, errorCode, slug], [false, 1, 'SyntaxError']);
});

test('actions are for targets that are in use', async () => {
  const dump = 'executeAction(targetKey: "disk", handler: "dump")';
  assert.equal((await change('storage', dump)).message, 'Invalid or Inactive Storage Target');
  await setTarget('disk', { isEnabled: true, mode: 'push' }, { path: '/copy' });
  assert.equal((await change('storage', dump)).succeeded, true);
  const unknown = await change('storage', 'executeAction(targetKey: "disk", handler: "sync")');
  assert.equal(unknown.message, 'Invalid Handler for Storage Target');
});

const MAIL = {
  senderName: 'W',
  senderEmail: 'w@example.com',
  host: '',
  port: 25,
  name: '',
  secure: false,
  verifySSL: true,
};
const SIGNED = { user: '', pass: '', useDKIM: false, dkimDomainName: '', dkimKeySelector: '', dkimPrivateKey: '' };
const setMail = (fields) => {
  const list = Object.entries({ ...MAIL, ...SIGNED, ...fields }).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  return change('mail', `updateConfig(${list})`);
};

test('mail: the password is masked and kept by its mask, the key of the signature is not', async () => {
  assert.equal((await read('mail', 'config { pass port }')).pass, '');
  await setMail({ pass: 's3cret', dkimPrivateKey: 'PEM' });
  const shown = { pass: '********', dkimPrivateKey: 'PEM' };
  assert.deepEqual(await read('mail', 'config { pass dkimPrivateKey }'), shown);
  await setMail({ pass: '********', senderName: 'Other' });
  assert.deepEqual(await read('mail', 'config { pass senderName dkimPrivateKey }'), {
    pass: '********',
    senderName: 'Other',
    dkimPrivateKey: '',
  });
  assert.equal(wiki.sandbox.store.settings.mail.pass, 's3cret');
  await setMail({ pass: '' });
  assert.equal((await read('mail', 'config { pass }')).pass, '');
});

test('a test mail fails: without an address, without a server, with one that does not answer', async () => {
  const send = (address) => change('mail', `sendTest(recipientEmail: "${address}")`);
  assert.equal((await send('a@b.c')).errorCode, 3004);
  assert.equal((await send('me@example.com')).errorCode, 3002);
  await setMail({ host: '127.0.0.1', port: 1 });
  const { errorCode, message } = await send('me@example.com');
  assert.deepEqual([errorCode, message], [1, 'connect ECONNREFUSED 127.0.0.1:1']);
});

const setProviders = (...list) =>
  change('analytics', 'updateProviders(providers: $list)', { type: '[AnalyticsProviderInput]', list });

test('analytics providers: all settings are replaced, unknown providers passed over, props cannot be shown', async () => {
  const umami = { key: 'umami', isEnabled: true, config: settings({ url: 'https://u.example', nothing: 1 }) };
  assert.equal((await setProviders({ key: 'nosuch', isEnabled: true, config: [] }, umami)).succeeded, true);
  const [used] = await read('analytics', 'providers(isEnabled: true) { key isAvailable config { key value } }');
  assert.deepEqual([used.key, used.isAvailable], ['umami', true]);
  assert.deepEqual(valuesOf(used), { url: 'https://u.example', nothing: 1 }, 'what nobody knows is shown here');
  assert.equal((await read('analytics', 'providers { key }')).length, 16);
  assert.equal((await read('analytics', 'providers(isEnabled: false) { key }')).length, 15);
  const matomo = find(await read('analytics', 'providers { key config { key value } }'), 'matomo');
  const site = JSON.parse(find(matomo.config, 'siteId').value);
  assert.deepEqual([site.type, site.value], ['string', 1], 'declared a text, and a number until somebody sets it');
  const { errors } = await wiki.ask('{ analytics { providers { props } } }');
  assert.match(errors[0].message, /^Expected Iterable/);
});

test('analytics providers: what comes before a text that is no JSON is written', async () => {
  const good = { key: 'umami', isEnabled: true, config: [] };
  const bad = { key: 'fathom', isEnabled: true, config: [{ key: 'host', value: 'plain' }] };
  assert.equal((await setProviders(good, bad)).slug, 'SyntaxError');
  assert.deepEqual(await read('analytics', 'providers(isEnabled: true) { key }'), [{ key: 'umami' }]);
});

const setLoggers = (...list) => change('logging', 'updateLoggers(loggers: $list)', { type: '[LoggerInput]', list });

test('loggers: the texts that come are stored, whatever they and the level are; secrets are shown', async () => {
  const config = [
    { key: 'host', value: '{"v":"h"}' },
    { key: 'port', value: '514' },
  ];
  await setLoggers({ key: 'papertrail', isEnabled: true, level: 'loud', config });
  const loggers = await read('logging', 'loggers { key level isEnabled config { key value } }');
  const papertrail = find(loggers, 'papertrail');
  assert.deepEqual([papertrail.level, papertrail.isEnabled], ['loud', true]);
  assert.deepEqual(valuesOf(papertrail), { host: '{"v":"h"}', port: '514' });
  await setLoggers({ key: 'loggly', isEnabled: false, level: 'warn', config: [{ key: 'token', value: 't0ken' }] });
  const loggly = find(await read('logging', 'loggers { key config { key value } }'), 'loggly');
  assert.deepEqual(valuesOf(loggly), { token: 't0ken' });
});

test('loggers come in the order that is asked for', async () => {
  const keys = (await read('logging', 'loggers(orderBy: "key") { key }')).map(({ key }) => key);
  assert.deepEqual(keys, [...keys].sort());
  const plain = (await read('logging', 'loggers { key }')).map(({ key }) => key);
  assert.notDeepEqual(plain, keys);
});

test('only manage:system reads and writes any of it', async () => {
  for (const [namespace, field] of [
    ['storage', 'targets { key }'],
    ['storage', 'status { key }'],
    ['mail', 'config { host }'],
    ['analytics', 'providers { key }'],
    ['logging', 'loggers { key }'],
  ]) {
    assert.equal(await read(namespace, field, { as: 'writer' }), 'Forbidden', `${namespace}.${field}`);
  }
  const { errors } = await wiki.ask(
    `mutation { storage { executeAction(targetKey: "disk", handler: "dump") { ${RESULT} } } }`,
    {
      as: 'writer',
    },
  );
  assert.equal(errors[0].message, 'Forbidden');
});

test('all of it is in the saved state', async () => {
  await setTarget('git', { mode: 'pull' }, { branch: 'kept' });
  await setMail({ senderName: 'Kept' });
  await setProviders({ key: 'umami', isEnabled: true, config: [] });
  await setLoggers({ key: 'sentry', isEnabled: true, level: 'error', config: [] });
  const { settings: kept } = Store.fromJSON(JSON.parse(JSON.stringify(wiki.sandbox.store)));
  assert.deepEqual([kept.storage.git.mode, kept.storage.git.config], ['pull', { branch: 'kept' }]);
  assert.equal(kept.mail.senderName, 'Kept');
  assert.equal(kept.modules.analytics.umami.isEnabled, true);
  assert.equal(kept.loggers.sentry.level, 'error');
});
