// SPDX-License-Identifier: MIT
// Converting, restoring, tags, locales and history: the writes besides create, update, move and delete.
import { checkLengths } from '../database.js';
import { DatabaseError, WikiError } from '../errors.js';
import { subtractIsoDuration } from '../time-span.js';
import { EDITORS, checkMigration } from './columns.js';
import { toHtml, toMarkdown } from './convert.js';
import { versionOf } from './history.js';

const CONVERSIONS = {
  'markdown>html': toHtml,
  'html>markdown': toMarkdown,
  'html>html': (content) => content,
};

/** Another editor for a page, and its content rewritten to suit. The render is not made anew. */
export function convertPage({ store, clock, writer }, user, { id, editor }) {
  const page = store.pages.get(id);
  if (!page) {
    throw new Error('Invalid Page Id');
  }
  if (page.editorKey === editor) {
    throw new Error('Page is already using this editor. Nothing to convert.');
  }
  if (!writer.may(user, ['write:pages'], page.localeCode, page.path)) {
    throw new WikiError('PageUpdateForbidden');
  }
  const convert = CONVERSIONS[`${page.contentType}>${EDITORS[editor]}`];
  if (!convert) {
    throw new Error('Unsupported source / destination content types combination.');
  }
  const content = convert(page.content);
  if (content !== page.content) {
    store.addVersion(page, 'updated', clock.iso());
  }
  Object.assign(page, { content, contentType: EDITORS[editor], editorKey: editor, updatedAt: clock.iso() });
  store.changed();
}

/** Back to an earlier version: an update with what versions hold, hence without tags and scripts. */
export async function restorePage({ store, writer }, user, { pageId, versionId }) {
  const page = store.pages.get(pageId);
  if (!page) {
    throw new WikiError('PageNotFound');
  }
  if (!writer.may(user, ['write:pages'], page.localeCode, page.path)) {
    throw new WikiError('PageRestoreForbidden');
  }
  const version = versionOf(store, pageId, versionId);
  if (!version) {
    throw new WikiError('PageNotFound');
  }
  const { content, title, description, isPublished, publishStartDate, publishEndDate, locale, path } = version;
  const fields = { content, title, description, isPublished, publishStartDate, publishEndDate, locale, path };
  await writer.update(user, { id: pageId, ...fields, tags: [] }, 'restored');
}

const UPDATE_TAG = 'update "tags" set "tag" = $1, "title" = $2, "updatedAt" = $3 where "tags"."id" = $4';

export function renameTag({ store, clock }, { id, tag: name, title }) {
  const tag = store.tags.get(id);
  if (!tag) {
    throw new Error('This tag does not exist.');
  }
  const clean = name.trim().toLowerCase();
  checkLengths(UPDATE_TAG, [clean, title.trim()]);
  const taken = store.tagNamed(clean);
  if (taken && taken !== tag) {
    throw new DatabaseError(
      'UniqueViolationError',
      `${UPDATE_TAG} - duplicate key value violates unique constraint "tags_tag_unique"`,
    );
  }
  store.renameTag(tag, clean);
  Object.assign(tag, { title: title.trim(), updatedAt: clock.iso() });
}

export function deleteTag({ store }, id) {
  const tag = store.tags.get(id);
  if (!tag) {
    throw new Error('This tag does not exist.');
  }
  store.removeTag(tag);
}

/** Moves all pages of a locale that do not exist in the other. Hashes and tree stay as they were: the server's flaw. */
export function migrateToLocale({ store }, { sourceLocale, targetLocale }) {
  const moving = [...store.pages.values()].filter(
    (page) => page.localeCode === sourceLocale && !store.pageAt(targetLocale, page.path),
  );
  if (moving.length > 0) {
    checkMigration(store, targetLocale);
  }
  store.tree.settle();
  for (const page of moving) {
    store.relocatePage(page, targetLocale, page.path);
  }
  return moving.length;
}

export function purgeHistory({ store, clock }, olderThan) {
  const limit = subtractIsoDuration(clock.now(), olderThan);
  if (limit === null) {
    throw new Error('Invalid unit value NaN');
  }
  const border = new Date(limit).toISOString();
  for (const [pageId, versions] of store.history) {
    store.history.set(
      pageId,
      versions.filter((version) => version.versionDate >= border),
    );
  }
  store.changed();
}
