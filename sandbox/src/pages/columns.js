// SPDX-License-Identifier: MIT
// What the database would refuse: lengths, references and types, with the texts of PostgreSQL.
import { checkBytes, checkLengths, LOCALE_MAX } from '../database.js';
import { DatabaseError, foreignKeyViolation } from '../errors.js';

/** Known editors and the content type of their pages. They need not be enabled to be used. */
export const EDITORS = {
  api: 'yml',
  asciidoc: 'asciidoc',
  ckeditor: 'html',
  code: 'html',
  markdown: 'markdown',
  redirect: 'redirect',
  wysiwyg: 'html',
};

const INSERT_COLUMNS = [
  'authorId',
  'content',
  'contentType',
  'createdAt',
  'creatorId',
  'description',
  'editorKey',
  'extra',
  'hash',
  'isPrivate',
  'isPublished',
  'localeCode',
  'path',
  'publishEndDate',
  'publishStartDate',
  'title',
  'toc',
  'updatedAt',
];
const INSERT =
  `insert into "pages" (${INSERT_COLUMNS.map((name) => `"${name}"`).join(', ')}) ` +
  `values (${INSERT_COLUMNS.map((_, index) => `$${index + 1}`).join(', ')}) returning "id"`;

const updateOf = (columns) =>
  `update "pages" set ${columns.map((name, index) => `"${name}" = $${index + 1}`).join(', ')} ` +
  `where "pages"."id" = $${columns.length + 1}`;

/** What looking for a path checks. */
export function checkLookup(path) {
  checkBytes('select "id" from "pages" where "localeCode" = $1 and "path" = $2', path);
}

function checkLocale(store, statement, locale) {
  checkLengths(statement, [locale], LOCALE_MAX);
  if (!store.settings.locales.includes(locale)) {
    throw foreignKeyViolation(statement, 'pages', 'pages_localecode_foreign');
  }
}

/** The scalar Date takes any value; the model does not. */
function checkDates(page) {
  for (const name of ['publishStartDate', 'publishEndDate']) {
    if (typeof page[name] !== 'string') {
      throw new DatabaseError('ValidationError', `${name}: should be string`);
    }
  }
}

/** What the insert of a tag checks, after the page itself was saved. */
export function checkTag(name) {
  const statement =
    'insert into "tags" ("createdAt", "tag", "title", "updatedAt") values ($1, $2, $3, $4) returning "id"';
  checkLengths(statement, [name]);
}

export function checkMigration(store, locale) {
  const statement =
    'update "pages" set "localeCode" = $1, "updatedAt" = $2 where "localeCode" = $3 and not exists ' +
    '(select "id" from "pages" as "pagesm" where "pagesm"."localeCode" = $4 and pagesm.path = pages.path)';
  checkLocale(store, statement, locale);
}

/** What an insert checks before it draws an id. */
export function checkValues(page) {
  checkDates(page);
  checkLengths(INSERT, [page.path, page.title, page.description, page.publishStartDate, page.publishEndDate]);
  checkLengths(INSERT, [page.localeCode], LOCALE_MAX);
  checkBytes(INSERT, page.content);
}

/** What it checks afterwards: the id of a page that points to nowhere is lost. */
export function checkReferences(store, page) {
  checkLocale(store, INSERT, page.localeCode);
  if (!Object.hasOwn(EDITORS, page.editorKey)) {
    throw foreignKeyViolation(INSERT, 'pages', 'pages_editorkey_foreign');
  }
}

/** What the model layer and the database check of an update. */
export function checkUpdate(changes) {
  for (const name of ['title', 'description']) {
    if (changes[name] === null) {
      throw new DatabaseError('ValidationError', `${name}: should be string`);
    }
  }
  checkDates(changes);
  const statement = updateOf(['authorId', 'content', 'description', 'extra', 'isPublished', 'title', 'updatedAt']);
  checkLengths(statement, [changes.title, changes.description, changes.publishStartDate, changes.publishEndDate]);
  checkBytes(statement, changes.content);
}

export function checkRelocation(store, locale, path, title) {
  const statement = updateOf(['path', 'localeCode', 'title', 'hash', 'updatedAt']);
  checkLengths(statement, [path, title]);
  checkLocale(store, statement, locale);
}
