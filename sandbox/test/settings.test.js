// SPDX-License-Identifier: MIT
// Comments, navigation and settings: kept, and as little checked as in the real server.
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

async function change(namespace, field, options) {
  const { data, errors } = await wiki.ask(`mutation { ${namespace} { result: ${field} } }`, options);
  return data[namespace]?.result ?? errors[0].message;
}

async function read(namespace, field, options) {
  const { data, errors } = await wiki.ask(`{ ${namespace} { result: ${field} } }`, options);
  return data[namespace]?.result ?? errors[0].message;
}

const comment = (text, options) =>
  change('comments', `create(pageId: 1, content: ${JSON.stringify(text)}) { ${RESULT} id }`, options);

test('a comment is written, changed and deleted', async () => {
  const { responseResult, id } = await comment('  One *comment* <b>x</b>');
  assert.deepEqual([responseResult.succeeded, responseResult.message], [true, 'New comment posted successfully']);
  const one = await read('comments', `single(id: ${id}) { content render authorId authorName authorEmail authorIP }`);
  assert.equal(one.content, 'One *comment* <b>x</b>');
  assert.match(one.render, /<em>comment<\/em>/);
  assert.deepEqual([one.authorId, one.authorName, one.authorEmail], [1, 'API', 'api@localhost']);
  const updated = await change('comments', `update(id: ${id}, content: "Other") { ${RESULT} render }`);
  assert.match(updated.render, /Other/);
  const { path, locale } = await wiki.pages('single(id: 1) { path locale }').then((pages) => pages.single);
  const list = `list(locale: "${locale}", path: "${path}") { id content }`;
  assert.deepEqual(await read('comments', list), [{ id, content: 'Other' }]);
  assert.deepEqual(await read('comments', 'list(locale: "en", path: "no/such") { id }'), []);
  assert.equal((await change('comments', `delete(id: ${id}) { ${RESULT} }`)).responseResult.succeeded, true);
  assert.equal((await change('comments', `delete(id: ${id}) { ${RESULT} }`)).responseResult.errorCode, 8005);
  assert.equal(await read('comments', `single(id: ${id}) { id }`), 'This comment does not exist.');
});

test('comments come one at a time: 15 seconds for an address, 30 for an account', async () => {
  assert.equal((await comment('first')).responseResult.succeeded, true);
  assert.match(await comment('second'), /^Too many requests, please try again in 15 seconds\.$/);
  await wiki.advanceClock(16);
  const { responseResult } = await comment('third');
  assert.deepEqual([responseResult.errorCode, responseResult.slug], [1, 'Error']);
  assert.match(responseResult.message, /^Your administrator has set a time limit/);
  await wiki.advanceClock(16);
  assert.equal((await comment('x')).responseResult.errorCode, 8003);
  await wiki.advanceClock(16);
  assert.equal((await comment('fourth')).responseResult.succeeded, true);
});

test('navigation is replaced as a whole', async () => {
  const tree = 'tree { locale items { id kind label visibilityGroups } }';
  assert.equal((await read('navigation', tree))[0].items[0].label, 'Home');
  const item = '{id: "a", kind: "nonsense", visibilityGroups: [1]}';
  await change('navigation', `updateTree(tree: [{locale: "fr", items: [${item}]}]) { ${RESULT} }`);
  const stored = { id: 'a', kind: 'nonsense', label: null, visibilityGroups: [1] };
  assert.deepEqual(await read('navigation', tree), [{ locale: 'fr', items: [stored] }]);
  await change('navigation', `updateTree(tree: []) { ${RESULT} }`);
  assert.deepEqual(await read('navigation', tree), []);
  await change('navigation', `updateConfig(mode: NONE) { ${RESULT} }`);
  assert.deepEqual(await read('navigation', 'config { mode }'), { mode: 'NONE' });
});

test('site settings change in part, themes as a whole', async () => {
  await change('site', `updateConfig(host: "http://x.example/ ", pageExtensions: "MD, ,txt") { ${RESULT} }`);
  const site = await read('site', 'config { host title pageExtensions }');
  assert.deepEqual(site, { host: 'http://x.example', title: 'Wiki.js', pageExtensions: 'md, txt' });
  const required = 'theme: "default", iconset: "fa", darkMode: true';
  await change('theming', `setConfig(${required}, injectHead: "<x>", tocPosition: "off") { ${RESULT} }`);
  await change('theming', `setConfig(${required}, injectCSS: "a{color : red; top:0}") { ${RESULT} }`);
  assert.equal((await read('theming', 'config { injectCSS }')).injectCSS, 'a {\n  color: red;\n  top: 0\n}');
  await change('theming', `setConfig(${required}) { ${RESULT} }`);
  const look = await read('theming', 'config { iconset darkMode tocPosition injectHead }');
  assert.deepEqual(look, { iconset: 'fa', darkMode: true, tocPosition: 'left', injectHead: '' });
});

test('a locale that is not there leaves the switch half done', async () => {
  const update = (locale) =>
    change(
      'localization',
      `updateLocale(locale: "${locale}", autoUpdate: false, namespacing: true, namespaces: ["en"]) { ${RESULT} }`,
    );
  assert.equal((await update('fr')).responseResult.succeeded, true);
  const config = 'config { locale autoUpdate namespacing namespaces }';
  const expected = { locale: 'fr', autoUpdate: false, namespacing: true, namespaces: ['en', 'fr'] };
  assert.deepEqual(await read('localization', config), expected);
  assert.equal((await update('xx')).responseResult.slug, 'TypeError');
  assert.equal((await read('localization', config)).locale, 'xx');
  const download = await change('localization', `downloadLocale(locale: "de") { ${RESULT} }`);
  assert.equal(download.responseResult.succeeded, true);
  const locales = await read('localization', 'locales { code isInstalled }');
  assert.equal(locales.find(({ code }) => code === 'de').isInstalled, false);
});

test('all settings of a module are replaced', async () => {
  const config = '[{key: "linkify", value: "{\\"v\\":false}"}, {key: "unknown", value: "{\\"v\\":1}"}]';
  await change(
    'rendering',
    `updateRenderers(renderers: [{key: "markdownCore", isEnabled: true, config: ${config}}]) { ${RESULT} }`,
  );
  const renderers = await read('rendering', 'renderers { key isEnabled config { key value } }');
  const markdown = renderers.find(({ key }) => key === 'markdownCore');
  assert.deepEqual(
    markdown.config.map(({ key }) => key),
    ['linkify'],
  );
  assert.equal(JSON.parse(markdown.config[0].value).value, false);
  const bad = '[{key: "dictLanguage", value: "german"}]';
  const { responseResult } = await change(
    'search',
    `updateSearchEngines(engines: [{key: "postgres", isEnabled: false, config: ${bad}}]) { ${RESULT} }`,
  );
  assert.deepEqual([responseResult.errorCode, responseResult.slug], [1, 'SyntaxError']);
  await change(
    'search',
    `updateSearchEngines(engines: [{key: "db", isEnabled: false}, {key: "postgres", isEnabled: true}]) { ${RESULT} }`,
  );
  const engines = await read('search', 'searchEngines { key isEnabled }');
  assert.deepEqual(
    engines.filter(({ isEnabled }) => isEnabled),
    [{ key: 'postgres', isEnabled: true }],
  );
});

test('all of it is in the saved state', async () => {
  await comment('kept');
  await change('navigation', `updateConfig(mode: STATIC) { ${RESULT} }`);
  await change('theming', `setConfig(theme: "default", iconset: "fa", darkMode: true) { ${RESULT} }`);
  const again = Store.fromJSON(JSON.parse(JSON.stringify(wiki.sandbox.store)));
  assert.deepEqual(
    [...again.comments.values()].map(({ content }) => content),
    ['kept'],
  );
  assert.equal(again.settings.navigation.mode, 'STATIC');
  assert.equal(again.settings.theming.iconset, 'fa');
});

test('the text of a comment is for those who may write some', async () => {
  const { id } = await comment('Hello there');
  const guest = await wiki.ask(`{ comments { single(id: ${id}) { id content } } }`, { as: null });
  assert.deepEqual([guest.errors[0].message, guest.errors[0].path.at(-1)], ['Forbidden', 'content']);
  const list = '{ comments { list(locale: "en", path: "home") { id render } } }';
  assert.equal((await wiki.ask(list, { as: null })).data.comments.list[0].render, '<p>Hello there</p>\n');
});
