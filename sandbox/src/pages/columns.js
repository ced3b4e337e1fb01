// SPDX-License-Identifier: MIT
// What the database would refuse: lengths, references and types, with the texts of PostgreSQL.
import { DatabaseError, dataError, foreignKeyViolation } from '../errors.js';

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

const VARCHAR = 255;

/** What looking for a path checks. */
export function checkLookup(path) {
  checkBytes('select "id" from "pages" where "localeCode" = $1 and "path" = $2', path);
}

function checkBytes(statement, value) {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw dataError(statement, 'invalid byte sequence for encoding "UTF8": 0x00');
  }
}

function checkLengths(statement, values) {
  for (const value of values) {
    checkBytes(statement, value);
    if (typeof value === 'string' && [...value].length > VARCHAR) {
      throw dataError(statement, `value too long for type character varying(${VARCHAR})`);
    }
  }
}

function checkLocale(store, statement, locale) {
  if (!store.settings.locales.includes(locale)) {
    throw foreignKeyViolation(statement, 'pages', 'pages_localecode_foreign');
  }
}

/** What an insert checks: lengths first, then the references. */
export function checkInsert(store, page) {
  checkLengths(INSERT, [page.path, page.title, page.description, page.publishStartDate, page.publishEndDate]);
  checkBytes(INSERT, page.content);
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
  const statement = updateOf(['authorId', 'content', 'description', 'extra', 'isPublished', 'title', 'updatedAt']);
  checkLengths(statement, [changes.title, changes.description, changes.publishStartDate, changes.publishEndDate]);
  checkBytes(statement, changes.content);
}

export function checkRelocation(store, locale, path, title) {
  const statement = updateOf(['path', 'localeCode', 'title', 'hash', 'updatedAt']);
  checkLengths(statement, [path, title]);
  checkLocale(store, statement, locale);
}
