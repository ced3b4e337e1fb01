// SPDX-License-Identifier: MIT
// The transport: bodies, status codes, batching, compression, connections.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { isPending, RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body, headers = JSON_TYPE) => wiki.exchange('/graphql', { method: 'POST', headers, body });

test('no body, an empty one and other content types: 500 as text', async () => {
  const cases = [
    ['', JSON_TYPE],
    ['{}', JSON_TYPE],
    ['[]', JSON_TYPE],
    ['{__typename}', { 'content-type': 'application/graphql' }],
    ['query=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['{"query":"{__typename}"}', {}],
  ];
  for (const [body, headers] of cases) {
    const reply = await post(body, headers);
    assert.deepEqual(
      [reply.status, reply.body.toString()],
      [500, 'POST body missing. Did you forget use body-parser middleware?'],
      body,
    );
  }
});

test('malformed JSON is 400 in the shape of the middleware', async () => {
  for (const body of ['{"query":', '"text"', '12']) {
    const { status, json } = await post(body);
    assert.equal(status, 400);
    assert.deepEqual([json.data, json.errors.length, json.errors[0].path], [{}, 1, []]);
  }
});

test('validation, syntax and variable errors are 400 with a code and without data', async () => {
  const query = 'query ($id: Int!) { pages { single(id: $id) { id } } }';
  const cases = [
    [{ query: '{ pages { nope } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: '{ pages { single(id: 99999999999) { id } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: '{ pages {' }, 'GRAPHQL_PARSE_FAILED'],
    [{ query, variables: { id: 'x' } }, 'BAD_USER_INPUT'],
    [{ query }, 'INTERNAL_SERVER_ERROR'],
    [{ query: 'query a { __typename }', operationName: 'b' }, 'INTERNAL_SERVER_ERROR'],
  ];
  for (const [entry, code] of cases) {
    const { status, json } = await wiki.post(entry);
    assert.deepEqual([status, Object.keys(json), json.errors[0].extensions.code], [400, ['errors'], code]);
  }
});

test('answers of the engine end with a newline, those of the middleware do not', async () => {
  assert.ok((await wiki.post({ query: '{ __typename }' })).body.toString().endsWith('}\n'));
  assert.ok((await wiki.post({ query: '{ nope }' })).body.toString().endsWith('}\n'));
  assert.ok((await post('{"query":')).body.toString().endsWith('}'));
});

test('a list of requests: always 200, each item with its own errors', async () => {
  const { status, json } = await wiki.post([
    { query: '{ __typename }' },
    { query: '{ nope }' },
    { query: '{ pages { single(id: 99) { id } } }' },
    5,
  ]);
  assert.equal(status, 200);
  assert.deepEqual(json[0], { data: { __typename: 'Query' } });
  assert.equal(json[1].errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  assert.equal(json[2].errors[0].extensions.exception.code, 6003);
  assert.equal(json[3].errors[0].message, 'Must provide query string.');
});

test('GET: queries only, with ETag and 304', async () => {
  const query = encodeURIComponent('{ pages { list { id } } }');
  const first = await wiki.exchange(`/graphql?query=${query}`);
  assert.deepEqual([first.status, first.json.data.pages.list.length], [200, 13]);
  assert.match(first.headers.etag, /^W\/"/);
  const again = await wiki.exchange(`/graphql?query=${query}`, { headers: { 'if-none-match': first.headers.etag } });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  const mutation = await wiki.exchange(
    `/graphql?query=${encodeURIComponent(`mutation { pages { flushCache { ${RESULT} } } }`)}`,
  );
  assert.deepEqual([mutation.status, mutation.body.toString()], [405, 'GET supports only query operation']);
  assert.equal((await wiki.exchange('/graphql')).status, 400);
  const page = await wiki.exchange('/graphql', { headers: { accept: 'text/html' } });
  assert.match(page.headers['content-type'], /^text\/html/);
  for (const method of ['PUT', 'OPTIONS', 'DELETE']) {
    assert.equal((await wiki.exchange('/graphql', { method })).status, 405);
  }
});

test('If-None-Match on POST is ignored', async () => {
  const first = await wiki.post({ query: '{ __typename }' });
  const again = await wiki.post({ query: '{ __typename }' }, { headers: { 'if-none-match': first.headers.etag } });
  assert.equal(again.status, 200);
});

test('persisted queries: unknown, then registered', async () => {
  const query = '{ pages { tags { tag } } }';
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
  const unknown = await wiki.post({ extensions });
  assert.equal(unknown.status, 200);
  assert.equal(unknown.json.errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  const { json } = await wiki.post({ query, extensions });
  assert.deepEqual((await wiki.post({ extensions })).json, json);
});

test('a body of 5 MiB passes, one byte more is 413', async () => {
  const empty = '{"query":"{ __typename }","x":""}';
  const fits = `${empty.slice(0, -2)}${'y'.repeat(5242880 - empty.length)}"}`;
  assert.equal((await post(fits)).status, 200);
  const { status, json } = await post(`${fits} `);
  assert.deepEqual([status, json], [413, { data: {}, errors: [{ message: 'request entity too large', path: [] }] }]);
});

test('compressed bodies are read; the limit counts what is inside', async () => {
  const gzip = { ...JSON_TYPE, 'content-encoding': 'gzip' };
  assert.equal((await post(gzipSync('{"query":"{ __typename }"}'), gzip)).status, 200);
  assert.equal((await post(gzipSync('x'.repeat(6e6)), gzip)).status, 413);
  assert.equal((await post('not gzip', gzip)).status, 400);
  assert.equal((await post('x', { ...JSON_TYPE, 'content-encoding': 'zz' })).status, 415);
});

test('answers above 1 KB are compressed, small ones are not', async () => {
  const big = { query: '{ pages { list { id path title description } } }' };
  const plain = await wiki.post(big);
  assert.deepEqual(
    [plain.headers['content-encoding'], plain.headers['content-length']],
    [undefined, String(plain.body.length)],
  );
  for (const [accepted, encoding, decode] of [
    ['gzip, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ]) {
    const reply = await wiki.post(big, { headers: { 'accept-encoding': accepted } });
    assert.deepEqual([reply.headers['content-encoding'], reply.headers.vary], [encoding, 'Accept-Encoding']);
    assert.deepEqual(decode(reply.body), plain.body);
  }
  const small = await wiki.post({ query: '{ __typename }' }, { headers: { 'accept-encoding': 'br' } });
  assert.equal(small.headers['content-encoding'], undefined);
});

test('an upgrade to h2c is a 400 and the end of the connection', async () => {
  const answer = await wiki.raw(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\nContent-Length: 0\r\n\r\n',
  );
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(answer, /Connection: close/i);
});

test('connections are kept for five seconds, and the log tells them apart', async (t) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const { headers } = await wiki.post({ query: '{ __typename }' }, { agent });
  assert.equal(headers['keep-alive'], 'timeout=5');
  await wiki.post({ query: '{ pages { tags { id } list { id } } }' }, { agent });
  await wiki.post({ query: '{ __typename }' });
  const log = await wiki.admin('GET', 'requests');
  assert.deepEqual(
    log.map(({ requestOnConnection }) => requestOnConnection),
    [1, 2, 1],
  );
  assert.equal(log[0].connection, log[1].connection);
  assert.notEqual(log[1].connection, log[2].connection);
  assert.deepEqual(log[1].operations, ['pages.tags', 'pages.list']);
});

test('an idle connection is closed by the server after five seconds', async () => {
  const started = Date.now();
  await wiki.raw('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  const took = Date.now() - started;
  assert.ok(took >= 4500 && took < 30000, `${took} ms`);
});

test('the log: method, path, operations, batch, token or not, status', async () => {
  await wiki.post([
    { query: '{ pages { ...p } } fragment p on PageQuery { single(id: 1) { id } }' },
    { query: '{ users { profile { id } } }' },
  ]);
  await wiki.exchange('/healthz?x=1');
  const [batch, health] = await wiki.admin('GET', 'requests');
  assert.deepEqual(
    [batch.method, batch.path, batch.operations, batch.batch, batch.authorization, batch.status],
    ['POST', '/graphql', ['pages.single', 'users.profile'], 2, true, 200],
  );
  assert.equal(batch.headers.authorization, undefined, 'tokens are not shown');
  assert.deepEqual(
    [health.method, health.path, health.operations, health.authorization],
    ['GET', '/healthz?x=1', [], false],
  );
  await wiki.admin('DELETE', 'requests');
  assert.deepEqual(await wiki.admin('GET', 'requests'), []);
});

test('introspection is open to guests', async () => {
  const { data } = await wiki.ask('{ __schema { types { name } } }', { as: null });
  assert.ok(data.__schema.types.some(({ name }) => name === 'PageQuery'));
});

test('5,000 aliases in one document', async () => {
  const aliases = Array.from({ length: 5000 }, (_, i) => `a${i}: single(id: ${(i % 13) + 1}) { id }`).join(' ');
  const { data } = await wiki.ask(`{ pages { ${aliases} } }`);
  assert.equal(Object.keys(data.pages).length, 5000);
});

test('admin routes: what is wrong is said', async () => {
  const clock = await wiki.exchange('/_sandbox/clock', { method: 'POST', body: '{"advanceSeconds":"x"}' });
  assert.deepEqual([clock.status, clock.json], [400, { error: 'send {"advanceSeconds": N}' }]);
  const unknown = await wiki.exchange('/_sandbox/nope');
  assert.equal(unknown.status, 404);
  assert.ok(unknown.json.routes.includes('POST /_sandbox/reset'));
});

// --- other routes -------------------------------------------------------------------------------------------------

const bearer = (key) => ({ headers: { authorization: `Bearer ${wiki.keys[key]}` } });

test('/healthz and /u answer', async () => {
  for (const path of ['/healthz', '/u']) {
    const { status, json } = await wiki.exchange(path);
    assert.deepEqual([status, json], [200, { ok: true }]);
  }
});

test('/d: the source with its metadata in front, for who may read sources', async () => {
  const reply = await wiki.exchange('/d/en/docs/intro', bearer('reader'));
  assert.equal(reply.status, 200);
  assert.equal(reply.headers['content-type'], 'text/markdown; charset=utf-8');
  assert.equal(reply.headers['content-disposition'], 'attachment; filename="intro.md"');
  const [metadata, content] = reply.body.toString().split('\n---\n\n');
  assert.match(
    metadata,
    /^---\ntitle: Introduction\ndescription: What this is and how to start\npublished: true\ndate: 2026-01-06T10:30:00\.125Z\ntags: docs, guide\neditor: markdown\ndateCreated: 2026-01-05T08:01:00\.250Z$/,
  );
  assert.equal(content, (await wiki.pages('single(id: 2) { content }')).single.content);
  assert.deepEqual((await wiki.exchange('/d/docs/intro', bearer('reader'))).body, reply.body);
  assert.match((await wiki.exchange('/d/fr/docs/intro', bearer('reader'))).body.toString(), /title: Présentation/);
  assert.equal((await wiki.exchange(encodeURI('/d/en/docs/überblick-日本'), bearer('reader'))).status, 200);
});

test('/d: HTML pages have the metadata in a comment; misses and refusals', async () => {
  const html = await wiki.exchange('/d/en/about', bearer('reader'));
  assert.match(html.body.toString(), /^<!--\ntitle: About us\n[\s\S]*\n-->\n\n<h1>/);
  assert.equal(html.headers['content-disposition'], 'attachment; filename="about.html"');
  const missing = await wiki.exchange('/d/en/nope', bearer('reader'));
  assert.deepEqual([missing.status, missing.body.length], [404, 0]);
  for (const options of [{}, bearer('lister')]) {
    assert.equal((await wiki.exchange('/d/en/docs/intro', options)).status, 403);
  }
  assert.equal((await wiki.exchange('/d/en/docs/intro', bearer('revoked'))).status, 500);
});

test('/d: other content types bare, names beyond ASCII, old versions', async () => {
  const asciidoc = `mutation { pages { create(content: "= A", description: "", editor: "asciidoc", isPublished: true, isPrivate: false,
    locale: "en", path: "ünï/日本", tags: [], title: "t") { ${RESULT} } } }`;
  await wiki.ask(asciidoc);
  const bare = await wiki.exchange(encodeURI('/d/en/ünï/日本'), bearer('reader'));
  assert.deepEqual(
    [bare.body.toString(), bare.headers['content-type']],
    ['= A', 'application/octet-stream; charset=utf-8'],
  );
  assert.equal(
    bare.headers['content-disposition'],
    `attachment; filename="??.adoc"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.adoc`,
  );
  await wiki.create('über');
  const latin = await wiki.exchange(encodeURI('/d/en/über'), bearer('reader'));
  assert.equal(latin.headers['content-disposition'], 'attachment; filename="über.md"');

  const { history } = await wiki.pages('history(id: 10) { trail { versionId } }');
  const old = await wiki.exchange(`/d/en/docs/changelog?v=${history.trail[2].versionId}`, bearer('reader'));
  assert.match(old.body.toString(), /^---\ntitle: News\n[\s\S]*\ntags: \neditor: undefined\n/);
  const unknown = wiki.exchange('/d/en/docs/changelog?v=999', bearer('reader'));
  unknown.catch(() => {}); // cut when the sandbox ends
  assert.ok(await isPending(unknown, 50));
});

test('paths that look like a locale or a route cannot be reached by URL', async () => {
  for (const path of ['de/page', 'x/page', 'a|b']) {
    await wiki.create(path);
    assert.equal((await wiki.exchange(encodeURI(`/${path}`))).status, 404, path);
  }
  assert.equal((await wiki.exchange('/d/en/x/page', bearer('reader'))).status, 200);
});

test('/i leads to the path of a page', async () => {
  const found = await wiki.exchange('/i/2');
  assert.deepEqual([found.status, found.headers.location], [302, '/docs/intro']);
  assert.equal((await wiki.exchange('/i/9')).headers.location, '/docs/intro', 'the locale is lost');
  assert.equal((await wiki.exchange('/i/999')).status, 404);
  assert.equal((await wiki.exchange('/i/abc')).headers.location, '/');
});

test('rendered pages', async () => {
  for (const path of ['/docs/intro', '/en/docs/intro', '/docs/intro.md', '/docs/intro.html']) {
    const { status, body } = await wiki.exchange(path);
    assert.equal(status, 200, path);
    assert.match(body.toString(), /<title>Introduction \| Wiki\.js<\/title>/);
  }
  assert.equal((await wiki.exchange('/')).status, 200);
  const slash = await wiki.exchange('/docs/intro/');
  assert.deepEqual([slash.status, slash.headers.location], [301, '/docs/intro']);
  assert.equal((await wiki.exchange('/nope')).status, 404);
  assert.equal((await wiki.exchange('/nope', { method: 'POST' })).status, 404);
  const asset = await wiki.exchange('/x/y.png');
  assert.deepEqual([asset.status, asset.body.toString()], [404, 'Not Found']);
});

test('/s and /h', async () => {
  assert.match((await wiki.exchange('/s/en/docs/intro', bearer('reader'))).body.toString(), /# Introduction/);
  assert.equal((await wiki.exchange('/s/en/docs/intro')).status, 403);
  assert.equal((await wiki.exchange('/s/en/nope', bearer('reader'))).headers.location, '/nope');
  assert.equal((await wiki.exchange('/h/en/docs/intro', bearer('reader'))).status, 200);
});

test('what hangs: an upload that is no form, expired keys on assets and sources; pages give a 500', async () => {
  const form = { 'content-type': 'text/plain' };
  const hanging = [
    wiki.exchange('/u', { method: 'POST', headers: { ...form, ...bearer('full').headers }, body: 'x' }),
    wiki.exchange('/u', { method: 'POST', headers: { ...form, ...bearer('expired').headers }, body: 'x' }),
    wiki.exchange('/some/file.png', bearer('expired')),
    wiki.exchange('/d/en/docs/intro', bearer('expired')),
  ];
  for (const [index, exchange] of hanging.entries()) {
    assert.ok(await isPending(exchange, 50), String(index));
    exchange.catch(() => {}); // cut when the sandbox ends
  }
  assert.equal((await wiki.exchange('/docs/intro', bearer('expired'))).status, 500);
  const refused = await wiki.exchange('/u', { method: 'POST', headers: form });
  assert.deepEqual([refused.status, refused.json.succeeded], [403, false]);
});

test('variables as text, a byte order mark, and everything below /graphql', async () => {
  const query = 'query ($i: Int!) { pages { single(id: $i) { id } } }';
  const body = (variables) => JSON.stringify({ query, variables });
  const headers = { ...JSON_TYPE, authorization: `Bearer ${wiki.keys.full}` };
  assert.equal((await post(body('{"i": 1}'), headers)).json.data.pages.single.id, 1);
  const bad = await post(body('x'), headers);
  assert.deepEqual([bad.status, bad.body.toString()], [400, 'Variables are invalid JSON.']);
  assert.equal((await post('\uFEFF{"query": "{ __typename }"}')).status, 200);
  assert.equal((await wiki.exchange('/graphql/x?query={__typename}')).status, 200);
});

test('a single letter is no page, and OPTIONS tells what there is', async () => {
  assert.equal((await wiki.exchange('/g')).status, 404);
  assert.equal((await wiki.exchange('/g/home')).status, 200);
  const options = await wiki.exchange('/healthz', { method: 'OPTIONS' });
  assert.deepEqual([options.status, options.headers.allow], [200, 'GET,HEAD']);
});
