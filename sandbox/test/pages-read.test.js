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

const paths = async (args) => (await wiki.pages(`list${args} { path }`)).list.map(({ path }) => path);
const firstError = async (fields, options) => (await wiki.ask(`{ pages { ${fields} } }`, options)).errors[0];

test('list: everything the caller may read, by id, unpublished and private pages too', async () => {
  const { list } = await wiki.pages('list { id path locale isPublished isPrivate privateNS tags }', { as: null });
  assert.deepEqual(
    list.map(({ id }) => id),
    Array.from({ length: 13 }, (_, i) => i + 1),
  );
  assert.deepEqual(
    list.filter(({ isPublished }) => !isPublished).map(({ path }) => path),
    ['drafts/roadmap'],
  );
  assert.deepEqual(
    list.filter(({ isPrivate }) => isPrivate).map(({ path }) => path),
    ['team/private-notes'],
  );
});

test('list: limit counts rows of page x tag', async () => {
  const limited = async (limit) =>
    (await wiki.pages(`list(limit: ${limit}) { id tags }`)).list.map(({ id, tags }) => [id, tags.length]);
  assert.deepEqual(await limited(1), [[1, 1]]);
  assert.deepEqual(await limited(2), [
    [1, 1],
    [2, 1],
  ]);
  assert.deepEqual(await limited(3), [
    [1, 1],
    [2, 2],
  ]);
  assert.deepEqual(await limited(4), [
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
  assert.equal((await limited(0)).length, 13);
  assert.match((await firstError('list(limit: -1) { id }')).message, /LIMIT must not be negative/);
});

test('list: limit comes before the permissions', async () => {
  await wiki.ask(`mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ["read:pages"],
    pageRules: [{ id: "a", deny: false, match: START, roles: ["read:pages"], path: "team", locales: [] }]) { ${RESULT} } } }`);
  assert.equal((await wiki.pages('list { id }', { as: 'lister' })).list.length, 3);
  assert.equal((await wiki.pages('list(limit: 10) { id }', { as: 'lister' })).list.length, 0);
});

test('list: a filter by tags shows those tags only, wants all of them, and wants them exact', async () => {
  const tagged = async (tags) => (await wiki.pages(`list(tags: ${tags}) { path tags }`)).list;
  assert.deepEqual(
    (await tagged('["guide"]')).map(({ tags }) => tags),
    [['guide'], ['guide']],
  );
  assert.deepEqual(
    (await tagged('["api", "docs"]')).map(({ path, tags }) => [path, [...tags].sort()]),
    [['docs/api', ['api', 'docs']]],
  );
  assert.equal((await tagged('["GUIDE"]')).length, 0);
  assert.equal((await tagged('[" guide "]')).length, 0);
  assert.equal((await tagged('[]')).length, 13);
});

test('list: orders, locale, authors', async () => {
  assert.deepEqual((await paths('(orderBy: PATH)')).slice(0, 3), ['about', 'docs/api', 'docs/api/auth']);
  assert.equal((await paths('(orderBy: TITLE, orderByDirection: DESC)'))[0], 'docs/überblick-日本');
  assert.equal((await paths('(orderBy: UPDATED, orderByDirection: DESC)'))[0], 'docs/changelog');
  assert.equal((await paths('(orderBy: CREATED)'))[0], 'home');
  assert.equal((await paths('(orderByDirection: DESC)'))[0], 'team/private-notes');
  assert.deepEqual(await paths('(locale: "fr")'), ['docs/intro']);
  assert.deepEqual(await paths('(locale: "zz")'), []);
  assert.deepEqual(await paths('(authorId: 3)'), ['docs/api', 'docs/api/auth', 'drafts/roadmap', 'docs/changelog']);
  assert.deepEqual(await paths('(creatorId: 3, authorId: 0)'), ['docs/api', 'docs/api/auth', 'drafts/roadmap']);
  assert.equal((await paths('(creatorId: 1, authorId: 3)')).length, 13);
});

test('single and singleByPath: all fields but toc, which always fails', async () => {
  const fields = `id path hash title description isPrivate isPublished privateNS publishStartDate publishEndDate
    tags { tag } content render contentType createdAt updatedAt editor locale scriptCss scriptJs
    authorId authorName authorEmail creatorId creatorName creatorEmail`;
  const { single, singleByPath } = await wiki.pages(
    `single(id: 6) { ${fields} } singleByPath(path: "docs/styled", locale: "en") { ${fields} }`,
  );
  assert.deepEqual(single, singleByPath);
  assert.deepEqual(
    [single.scriptCss, single.scriptJs, single.publishStartDate],
    ['h1{color:#036}', 'window.sandbox = true;', '2026-01-01T00:00:00.000Z'],
  );
  assert.match(single.render, /^<h1 id="a-page-with-scripts" class="toc-header">/);

  const { data, errors } = await wiki.ask('{ pages { single(id: 1) { id toc publishStartDate } } }');
  assert.deepEqual(data.pages.single, { id: 1, toc: null, publishStartDate: '' });
  assert.match(errors[0].message, /^String cannot represent value: \[/);
});

test('a miss is 6003; paths are exact', async () => {
  for (const path of ['nope', '/docs/intro', 'docs/intro/', 'Docs/Intro', '']) {
    const error = await firstError(`singleByPath(path: "${path}", locale: "en") { id }`);
    assert.equal(error.extensions.exception.code, 6003, path);
  }
  const error = await firstError('single(id: 999) { id }');
  assert.deepEqual(
    [error.message, error.extensions.code, error.extensions.exception.code, error.path],
    ['This page does not exist.', 'INTERNAL_SERVER_ERROR', 6003, ['pages', 'single']],
  );
  assert.match(error.extensions.exception.stack, /^PageNotFound 6003: /);
});

test('one failing alias leaves the others alone', async () => {
  const { data, errors } = await wiki.ask(
    '{ pages { a: single(id: 1) { id } b: single(id: 999) { id } c: single(id: 2) { id } } }',
  );
  assert.deepEqual(data, { pages: { a: { id: 1 }, b: null, c: { id: 2 } } });
  assert.deepEqual(
    errors.map(({ path }) => path),
    [['pages', 'b']],
  );
});

test('tags and searchTags', async () => {
  const { tags, searchTags } = await wiki.pages('tags { id tag title createdAt updatedAt } searchTags(query: "D")');
  const names = tags.map(({ tag }) => tag);
  assert.deepEqual(names, [...names].sort());
  assert.deepEqual(names, ['api', 'docs', 'draft', 'décision', 'guide', 'release', 'security', 'start', 'team']);
  assert.deepEqual(searchTags, ['docs', 'draft', 'décision', 'guide']);
  assert.equal((await wiki.pages('searchTags(query: "")')).searchTags.length, 5);
});

const search = async (query, more = '') =>
  (
    await wiki.pages(
      `search(query: ${JSON.stringify(query)} ${more}) { results { id path title locale } suggestions totalHits }`,
    )
  ).search;

test('search: title, description, path; not content; published only; wildcards', async () => {
  const api = await search('API');
  assert.deepEqual(
    api.results.map(({ path }) => path),
    ['docs/api', 'docs/api/auth'],
  );
  assert.deepEqual([api.totalHits, api.suggestions, api.results[0].id], [2, [], '3']);
  assert.equal((await search('lives in memory')).totalHits, 0, 'contents are not searched');
  assert.equal((await search('Roadmap')).totalHits, 0, 'unpublished');
  assert.equal((await search('')).totalHits, 12);
  assert.deepEqual(
    (await search('docs/ap_')).results.map(({ path }) => path),
    ['docs/api', 'docs/api/auth'],
  );
  assert.deepEqual(
    (await search('in%duct')).results.map(({ path }) => path),
    ['docs/intro'],
  );
  assert.deepEqual(
    (await search('', ', path: "team"')).results.map(({ path }) => path),
    ['team/on-call', 'team', 'team/private-notes'],
  );
  assert.deepEqual(
    (await search('', ', locale: "fr"')).results.map(({ locale }) => locale),
    ['fr'],
  );
});

test('search: capped at 100 rows of page x tag', async (t) => {
  const many = await startSandbox({ pages: 500 });
  t.after(() => many.close());
  const { search: found } = await many.pages('search(query: "") { results { id } totalHits }');
  assert.ok(found.totalHits < 100 && found.totalHits > 30, String(found.totalHits));
  assert.equal(found.results.length, found.totalHits);
});

test('search: hits are counted before the permissions', async () => {
  await wiki.ask(
    `mutation { groups { update(id: 5, name: "x", redirectOnLogin: "/", permissions: ["read:pages"], pageRules: []) { ${RESULT} } } }`,
  );
  const { search: found } = await wiki.pages('search(query: "intro") { results { id } totalHits }', { as: 'lister' });
  assert.deepEqual(found, { results: [], totalHits: 2 });
});

const tree = async (args) =>
  (await wiki.pages(`tree(${args}, locale: "en") { id path title depth isFolder parent pageId locale }`)).tree;

test('tree: one level, folders first; a page with children is a folder too', async () => {
  const top = await tree('parent: 0, mode: ALL');
  assert.deepEqual(
    top.map(({ path, isFolder, pageId, parent }) => [path, isFolder, pageId, parent]),
    [
      ['team', true, 12, 0],
      ['docs', true, null, 0],
      ['drafts', true, null, 0],
      ['about', false, 5, 0],
      ['home', false, 1, 0],
    ],
  );
  assert.deepEqual(await tree('mode: ALL'), top);
  const docs = top.find(({ path }) => path === 'docs');
  const below = await tree(`parent: ${docs.id}, mode: FOLDERS`);
  assert.deepEqual(
    below.map(({ path, parent, depth }) => [path, parent, depth]),
    [['docs/api', docs.id, 2]],
  );
});

test('tree: by path the siblings, with ancestors on request; PAGES always fails', async () => {
  const siblings = await tree('path: "docs/api/auth", mode: ALL');
  assert.deepEqual(
    siblings.map(({ path }) => path),
    ['docs/api/auth'],
  );
  const withAncestors = await tree('path: "docs/api/auth", mode: ALL, includeAncestors: true');
  assert.deepEqual(withAncestors.map(({ path }) => path).sort(), ['docs', 'docs/api', 'docs/api/auth']);
  assert.deepEqual(await tree('path: "nope", mode: ALL'), []);
  const error = await firstError('tree(mode: PAGES, locale: "en") { id }');
  assert.equal(error.message, 'builder.andWhereNotNull is not a function');
  const fallback = await wiki.pages('tree(mode: ALL, locale: "") { path }');
  assert.equal(fallback.tree.length, 5);
});

test('tree: ids are handed out anew by each rebuild', async () => {
  const idOf = async (path) => (await tree('mode: ALL')).find((row) => row.path === path).id;
  const before = await idOf('home');
  await wiki.create('aaa');
  assert.notEqual(await idOf('home'), before);
});

test('links: paths with locale, pages without links too', async () => {
  const { links } = await wiki.pages('links(locale: "en") { id path title links }');
  assert.equal(links.length, 12);
  assert.deepEqual(
    links.find(({ id }) => id === 2),
    {
      id: 2,
      path: 'en/docs/intro',
      title: 'Introduction',
      links: ['en/docs/api', 'en/docs/missing'],
    },
  );
  assert.deepEqual(links.find(({ id }) => id === 13).links, []);
});

test('history and version', async () => {
  const { history } = await wiki.pages(
    'history(id: 10) { total trail { versionId versionDate authorId authorName actionType valueBefore valueAfter } }',
  );
  assert.equal(history.total, 3);
  assert.deepEqual(
    history.trail.map(({ actionType, valueBefore, valueAfter }) => [actionType, valueBefore, valueAfter]),
    [
      ['move', 'docs/news', 'docs/changelog'],
      ['edit', null, null],
      ['initial', null, null],
    ],
  );
  const [, , oldest] = history.trail;
  const { version } = await wiki.pages(
    `version(pageId: 10, versionId: ${oldest.versionId}) { versionId versionDate title path content tags action editor locale pageId }`,
  );
  assert.deepEqual(
    [version.title, version.path, version.tags, version.pageId, version.editor],
    ['News', 'docs/news', [], 10, 'markdown'],
  );
  assert.equal(version.versionDate, oldest.versionDate);
  const paged = await wiki.pages('history(id: 10, offsetPage: 1, offsetSize: 2) { total trail { actionType } }');
  assert.deepEqual(paged.history, { total: 3, trail: [{ actionType: 'initial' }] });
});

test('history: none for a new page, null for unknown versions, a TypeError for missing pages', async () => {
  const { history, version } = await wiki.pages(
    'history(id: 1) { total trail { versionId } } version(pageId: 1, versionId: 1) { title }',
  );
  assert.deepEqual([history, version], [{ total: 0, trail: [] }, null]);
  for (const fields of ['history(id: 999) { total }', 'version(pageId: 999, versionId: 1) { title }']) {
    const error = await firstError(fields);
    assert.equal(error.message, "Cannot read properties of undefined (reading 'path')");
    assert.equal(error.extensions.exception.code, undefined);
  }
});

test('checkConflicts compares texts; conflictLatest shows the content to who may write', async () => {
  const { single } = await wiki.pages('single(id: 2) { updatedAt }');
  const check = async (date) => (await wiki.pages(`checkConflicts(id: 2, checkoutDate: "${date}")`)).checkConflicts;
  assert.equal(await check(single.updatedAt), false);
  assert.equal(await check('2020-01-01'), true);
  assert.equal(await check('abc'), false);
  const { conflictLatest } = await wiki.pages('conflictLatest(id: 2) { id authorId content tags updatedAt locale }', {
    as: 'writer',
  });
  assert.deepEqual([conflictLatest.id, conflictLatest.authorId, conflictLatest.tags], [2, '1', ['docs', 'guide']]);
  assert.equal((await firstError('conflictLatest(id: 999) { id }')).extensions.exception.code, 6003);
  assert.equal((await firstError('conflictLatest(id: 2) { id }', { as: 'reader' })).message, 'Forbidden');
});

test('other namespaces answer', async () => {
  const { data, errors } = await wiki.ask(`{
    site { config { title host uploadMaxFileSize pageExtensions } } system { info { currentVersion pagesTotal usersTotal } flags { key } }
    users { list { id email isSystem } single(id: 1) { id groups { name } } } groups { list { id userCount } single(id: 99) { id } }
    localization { locales { code isInstalled } config { locale } } search { searchEngines { key isEnabled } }
    navigation { tree { locale } config { mode } } theming { config { theme } } mail { config { host } }
    assets { list(folderId: 0, kind: ALL) { id } folders(parentFolderId: 0) { id } } comments { list(locale: "en", path: "home") { id } }
    storage { targets { key } status { key } } logging { loggers { key } } rendering { renderers { key } }
    analytics { providers { key } } contribute { contributors { id } } }`);
  assert.equal(errors, undefined);
  assert.deepEqual(data.system.info, { currentVersion: '2.5.314', pagesTotal: 13, usersTotal: 6 });
  assert.equal(data.site.config.host, wiki.url);
  assert.deepEqual(
    data.search.searchEngines.filter(({ isEnabled }) => isEnabled),
    [{ key: 'db', isEnabled: true }],
  );
  assert.deepEqual(
    data.localization.locales.filter(({ isInstalled }) => isInstalled).map(({ code }) => code),
    ['en', 'fr'],
  );
  assert.equal(data.groups.single, null);
});

test('history: a size of 0 counts for none, negative ones reach the database, a full page ends in a move from ""', async () => {
  const kinds = async (args) =>
    (await wiki.pages(`history(id: 10, ${args}) { trail { actionType valueBefore } }`)).history.trail.map(
      ({ actionType, valueBefore }) => [actionType, valueBefore],
    );
  const whole = [
    ['move', 'docs/news'],
    ['edit', null],
    ['initial', null],
  ];
  assert.deepEqual(await kinds('offsetSize: 0'), whole);
  assert.deepEqual(await kinds('offsetSize: 4'), whole);
  assert.deepEqual(await kinds('offsetSize: 3'), [...whole.slice(0, 2), ['move', '']]);
  assert.match((await firstError('history(id: 10, offsetSize: -1) { total }')).message, /LIMIT must not be negative/);
  assert.match((await firstError('history(id: 10, offsetPage: -1) { total }')).message, /OFFSET must not be negative/);
});

test('searchTags takes wildcards', async () => {
  assert.deepEqual((await wiki.pages('searchTags(query: "g__de")')).searchTags, ['guide']);
  assert.equal((await wiki.pages('searchTags(query: "%")')).searchTags.length, 5);
});
