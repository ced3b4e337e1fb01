// SPDX-License-Identifier: MIT
// Assets: folders and lists, what an upload is answered and what becomes of it, and how files are handed out.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const BOUNDARY = 'a-boundary';

/** The form of the wiki's own pages: metadata, then the file, both under one name. */
function form(
  name,
  content,
  { folderId = 0, type = 'image/png', metadata = JSON.stringify({ folderId }), copies = 1 } = {},
) {
  const part = (head, body) => [
    Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ];
  const field = 'Content-Disposition: form-data; name="mediaUpload"';
  const file = part(`${field}; filename="${name}"\r\nContent-Type: ${type}`, content);
  const files = Array.from({ length: copies }, () => file).flat();
  return Buffer.concat([...part(field, metadata), ...files, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

const upload = (name, content, { as = 'full', ...options } = {}) =>
  wiki.exchange('/u', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${wiki.keys[as]}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: form(name, content, options),
  });
const get = (path, headers = {}) =>
  wiki.exchange(path, { headers: { authorization: `Bearer ${wiki.keys.full}`, ...headers } });

async function query(text, options) {
  const { data, errors } = await wiki.ask(`{ assets { result: ${text} } }`, options);
  return errors ? errors[0].message : data.assets.result;
}

async function change(text, options) {
  const { data, errors } = await wiki.ask(`mutation { assets { result: ${text} { ${RESULT} } } }`, options);
  return errors ? errors[0].message : data.assets.result.responseResult;
}

const list = (folderId = 0, kind = 'ALL') =>
  query(`list(folderId: ${folderId}, kind: ${kind}) { id filename ext kind mime fileSize }`);
const folders = (parent = 0) => query(`folders(parentFolderId: ${parent}) { id slug name }`);
const makeFolder = (slug, parent = 0) => change(`createFolder(parentFolderId: ${parent}, slug: "${slug}")`);

test('folders: lowered, one of a name, below another', async () => {
  assert.equal((await makeFolder('Images')).succeeded, true);
  assert.deepEqual(await folders(), [{ id: 1, slug: 'images', name: 'images' }]);
  const again = await makeFolder('images');
  assert.deepEqual([again.succeeded, again.slug], [false, 'AssetFolderExists']);
  await makeFolder('below', 1);
  assert.deepEqual(await folders(1), [{ id: 2, slug: 'below', name: 'below' }]);
  assert.equal((await makeFolder('images', 1)).succeeded, true);
});

test('an upload is stored under a name of the server, by the declared type', async () => {
  const answer = await upload('My Pic.PNG', 'bytes');
  assert.deepEqual([answer.status, answer.body.toString()], [200, 'ok']);
  const row = { id: 1, filename: 'my_pic.png', ext: '.png', kind: 'IMAGE', mime: 'image/png', fileSize: 5 };
  assert.deepEqual(await list(), [row]);
  assert.deepEqual(await list(0, 'BINARY'), []);
  assert.equal((await get('/my_pic.png')).body.toString(), 'bytes');
});

test('the same name is overwritten and keeps its id; another folder is another asset', async () => {
  await makeFolder('images');
  await upload('a.bin', 'one', { type: 'application/octet-stream' });
  await upload('a.bin', 'three', { type: 'application/octet-stream' });
  await upload('a.bin', 'there', { folderId: 1 });
  assert.deepEqual(
    (await list()).map(({ id, fileSize }) => [id, fileSize]),
    [[1, 5]],
  );
  assert.deepEqual(
    (await list(1)).map(({ id }) => id),
    [2],
  );
  assert.equal((await get('/images/a.bin')).body.toString(), 'there');
});

test('an unknown folder is answered with ok, and nothing is stored', async () => {
  assert.equal((await upload('lost.bin', 'x', { folderId: 99 })).body.toString(), 'ok');
  assert.deepEqual(await list(99), []);
  assert.equal((await get('/lost.bin')).status, 404);
});

test('what an upload is refused for', async () => {
  const large = await upload('large.bin', Buffer.alloc(5242880 + 1));
  assert.equal(large.status, 500);
  assert.match(large.body.toString(), /File too large/);
  const odd = await upload('odd.bin', 'x', { metadata: 'no json' });
  assert.deepEqual([odd.status, odd.json.message], [400, 'Missing upload folder metadata.']);
  const two = await upload('two.bin', 'x', { copies: 2 });
  assert.equal(two.status, 400);
  const reader = await upload('reader.bin', 'x', { as: 'reader' });
  assert.equal(reader.status, 403);
  assert.equal(reader.json.succeeded, false);
  assert.deepEqual(await list(), []);
});

test('downloads: a range, a condition, and what is taken for a page', async () => {
  await upload('a.bin', '0123456789');
  const part = await get('/a.bin', { range: 'bytes=4-' });
  assert.deepEqual([part.status, part.body.toString(), part.headers['content-range']], [206, '456789', 'bytes 4-9/10']);
  const beyond = await get('/a.bin', { range: 'bytes=10-' });
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [500, 'bytes */10']);
  const { etag } = (await get('/a.bin')).headers;
  const same = await get('/a.bin', { 'if-none-match': etag });
  assert.deepEqual([same.status, same.body.length], [304, 0]);
  await upload('notes.txt', 'text', { type: 'text/plain' });
  assert.notEqual((await get('/notes.txt')).body.toString(), 'text');
});

test('renaming: the extension stays, a name is taken once; the next download comes without ranges', async () => {
  await upload('a.bin', '0123456789');
  await upload('b.bin', 'b');
  const rename = (id, name, options) => change(`renameAsset(id: ${id}, filename: "${name}")`, options);
  assert.equal((await rename(1, 'B.bin')).slug, 'AssetRenameCollision');
  assert.equal((await rename(1, 'a.png')).slug, 'AssetRenameInvalidExt');
  assert.equal((await rename(99, 'x.bin')).slug, 'AssetInvalid');
  assert.equal((await rename(1, 'C.bin')).succeeded, true);
  assert.equal((await get('/c.bin', { range: 'bytes=4-' })).status, 200);
  assert.equal((await get('/c.bin', { range: 'bytes=4-' })).status, 206);
});

test('deleting, flushing, and who may', async () => {
  await upload('a.bin', 'x');
  assert.equal(await change('deleteAsset(id: 1)', { as: 'reader' }), 'Forbidden');
  assert.equal(await change('flushTempUploads', { as: 'reader' }), 'Forbidden');
  assert.equal((await change('flushTempUploads')).succeeded, true);
  assert.equal((await change('deleteAsset(id: 1)')).succeeded, true);
  assert.equal((await change('deleteAsset(id: 1)')).slug, 'AssetInvalid');
  assert.deepEqual([await list(), (await get('/a.bin')).status], [[], 404]);
});

test('a folder in a folder that is not there, and a form without a body', async () => {
  assert.equal((await change('createFolder(parentFolderId: 999, slug: "x")')).slug, 'ForeignKeyViolationError');
  const headers = { 'content-type': 'multipart/form-data; boundary=x', authorization: `Bearer ${wiki.keys.full}` };
  const empty = await wiki.exchange('/u', { method: 'POST', headers: { ...headers, 'content-length': 0 } });
  assert.deepEqual([empty.status, empty.json.message], [400, 'Missing upload payload.']);
});
