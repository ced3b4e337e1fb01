// SPDX-License-Identifier: MIT
// What writes cost, in what order they run, and how they collide.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

const create = (alias, path) => `${alias}: create(content: "x", description: "", editor: "markdown", isPublished: true,
  isPrivate: false, locale: "en", path: "${path}", tags: [], title: "t") { ${RESULT} page { id } }`;

const TRIES = 12;

/** Never takes less than `least` ms, and less than `below` in one of some tries: a busy machine makes any of them late. */
async function takes(least, below, work) {
  const took = [];
  for (let number = 1; number <= TRIES; number += 1) {
    const started = Date.now();
    await work(number);
    took.push(Date.now() - started);
    assert.ok(took.at(-1) >= least, `${took} ms`);
    if (took.at(-1) < below) {
      return;
    }
  }
  assert.fail(`never below ${below} ms: ${took}`);
}

test('--write-cost: create 1.0, update 0.7, delete and move 0.4; reads cost nothing', async (t) => {
  const wiki = await startSandbox({ writeCost: 200 });
  t.after(() => wiki.close());
  const change = (field) => wiki.change(`${field} { ${RESULT} }`);
  await takes(195, 380, (number) => wiki.create(`a${number}`));
  await takes(135, 195, () => change('update(id: 1, content: "y", tags: [])'));
  await takes(75, 135, (number) => change(`move(id: 1, destinationPath: "b${number}", destinationLocale: "en")`));
  await takes(75, 135, (number) => change(`delete(id: ${number})`));
  await takes(0, 75, () => wiki.pages('list { id }'));
});

test('aliases at the root run one after the other, within a namespace and in a list all at once', async (t) => {
  const wiki = await startSandbox({ writeCost: 100 });
  t.after(() => wiki.close());
  const root = (alias) => `${alias}: pages { ${create('a', alias)} }`;
  await takes(295, Infinity, () => wiki.ask(`mutation { ${root('r1')} ${root('r2')} ${root('r3')} }`));
  const three = (name) => [1, 2, 3].map((number) => `${name}-${number}`);
  const alias = (path, index) => create(`p${index}`, path);
  await takes(95, 250, (number) => wiki.ask(`mutation { pages { ${three(`p${number}`).map(alias).join(' ')} } }`));
  await takes(95, 250, (number) =>
    wiki.post(three(`l${number}`).map((path) => ({ query: `mutation { pages { ${create('a', path)} } }` }))),
  );
  const paths = (await wiki.pages('list { path }')).list.map(({ path }) => path);
  assert.deepEqual(
    ['r1', 'r2', 'r3', ...three('p1'), ...three('l1')].filter((path) => !paths.includes(path)),
    [],
  );
});

test('no stop and no rollback: a failure in the middle leaves the others done', async (t) => {
  const wiki = await startSandbox();
  t.after(() => wiki.close());
  const { data } = await wiki.ask(
    `mutation { a: pages { ${create('x', 'one')} } b: pages { ${create('x', 'home')} } c: pages { ${create('x', 'two')} } }`,
  );
  assert.deepEqual(
    Object.values(data).map(({ x }) => x.responseResult.errorCode),
    [0, 6002, 0],
  );
});

test('a client that goes away does not stop a write', async (t) => {
  const wiki = await startSandbox({ writeCost: 100 });
  t.after(() => wiki.close());
  const body = JSON.stringify({
    query: `mutation { r1: pages { ${create('a', 'r1')} } r2: pages { ${create('a', 'r2')} } }`,
  });
  const socket = connect(Number(new URL(wiki.url).port), '127.0.0.1');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
      `Authorization: Bearer ${wiki.keys.full}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  while (!(await wiki.admin('GET', 'requests')).some(({ operations }) => operations.length === 2));
  socket.destroy();
  const paths = async () => (await wiki.pages('list { path }')).list.map(({ path }) => path);
  const deadline = Date.now() + 30000;
  while (!(await paths()).includes('r2') && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.ok((await paths()).includes('r1') && (await paths()).includes('r2'));
});

test('without --races parallel creates of one path give one page, and nothing collides', async (t) => {
  const wiki = await startSandbox({ writeCost: 10 });
  t.after(() => wiki.close());
  const replies = await Promise.all([1, 2, 3].map(() => wiki.create('same')));
  assert.deepEqual(replies.map(({ responseResult }) => responseResult.errorCode).sort(), [0, 6002, 6002]);
  const others = await Promise.all([1, 2, 3, 4].map((n) => wiki.create(`other-${n}`)));
  assert.ok(others.every(({ responseResult }) => responseResult.succeeded));
});

test('--races: tree rebuilds collide; failure is reported for writes that happened', async (t) => {
  const wiki = await startSandbox({ races: true });
  t.after(() => wiki.close());
  const made = await Promise.all(Array.from({ length: 8 }, (_, n) => wiki.create(`race-${n}`)));
  const failed = made.filter(({ responseResult }) => !responseResult.succeeded);
  assert.ok(failed.length > 0 && failed.length < 8, String(failed.length));
  for (const { responseResult, page } of failed) {
    assert.deepEqual([responseResult.errorCode, responseResult.slug, page], [1, 'Error', null]);
    assert.match(
      responseResult.message,
      /^Error when running job rebuild-tree: .*duplicate key value violates unique constraint "pageTree_pkey"$/,
    );
  }
  const { list } = await wiki.pages('list { id path }');
  const raced = list.filter(({ path }) => path.startsWith('race-'));
  assert.equal(raced.length, 8, 'every page is there');

  const gone = await Promise.all(raced.map(({ id }) => wiki.change(`delete(id: ${id}) { ${RESULT} }`)));
  assert.ok(gone.some(({ responseResult }) => responseResult.slug === 'Error'));
  assert.equal((await wiki.pages('list { id }')).list.length, 13, 'every page is gone');
  await wiki.change(`rebuildTree { ${RESULT} }`);
  assert.equal((await wiki.pages('tree(mode: ALL, locale: "en") { path }')).tree.length, 5);
});

test('--races: one at a time nothing collides', async (t) => {
  const wiki = await startSandbox({ races: true });
  t.after(() => wiki.close());
  for (let n = 0; n < 3; n += 1) {
    const { responseResult } = await wiki.create(`calm-${n}`);
    assert.equal(responseResult.succeeded, true);
  }
});

test('--races: parallel creates of one path make duplicates that all name the last id', async (t) => {
  const wiki = await startSandbox({ races: true });
  t.after(() => wiki.close());
  const { data } = await wiki.ask(
    `mutation { pages { ${create('a', 'dup')} ${create('b', 'dup')} ${create('c', 'dup')} } }`,
  );
  const { list, singleByPath } = await wiki.pages('list { id path } singleByPath(path: "dup", locale: "en") { id }');
  const ids = list.filter(({ path }) => path === 'dup').map(({ id }) => id);
  assert.equal(ids.length, 3);
  assert.equal(singleByPath.id, Math.max(...ids));
  const named = Object.values(data.pages)
    .filter(({ page }) => page)
    .map(({ page }) => page.id);
  assert.ok(named.length > 0 && named.every((id) => id === singleByPath.id));
});
