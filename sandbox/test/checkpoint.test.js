// SPDX-License-Identifier: MIT
// What a reset comes back to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
after(() => wiki.close());

const SOURCE = '{ pages { single(id: 1) { content tags { tag } } } }';
const FILE = '--b\r\nContent-Disposition: form-data; name="mediaUpload"\r\n\r\n{"folderId":0}\r\n';

async function upload(content) {
  const body =
    `${FILE}--b\r\nContent-Disposition: form-data; name="mediaUpload"; filename="a.bin"\r\n` +
    `Content-Type: application/octet-stream\r\n\r\n${content}\r\n--b--\r\n`;
  const headers = { authorization: `Bearer ${wiki.keys.full}`, 'content-type': 'multipart/form-data; boundary=b' };
  assert.equal((await wiki.exchange('/u', { method: 'POST', headers, body })).status, 200);
}

const update = (content) =>
  wiki.ask(
    `mutation { pages { update(id: 1, content: "${content}", tags: ["${content}"]) { responseResult { succeeded } } } }`,
  );
const source = async () => (await wiki.ask(SOURCE)).data.pages.single;
const asset = async () => {
  const { body } = await wiki.exchange('/a.bin', { headers: { authorization: `Bearer ${wiki.keys.full}` } });
  return body.toString();
};

test('a reset comes back to the checkpoint: pages, their history, assets with their bytes', async () => {
  await update('kept');
  await upload('kept');
  await wiki.admin('POST', 'checkpoint');
  for (let round = 0; round < 2; round++) {
    await update('lost');
    await upload('lost');
    assert.equal((await source()).content, 'lost');
    await wiki.reset();
    assert.deepEqual(await source(), { content: 'kept', tags: [{ tag: 'kept' }] });
    assert.equal(await asset(), 'kept');
    const { data } = await wiki.ask('{ pages { history(id: 1) { total } } }');
    assert.equal(data.pages.history.total, 1);
  }
});
