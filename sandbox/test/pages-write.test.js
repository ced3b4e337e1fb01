// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { RESULT, startSandbox } from '../testing/client.js';

let wiki;
before(async () => {
  wiki = await startSandbox();
});
beforeEach(() => wiki.reset());
after(() => wiki.close());

const FIELDS =
  'title description content isPublished publishStartDate publishEndDate scriptCss scriptJs path locale editor contentType render updatedAt tags { tag }';

async function read(id) {
  const { single } = await wiki.pages(`single(id: ${id}) { ${FIELDS} }`);
  return { ...single, tags: single.tags.map(({ tag }) => tag).sort() };
}

const update = (id, rest, reply = 'id', options) =>
  wiki.change(`update(id: ${id}, ${rest}) { ${RESULT} page { ${reply} } }`, options);
const outcome = ({ responseResult }) => [responseResult.succeeded, responseResult.errorCode, responseResult.slug];
const OK = [true, 0, 'ok'];

test('create: the page is there, in list, tree and search', async () => {
  const { page, responseResult } = await wiki.create('/new/page/', {
    tags: '[" A ", "b", "a"]',
    title: 'Brand new',
    reply: 'id path createdAt updatedAt',
  });
  assert.deepEqual([responseResult.message, page.path], ['Page created successfully.', 'new/page']);
  const stored = await read(page.id);
  assert.deepEqual([stored.tags, stored.updatedAt], [['a', 'b'], page.updatedAt]);
  const found = await wiki.pages(
    'search(query: "brand") { results { id } } tree(path: "new/page", mode: ALL, locale: "en") { pageId }',
  );
  assert.deepEqual(found, { search: { results: [{ id: String(page.id) }] }, tree: [{ pageId: page.id }] });
});

test('create: editor, locale and toc break the reply, though the page is made; render and scripts are null', async () => {
  for (const [reply, index] of [
    ['editor', 0],
    ['locale', 1],
  ]) {
    const query = `mutation { pages { create(content: "x", description: "", editor: "markdown", isPublished: true, isPrivate: false,
      locale: "en", path: "made-${index}", tags: [], title: "t") { ${RESULT} page { id ${reply} } } } }`;
    const { data, errors } = await wiki.ask(query);
    assert.deepEqual([data.pages.create.responseResult.succeeded, data.pages.create.page], [true, null]);
    assert.equal(errors[0].message, `Cannot return null for non-nullable field Page.${reply}.`);
    assert.ok((await wiki.pages(`singleByPath(path: "made-${index}", locale: "en") { id }`)).singleByPath.id);
  }
  const { page } = await wiki.create('made-2', { more: ', scriptJs: "x"', reply: 'render scriptCss scriptJs' });
  assert.deepEqual(page, { render: null, scriptCss: null, scriptJs: null });
});

test('create: refusals', async () => {
  const refusal = async (path, options) => {
    const reply = await wiki.create(path, options);
    assert.equal(reply.page, null);
    return outcome(reply);
  };
  for (const path of ['a.b', 'a b', 'a\\b', 'a//b', '//']) {
    assert.deepEqual(await refusal(path), [false, 6005, 'PageIllegalPath'], path);
  }
  assert.deepEqual(await refusal('docs/intro'), [false, 6002, 'PageDuplicateCreate']);
  assert.deepEqual(await refusal('x', { content: ' \n' }), [false, 6004, 'PageEmptyContent']);
  assert.deepEqual(await refusal('x', { locale: 'zz' }), [false, 1, 'ForeignKeyViolationError']);
  assert.deepEqual(await refusal('x'.repeat(300)), [false, 1, 'DataError']);
  assert.deepEqual(await refusal('x', { title: 'x'.repeat(256) }), [false, 1, 'DataError']);
  assert.deepEqual(await refusal('x\u0000'), [false, 1, 'DataError']);
});

test('create: what is accepted although it looks wrong', async () => {
  for (const path of [
    'T/Upper',
    't/upper',
    'ünï/日本',
    'q?x#y%&"<>',
    '',
    'login',
    'a/foo',
    'zz/foo',
    'x'.repeat(255),
  ]) {
    assert.deepEqual(outcome(await wiki.create(path)), OK, path);
  }
  const { page } = await wiki.create('odd', {
    title: '',
    tags: '[null, " ", "A"]',
    more: ', publishStartDate: "garbage"',
    reply: 'id title publishStartDate',
  });
  assert.deepEqual([page.title, page.publishStartDate], ['', 'garbage']);
  assert.deepEqual((await read(page.id)).tags, ['', 'a']);
});

test('create: CSS is minified; scripts need a right of their own', async () => {
  const more = ', scriptCss: "a { color : red } b{}", scriptJs: "let a"';
  const { page } = await wiki.create('styled', { more });
  const { scriptCss, scriptJs } = await read(page.id);
  assert.deepEqual([scriptCss, scriptJs], ['a{color:red}', 'let a']);
  const roles = '["read:pages", "write:pages"]';
  await wiki.ask(`mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ${roles},
    pageRules: [{ id: "a", deny: false, match: START, roles: ${roles}, path: "", locales: [] }]) { ${RESULT} } } }`);
  const limited = await wiki.create('unstyled', { more, as: 'lister' });
  const dropped = await read(limited.page.id);
  assert.deepEqual([dropped.scriptCss, dropped.scriptJs], ['', '']);
});

test('update wipes what is left out: published, scripts, dates; title and description stay', async () => {
  assert.deepEqual(outcome(await update(6, 'content: "new", tags: []')), OK);
  const page = await read(6);
  assert.deepEqual(
    [page.isPublished, page.scriptCss, page.scriptJs, page.publishStartDate, page.publishEndDate, page.tags],
    [false, '', '', '', '', []],
  );
  assert.deepEqual([page.title, page.description], ['A page with scripts', 'Has CSS, JavaScript and publish dates']);
});

test('update without tags: a TypeError, and yet the content is saved, unpublished, its render stale', async () => {
  const before = await read(2);
  assert.deepEqual(outcome(await update(2, 'content: "half applied"')), [false, 1, 'TypeError']);
  const page = await read(2);
  assert.deepEqual(
    [page.content, page.isPublished, page.render, page.tags],
    ['half applied', false, before.render, before.tags],
  );
});

test('update without content, or with a blank one: 6004 and nothing changed', async () => {
  const before = await read(2);
  for (const rest of ['tags: [], isPublished: true', 'content: " ", tags: []', 'content: null, tags: []']) {
    assert.deepEqual(outcome(await update(2, rest)), [false, 6004, 'PageEmptyContent']);
  }
  assert.deepEqual(await read(2), before);
});

test('update: unknown id, null title, ignored editor', async () => {
  const { responseResult } = await update(999, 'content: "x", tags: []');
  assert.deepEqual([responseResult.errorCode, responseResult.message], [1, 'Invalid Page Id']);
  assert.deepEqual(outcome(await update(2, 'content: "x", tags: [], description: null')), [
    false,
    1,
    'ValidationError',
  ]);
  assert.equal((await wiki.pages('history(id: 2) { total }')).history.total, 1, 'a version was written nonetheless');
  assert.deepEqual(outcome(await update(2, 'content: "x", tags: [], editor: "ckeditor", isPrivate: true')), OK);
  assert.equal((await read(2)).editor, 'markdown');
});

test('update with a path: with the locale it moves, without it stops half-way', async () => {
  assert.deepEqual(outcome(await update(2, 'content: "one", tags: [], isPublished: true, path: "docs/start"')), [
    false,
    1,
    'Error',
  ]);
  assert.deepEqual([(await read(2)).content, (await read(2)).path], ['one', 'docs/intro']);
  assert.deepEqual(outcome(await update(2, 'content: "two", tags: [], isPublished: true, path: "a b", locale: "en"')), [
    false,
    6005,
    'PageIllegalPath',
  ]);
  assert.equal((await read(2)).content, 'two');
  const moved = await update(
    2,
    'content: "three", tags: [], isPublished: true, path: "docs/start", locale: "en"',
    'path',
  );
  assert.deepEqual([outcome(moved), moved.page.path], [OK, 'docs/intro']);
  assert.equal((await read(2)).path, 'docs/start');
  assert.equal((await wiki.pages('history(id: 2) { total }')).history.total, 4);
});

test('move: title follows the last segment when it was the same; collisions; no redirect', async () => {
  const move = (id, path, locale = 'en') =>
    wiki.change(`move(id: ${id}, destinationPath: "${path}", destinationLocale: "${locale}") { ${RESULT} }`);
  const { page } = await wiki.create('old-name', { title: 'old-name' });
  assert.deepEqual(outcome(await move(page.id, '/sub/new-name/')), OK);
  const moved = await read(page.id);
  assert.deepEqual([moved.path, moved.title], ['sub/new-name', 'new-name']);
  assert.deepEqual(outcome(await move(page.id, 'sub/new-name')), [false, 6006, 'PagePathCollision']);
  assert.deepEqual(outcome(await move(page.id, 'docs/api')), [false, 6006, 'PagePathCollision']);
  assert.deepEqual(outcome(await move(page.id, 'a.b')), [false, 6005, 'PageIllegalPath']);
  assert.deepEqual(outcome(await move(page.id, 'x', 'zz')), [false, 1, 'ForeignKeyViolationError']);
  assert.deepEqual(outcome(await move(999, 'x')), [false, 6003, 'PageNotFound']);
  const { errors } = await wiki.ask('{ pages { singleByPath(path: "old-name", locale: "en") { id } } }');
  assert.equal(errors[0].extensions.exception.code, 6003);
});

test('delete: again is 6003, and the history is out of reach', async () => {
  const remove = (id) => wiki.change(`delete(id: ${id}) { ${RESULT} }`);
  assert.deepEqual(outcome(await remove(10)), OK);
  assert.deepEqual(outcome(await remove(10)), [false, 6003, 'PageNotFound']);
  const { errors } = await wiki.ask('{ pages { history(id: 10) { total } } }');
  assert.match(errors[0].message, /^Cannot read properties of undefined/);
  assert.deepEqual(outcome(await wiki.change(`restore(pageId: 10, versionId: 1) { ${RESULT} }`)), [
    false,
    6003,
    'PageNotFound',
  ]);
});

test('refusals by page rule have their own numbers, those by permission are thrown', async () => {
  const roles = '["read:pages", "write:pages", "manage:pages", "delete:pages"]';
  await wiki.ask(`mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ${roles},
    pageRules: [{ id: "a", deny: false, match: START, roles: ${roles}, path: "team", locales: [] }]) { ${RESULT} } } }`);
  const as = { as: 'lister' };
  assert.deepEqual(outcome(await wiki.create('x', as)), [false, 6010, 'PageDeleteForbidden']);
  assert.deepEqual(outcome(await update(2, 'content: "x", tags: []', 'id', as)), [false, 6009, 'PageUpdateForbidden']);
  assert.deepEqual(
    outcome(await wiki.change(`move(id: 2, destinationPath: "x", destinationLocale: "en") { ${RESULT} }`, as)),
    [false, 6007, 'PageMoveForbidden'],
  );
  assert.deepEqual(outcome(await wiki.change(`delete(id: 2) { ${RESULT} }`, as)), [false, 6010, 'PageDeleteForbidden']);
  await assert.rejects(wiki.change(`delete(id: 2) { ${RESULT} }`, { as: 'reader' }), /^Error: Forbidden$/);
});

const limitTo = (path, locales) => {
  const roles = '["read:pages", "write:pages", "manage:pages", "delete:pages", "write:scripts"]';
  const rule = `{ id: "a", deny: false, match: START, roles: ${roles}, path: "${path}", locales: ${locales} }`;
  return wiki.ask(
    `mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ${roles}, pageRules: [${rule}]) { ${RESULT} } } }`,
  );
};

test('a rule that names locales never allows a delete', async () => {
  await limitTo('', '["en"]');
  const remove = () => wiki.change(`delete(id: 2) { ${RESULT} }`, { as: 'lister' });
  assert.deepEqual(outcome(await remove()), [false, 6010, 'PageDeleteForbidden']);
  await limitTo('', '[]');
  assert.deepEqual(outcome(await remove()), OK);
});

test('update under a rule for a part of the wiki: scripts count only when the path is sent along', async () => {
  await limitTo('docs', '[]');
  const as = { as: 'lister' };
  assert.deepEqual(outcome(await update(6, 'content: "x", tags: [], scriptJs: "new"', 'id', as)), OK);
  assert.equal((await read(6)).scriptJs, 'window.sandbox = true;');
  await update(6, 'content: "x", tags: [], scriptJs: "new", path: "docs/styled", locale: "en"', 'id', as);
  assert.equal((await read(6)).scriptJs, 'new');
});

test('convert: content rewritten, render not; same and unknown editors', async () => {
  const convert = async (id, editor) =>
    (await wiki.change(`convert(id: ${id}, editor: "${editor}") { ${RESULT} }`)).responseResult;
  assert.match((await convert(2, 'markdown')).message, /already using this editor/);
  assert.match((await convert(2, 'nope')).message, /^Unsupported source/);
  const before = await read(2);
  assert.equal((await convert(2, 'ckeditor')).succeeded, true);
  const page = await read(2);
  assert.deepEqual([page.editor, page.contentType, page.render], ['ckeditor', 'html', before.render]);
  assert.match(page.content, /^<h1 .*> Introduction<\/h1>/);
  assert.equal((await convert(2, 'markdown')).succeeded, true);
  assert.match((await read(2)).content, /^# Introduction/);
});

test('restore: content, title and place come back; tags and editor do not', async () => {
  const { history } = await wiki.pages('history(id: 10) { trail { versionId } }');
  const { versionId } = history.trail.at(-1);
  assert.deepEqual(outcome(await wiki.change(`restore(pageId: 10, versionId: ${versionId}) { ${RESULT} }`)), OK);
  const page = await read(10);
  assert.deepEqual([page.title, page.path, page.tags], ['News', 'docs/news', []]);
  assert.match(page.content, /First\.\n$/);
  assert.deepEqual(outcome(await wiki.change(`restore(pageId: 10, versionId: 999) { ${RESULT} }`)), [
    false,
    6003,
    'PageNotFound',
  ]);
});

test('versions are snapshots before a change', async () => {
  const before = await read(2);
  await update(2, 'content: "second", tags: [], isPublished: true');
  const { history } = await wiki.pages('history(id: 2) { total trail { versionId versionDate actionType } }');
  assert.deepEqual(
    [history.total, history.trail[0].actionType, history.trail[0].versionDate],
    [1, 'initial', before.updatedAt],
  );
  const { version } = await wiki.pages(`version(pageId: 2, versionId: ${history.trail[0].versionId}) { content }`);
  assert.equal(version.content, before.content);
});

test('a page that is created touches those that link to it', async () => {
  const before = await read(2);
  await wiki.create('docs/missing');
  const page = await read(2);
  assert.ok(page.updatedAt > before.updatedAt);
  assert.match(page.render, /href="\/docs\/missing" class="is-internal-link is-valid-page"/);
  assert.equal(page.content, before.content);
});

test('tags: rename, collision, delete', async () => {
  const { tags } = await wiki.pages('tags { id tag }');
  const idOf = (name) => tags.find(({ tag }) => tag === name).id;
  const rename = (id, tag) => wiki.change(`updateTag(id: ${id}, tag: "${tag}", title: "T") { ${RESULT} }`);
  assert.deepEqual(outcome(await rename(idOf('guide'), ' HowTo ')), OK);
  assert.deepEqual((await read(2)).tags, ['docs', 'howto']);
  assert.deepEqual(outcome(await rename(idOf('guide'), 'docs')), [false, 1, 'UniqueViolationError']);
  assert.match((await rename(999, 'x')).responseResult.message, /^This tag does not exist/);
  assert.deepEqual(outcome(await wiki.change(`deleteTag(id: ${idOf('guide')}) { ${RESULT} }`)), OK);
  assert.deepEqual((await read(2)).tags, ['docs']);
});

test('migrateToLocale: collisions stay, the tree is not rebuilt', async () => {
  const migrate = (source, target) =>
    wiki.change(`migrateToLocale(sourceLocale: "${source}", targetLocale: "${target}") { ${RESULT} count }`);
  const { count } = await migrate('en', 'fr');
  assert.equal(count, 11);
  const { list, tree } = await wiki.pages('list(locale: "en") { path } tree(mode: ALL, locale: "en") { path }');
  assert.deepEqual([list, tree.length], [[{ path: 'docs/intro' }], 5]);
  await wiki.change(`rebuildTree { ${RESULT} }`);
  assert.deepEqual((await wiki.pages('tree(mode: ALL, locale: "en") { path }')).tree, [{ path: 'docs' }]);
  assert.equal((await migrate('xx', 'yy')).count, 0);
  assert.deepEqual(outcome(await migrate('fr', 'yy')), [false, 1, 'ForeignKeyViolationError']);
});

test('render, flushCache, purgeHistory', async () => {
  const before = await read(2);
  assert.deepEqual(outcome(await wiki.change(`render(id: 2) { ${RESULT} }`)), OK);
  assert.ok((await read(2)).updatedAt > before.updatedAt);
  assert.deepEqual(outcome(await wiki.change(`render(id: 999) { ${RESULT} }`)), [false, 6003, 'PageNotFound']);
  assert.deepEqual(outcome(await wiki.change(`flushCache { ${RESULT} }`)), OK);
  assert.equal(
    (await wiki.change(`purgeHistory(olderThan: "soon") { ${RESULT} }`)).responseResult.message,
    'Invalid unit value NaN',
  );
  assert.deepEqual(outcome(await wiki.change(`purgeHistory(olderThan: "PT0S") { ${RESULT} }`)), OK);
  assert.equal((await wiki.pages('history(id: 10) { total }')).history.total, 0);
});

test('reset brings everything back', async () => {
  await wiki.change(`delete(id: 1) { ${RESULT} }`);
  await wiki.create('extra');
  await wiki.reset();
  const { list } = await wiki.pages('list { id }');
  assert.equal(list.length, 13);
});

test('a tag that is too long fails when the page was saved', async () => {
  const { responseResult } = await wiki.create('long/tag', { tags: `["${'t'.repeat(256)}"]` });
  assert.deepEqual([responseResult.succeeded, responseResult.slug], [false, 'DataError']);
  assert.match(responseResult.message, /value too long for type character varying\(255\)$/);
  assert.equal(
    (await wiki.pages('singleByPath(path: "long/tag", locale: "en") { title }')).singleByPath.title,
    'Title',
  );
});

test('what the database refuses of a new page: a long locale, a date that is no text; a bad reference costs an id', async () => {
  const slug = async (path, options) => (await wiki.create(path, options)).responseResult.slug;
  const first = (await wiki.create('ids/first')).page.id;
  assert.equal(await slug('ids/locale', { locale: 'abcdefghij' }), 'DataError');
  assert.equal(await slug('ids/date', { more: 'publishStartDate: 5' }), 'ValidationError');
  assert.equal((await wiki.create('ids/second')).page.id, first + 1);
  assert.equal(await slug('ids/nowhere', { locale: 'xx' }), 'ForeignKeyViolationError');
  assert.equal((await wiki.create('ids/third')).page.id, first + 3);
});

test('purgeHistory takes a negative duration, and then all there is', async () => {
  assert.equal((await wiki.change(`purgeHistory(olderThan: "-P1D") { ${RESULT} }`)).responseResult.succeeded, true);
  assert.equal((await wiki.pages('history(id: 10) { total }')).history.total, 0);
});
