// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { FaultSpecError, parseFault } from '../src/fault-spec.js';
import { isPending, RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const LIST = { query: '{ pages { list { id path tags isPublished } } }' };
const withFault = (fault, entry = LIST) => wiki.post(entry, { headers: { 'x-sandbox-fault': fault } });
const rules = (...list) => wiki.admin('POST', 'faults', list);

test('status, Retry-After in both forms, any header', async () => {
  const busy = await withFault('status=503,retry-after=2,header=X-RateLimit-Remaining:0');
  assert.deepEqual([busy.status, busy.headers['retry-after'], busy.headers['x-ratelimit-remaining']], [503, '2', '0']);
  assert.match(busy.headers['content-type'], /^text\/html/);
  const dated = await withFault('status=429,retry-after-date=60');
  const seconds = (Date.parse(dated.headers['retry-after']) - Date.now()) / 1000;
  assert.ok(seconds > 55 && seconds <= 61, String(seconds));
});

test('booting answers as a server that has just been restarted', async () => {
  const { status, json } = await withFault('booting');
  assert.deepEqual([status, json.errors[0].message], [500, 'Unknown authentication strategy "jwt"']);
});

test('latency and jitter', async () => {
  const started = Date.now();
  const { status } = await withFault('latency=60,jitter=10');
  assert.equal(status, 200);
  assert.ok(Date.now() - started >= 59);
});

test('hold keeps the answer, not the work, until the rules are removed', async () => {
  await rules({ match: { operation: 'pages.create' }, times: 1, fault: 'hold' });
  let answered = false;
  const held = wiki.create('held').then((result) => {
    answered = true;
    return result;
  });
  let pages;
  do {
    pages = (await wiki.pages('list { path }')).list.map(({ path }) => path);
  } while (!pages.includes('held'));
  assert.equal(answered, false);
  await wiki.admin('DELETE', 'faults');
  assert.equal((await held).responseResult.succeeded, true);
});

test('reset cuts the connection at once; with after the write has happened', async () => {
  const create = (path) => ({
    query: `mutation { pages { create(content: "x", description: "", editor: "markdown", isPublished: true, isPrivate: false,
      locale: "en", path: "${path}", tags: [], title: "t") { ${RESULT} } } }`,
  });
  await assert.rejects(withFault('reset', create('before')), { code: 'ECONNRESET' });
  await assert.rejects(withFault('reset,after', create('afterwards')), { code: 'ECONNRESET' });
  const { status } = await withFault('status=504,after', create('late'));
  assert.equal(status, 504);
  const { list } = await wiki.pages('list { path }');
  const paths = list.map(({ path }) => path);
  assert.deepEqual(
    ['before', 'afterwards', 'late'].map((path) => paths.includes(path)),
    [false, true, true],
  );
});

test('cut sends the head and part of the body', async () => {
  await assert.rejects(withFault('cut=100'), { code: 'ECONNRESET' });
  const body = JSON.stringify(LIST);
  const answer = await wiki.raw(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Sandbox-Fault: cut=100\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const [head, rest] = answer.split('\r\n\r\n');
  assert.equal(rest.length, 100);
  assert.ok(Number(/Content-Length: (\d+)/.exec(head)[1]) > 100);
});

test('drip sends the body in small pieces', async () => {
  const started = Date.now();
  const { json, body } = await withFault('drip=400/10');
  assert.equal(json.data.pages.list.length, 13);
  assert.ok(Date.now() - started >= Math.floor(body.length / 400) * 9);
});

test('invalid-json and wrong-types', async () => {
  const broken = await withFault('invalid-json');
  assert.equal(broken.status, 200);
  assert.throws(() => JSON.parse(broken.body), SyntaxError);
  const { json } = await withFault('wrong-types');
  assert.deepEqual(json.data.pages.list[0], { id: '1', path: 42, tags: [42], isPublished: 'true' });
});

test('hang never answers, and does not do the work', async () => {
  const exchange = withFault('hang');
  exchange.catch(() => {}); // cut when the sandbox ends
  assert.ok(await isPending(exchange, 60));
});

test('expire-token treats a good key as expired, a log-in token is renewed', async () => {
  const { json } = await withFault('expire-token');
  assert.equal(json.errors[0].message, 'Unauthorized');
  const { email, password } = wiki.announcement.admin;
  const login = await wiki.ask(
    `mutation { authentication { login(username: "${email}", password: "${password}", strategy: "local") { jwt } } }`,
    { as: null },
  );
  const renewed = await wiki.post(LIST, {
    as: login.data.authentication.login.jwt,
    headers: { 'x-sandbox-fault': 'expire-token' },
  });
  assert.ok(renewed.headers['new-jwt']);
});

test('times and skip count over requests with the same header', async () => {
  const statuses = async (fault, count) => {
    const seen = [];
    for (let i = 0; i < count; i += 1) {
      seen.push((await withFault(fault)).status);
    }
    return seen;
  };
  assert.deepEqual(await statuses('status=503,times=1', 3), [503, 200, 200]);
  assert.deepEqual(await statuses('status=503,times=1', 1), [200], 'used up until it gets another id');
  assert.deepEqual(await statuses('status=503,times=2,skip=1,id=other', 4), [200, 503, 503, 200]);
});

test('chance hits some of the requests, the same ones after a reset', async () => {
  const statuses = async () => {
    await rules({ fault: 'status=503,chance=25' }, { fault: 'status=429,chance=10.5' });
    const seen = [];
    for (let i = 0; i < 80; i += 1) {
      seen.push((await wiki.post(LIST)).status);
    }
    return seen;
  };
  const first = await statuses();
  const count = (status) => first.filter((each) => each === status).length;
  assert.ok(count(503) > 5 && count(503) < 40 && count(429) > 0 && count(200) > 30, String(first));
  await wiki.reset();
  assert.deepEqual(await statuses(), first);
  assert.throws(() => parseFault('chance=101'), FaultSpecError);
});

test('rules match by path, operation and method, and count their use', async () => {
  await rules(
    { match: { path: '/graphql', operation: 'pages.single' }, times: 2, skip: 1, fault: 'status=503,retry-after=1' },
    { match: { path: '/d/*', method: 'GET' }, fault: 'status=500' },
    { match: { operation: 'users.profile' }, fault: 'status=502' },
  );
  const single = { query: '{ pages { single(id: 1) { id } } }' };
  const seen = [];
  for (let i = 0; i < 4; i += 1) {
    seen.push((await wiki.post(single)).status);
  }
  assert.deepEqual(seen, [200, 503, 503, 200]);
  assert.equal((await wiki.post(LIST)).status, 200);
  assert.equal((await wiki.post([LIST, single])).status, 200, 'used up');
  assert.equal((await wiki.exchange('/d/en/home')).status, 500);
  const listed = await wiki.admin('GET', 'faults');
  assert.deepEqual(
    listed.map(({ matched, used }) => [matched, used]),
    [
      [5, 2],
      [1, 1],
      [0, 0],
    ],
  );
  await wiki.admin('DELETE', 'faults');
  assert.deepEqual(await wiki.admin('GET', 'faults'), []);
  assert.equal((await wiki.exchange('/d/en/home')).status, 403);
});

test("a header's words win over a rule's", async () => {
  await rules({ fault: 'status=503,retry-after=9' });
  const { status, headers } = await withFault('status=429');
  assert.deepEqual([status, headers['retry-after']], [429, '9']);
});

test('admin routes are exempt', async () => {
  await rules({ fault: 'reset' });
  assert.equal((await wiki.admin('GET', 'faults')).length, 1);
  await assert.rejects(wiki.exchange('/healthz'), { code: 'ECONNRESET' });
  await wiki.reset();
  assert.equal((await wiki.exchange('/healthz')).status, 200);
});

test('mistakes are refused, in rules and in headers', async () => {
  const bad = [
    'status=99',
    'status',
    'latency=x',
    'drip=5',
    'drip=0/5',
    'nonsense',
    'reset=1',
    '',
    'toString',
    'header=x',
  ];
  for (const text of bad) {
    assert.throws(() => parseFault(text), FaultSpecError, text);
  }
  const header = await withFault('nonsense');
  assert.equal(header.status, 400);
  assert.match(header.body.toString(), /bad fault "nonsense"; known words: latency/);
  for (const rule of [
    {},
    { fault: 'reset', match: { nope: 1 } },
    { fault: 'reset', times: -1 },
    5,
    { fault: 'nonsense' },
  ]) {
    const { status } = await wiki.exchange('/_sandbox/faults', {
      method: 'POST',
      body: JSON.stringify([{ fault: 'reset' }, rule]),
    });
    assert.equal(status, 400);
  }
  assert.deepEqual(await wiki.admin('GET', 'faults'), [], 'all or none');
});

test('pages that no write would make, and a list that lies about them', async () => {
  const pages = [{ path: '../x', content: 'ab', repeat: 3, listedAs: { path: 'y' } }];
  const ids = await wiki.admin('POST', 'pages', pages);
  const query = `{ pages { list { id path } single(id: ${ids[0]}) { path content } } }`;
  const { json } = await wiki.post({ query });
  assert.equal(json.data.pages.list.find((page) => page.id === ids[0]).path, 'y');
  assert.deepEqual(json.data.pages.single, { path: '../x', content: 'ababab' });
  assert.match((await wiki.admin('POST', 'pages', { path: 'x' })).error, /send/);
});
