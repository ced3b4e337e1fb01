// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Client, RESULT } from '../testing/client.js';

const PROGRAM = new URL('../bin/wikijs-sandbox.js', import.meta.url).pathname;

/** Seconds of processor time that a process has used: unlike the wall clock the same on a busy machine. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Runs the program until its start line; `end` asks it to stop and tells exit code and whole output. */
async function run(...args) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  const line = await new Promise((done) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('\n')) {
        done(output);
      }
    });
  });
  const end = async (how = () => child.kill('SIGTERM')) => {
    how();
    const [code] = await once(child, 'close');
    return { code, output };
  };
  return { child, client: new Client(null, JSON.parse(line)), end };
}

test('says what to install when its package is missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  for (const name of ['bin', 'src', 'package.json']) {
    cpSync(new URL(`../${name}`, import.meta.url), join(folder, name), { recursive: true });
  }
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/wikijs-sandbox.js')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    `wikijs-sandbox: the npm package 'graphql' is missing\ntry: npm ci --omit=dev --prefix ${folder}/\n`,
  );
});

test('prints one JSON line, nothing else, and ends with 0 on SIGTERM', async () => {
  const { client, end } = await run();
  assert.deepEqual(Object.keys(client.announcement), ['url', 'pid', 'keys', 'admin', 'users']);
  assert.deepEqual(Object.keys(client.keys), ['full', 'reader', 'writer', 'lister', 'expired', 'revoked']);
  assert.deepEqual(client.announcement.admin, { email: 'admin@example.com', password: 'sandbox-admin-1' });
  assert.deepEqual(Object.keys(client.announcement.users), ['mustChange', 'tfa', 'disabled', 'editor']);
  assert.equal(client.announcement.users.tfa.code, '123456');
  await client.pages('list { id }');
  const { code, output } = await end();
  assert.equal(code, 0);
  assert.equal(output.trim().split('\n').length, 1);
});

test('ends with 0 on SIGINT, even while a request hangs', async () => {
  const { child, client, end } = await run();
  const hanging = client
    .post({ query: '{ __typename }' }, { headers: { 'x-sandbox-fault': 'hang' } })
    .catch(() => 'cut');
  while ((await client.admin('GET', 'requests')).length === 0);
  const { code } = await end(() => child.kill('SIGINT'));
  assert.equal(code, 0);
  assert.equal(await hanging, 'cut');
});

test('--exit-with-stdin ends it when standard input closes', async () => {
  const { child, end } = await run('--exit-with-stdin');
  const { code } = await end(() => child.stdin.end());
  assert.equal(code, 0);
});

test('--help and bad options', () => {
  const help = spawnSync(process.execPath, [PROGRAM, '--help'], { encoding: 'utf8' });
  assert.equal(help.status, 0);
  for (const flag of [
    '--port',
    '--pages',
    '--data',
    '--save-first',
    '--races',
    '--write-cost',
    '--seed',
    '--locale',
    '--exit-with-stdin',
  ]) {
    assert.ok(help.stdout.includes(flag), flag);
  }
  for (const args of [['--nope'], ['--pages', 'x'], ['--pages'], ['--locale', 'zz'], ['--port', '70000']]) {
    const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
  }
});

test('listens on the loopback address only', async (t) => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  const { client, end } = await run();
  t.after(() => end());
  assert.match(client.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  for (const { address } of others) {
    const socket = connect(Number(new URL(client.url).port), address);
    const outcome = await new Promise((done) => {
      socket.on('connect', () => done('connected')).on('error', () => done('refused'));
    });
    socket.destroy();
    assert.equal(outcome, 'refused', address);
  }
});

test('10,000 pages are there at once, the same at every start', async () => {
  const first = await run('--pages', '10000');
  const used = processorSeconds(first.child.pid);
  assert.ok(used > 0 && used < 2, `took ${used} s`);
  const fields = 'list { id path title tags isPublished updatedAt }';
  const pages = (await first.client.pages(fields)).list;
  await first.end();
  assert.equal(pages.length, 10000);
  assert.equal(new Set(pages.map(({ path }) => path)).size, 10000);
  assert.equal(Math.max(...pages.map(({ path }) => path.split('/').length)), 4);
  assert.ok(pages.some(({ isPublished }) => !isPublished));
  const again = await run('--pages', '100');
  const few = (await again.client.pages(fields)).list;
  await again.end();
  assert.deepEqual(few, pages.slice(0, 100));
  const other = await run('--pages', '100', '--seed', '2');
  assert.notDeepEqual((await other.client.pages(fields)).list, few);
  await other.end();
});

test('--data keeps pages, keys and log-ins over a restart', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  let second = null;
  t.after(async () => {
    await second?.end();
    rmSync(folder, { recursive: true });
  });
  const first = await run('--data', folder);
  const { page } = await first.client.create('kept', { content: 'kept text' });
  const made = await first.client.ask(
    `mutation { authentication { createApiKey(name: "k", expiration: "1d", fullAccess: true) { key ${RESULT} } } }`,
  );
  const { key } = made.data.authentication.createApiKey;
  await first.end();

  second = await run('--data', folder);
  const { single, tree } = await second.client.pages(
    `single(id: ${page.id}) { path content } tree(mode: ALL, locale: "en") { path }`,
    { as: key },
  );
  assert.deepEqual(single, { path: 'kept', content: 'kept text' });
  assert.ok(tree.some(({ path }) => path === 'kept'));
  assert.equal(statSync(join(folder, 'signing-key.pem')).mode & 0o077, 0);
});

test('--save-first: a kill loses nothing that was answered', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  let second = null;
  t.after(async () => {
    await second?.end();
    rmSync(folder, { recursive: true });
  });
  const first = await run('--data', folder, '--save-first');
  const paths = ['one', 'two', 'three'];
  await Promise.all(paths.map((path) => first.client.create(path, { content: path })));
  await first.end(() => first.child.kill('SIGKILL'));

  second = await run('--data', folder, '--save-first');
  const { list } = await second.client.pages('list { path }');
  assert.deepEqual(
    paths.filter((path) => list.every((page) => page.path !== path)),
    [],
  );
});

test('--locale and --port', async () => {
  const { client, end } = await run('--locale', 'fr');
  const { data } = await client.ask('{ localization { config { locale } } }');
  assert.equal(data.localization.config.locale, 'fr');
  const { port } = new URL(client.url);
  await end();
  const again = await run('--port', port);
  assert.equal(new URL(again.client.url).port, port);
  await again.end();
});
