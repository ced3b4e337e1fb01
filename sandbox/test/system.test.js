// SPDX-License-Identifier: MIT
// The server itself: what it tells whom, its switches, exports, and what it cannot do here.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

async function change(field, options) {
  const { data, errors } = await wiki.ask(`mutation { system { result: ${field} { ${RESULT} } } }`, options);
  return data?.system?.result?.responseResult ?? errors[0].message;
}

async function read(field) {
  const { data, errors } = await wiki.ask(`{ system { result: ${field} } }`);
  return data?.system?.result ?? errors[0].message;
}

test('information counts what there is, and each field has a permission of its own', async () => {
  const before = await read('info { currentVersion pagesTotal tagsTotal usersTotal telemetry }');
  assert.match(before.currentVersion, /^2\.5\./);
  await wiki.create('one-more', { tags: '["never-used-before"]' });
  const after = await read('info { pagesTotal tagsTotal usersTotal }');
  assert.deepEqual([after.pagesTotal, after.tagsTotal], [before.pagesTotal + 1, before.tagsTotal + 1]);
  const { data, errors } = await wiki.ask('{ system { info { pagesTotal usersTotal dbHost } } }', { as: 'writer' });
  assert.equal(data.system.info.pagesTotal, after.pagesTotal);
  assert.equal(data.system.info.dbHost, null);
  assert.ok(errors.every(({ message }) => message === 'Forbidden'));
});

test('flags are replaced as a whole, unknown ones stored', async () => {
  const flags = 'flags { key value }';
  assert.deepEqual(await read(flags), [
    { key: 'ldapdebug', value: false },
    { key: 'sqllog', value: false },
  ]);
  assert.equal((await change('updateFlags(flags: [{ key: "other", value: true }])')).succeeded, true);
  assert.deepEqual(await read(flags), [{ key: 'other', value: true }]);
});

test('telemetry: the two messages are exchanged, as on the real server', async () => {
  const { telemetryClientId } = await read('info { telemetryClientId }');
  assert.match((await change('setTelemetry(enabled: true)')).message, /^Telemetry Client ID/);
  assert.match((await change('resetTelemetryClientId')).message, /^Telemetry state/);
  const info = await read('info { telemetry telemetryClientId }');
  assert.equal(info.telemetry, true);
  assert.notEqual(info.telemetryClientId, telemetryClientId);
});

test('what it cannot do here fails as it does on a server without HTTPS, companion and MongoDB', async () => {
  assert.equal((await change('renewHTTPSCertificate')).errorCode, 7002);
  assert.match((await change('performUpgrade')).message, /wiki-update-companion/);
  const bring = (text) => change(`importUsersFromV1(mongoDbConnString: "${text}", groupMode: NONE)`);
  assert.match((await bring('short')).message, /^MongoDB Connection String is missing/);
  assert.match((await bring('mongodb://127.0.0.1/wiki')).message, /ECONNREFUSED/);
  await change('setHTTPSRedirection(enabled: true)');
  assert.equal((await read('info { httpRedirection }')).httpRedirection, true);
});

const STATUS = 'exportStatus { status progress message startedAt }';
const startExport = (path, ...entities) =>
  change(`export(entities: ${JSON.stringify(entities)}, path: ${JSON.stringify(path)})`);

/** The statuses of an export, looked at until it ends. */
async function watchExport() {
  const seen = [];
  do {
    await sleep(10);
    seen.push(await read(STATUS));
  } while (seen.at(-1).status === 'running' && seen.length < 500);
  return seen;
}

test('an export answers at once and goes on by itself, one at a time', async () => {
  assert.equal((await read(STATUS)).status, 'notrunning');
  assert.equal((await startExport('/out', 'pages', 'users', 'settings')).succeeded, true);
  assert.equal((await startExport('/other', 'pages')).message, 'Another export is already running.');
  const seen = await watchExport();
  const { status, progress, startedAt } = seen.at(-1);
  assert.deepEqual([status, progress, Date.parse(startedAt) > 0], ['success', 100, true]);
  const steps = seen.map((one) => one.progress);
  assert.deepEqual(
    steps,
    [...steps].sort((a, b) => a - b),
  );
  assert.ok(seen[0].status === 'running' && steps[0] < 100);
});

test('an export wants entities and an empty folder, and can fail on its way', async () => {
  assert.match((await startExport('/out')).message, /at least 1 entity/);
  await startExport('/out', 'pages');
  await watchExport();
  assert.match((await startExport('/out', 'pages')).message, /must be empty/);
  await startExport('/forbidden', 'pages');
  const { status, message } = (await watchExport()).at(-1);
  assert.deepEqual([status, message], ['error', 'EACCES: permission denied']);
});

test('switches and exports need manage:system', async () => {
  for (const field of [
    'setTelemetry(enabled: true)',
    'updateFlags(flags: [])',
    'export(entities: ["pages"], path: "/x")',
  ]) {
    assert.equal(await change(field, { as: 'writer' }), 'Forbidden', field);
  }
  assert.equal((await read('info { telemetry }')).telemetry, false);
});
