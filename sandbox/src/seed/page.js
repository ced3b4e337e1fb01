// SPDX-License-Identifier: MIT
import { EDITORS } from '../pages/columns.js';
import { pageHash, versionedPart } from '../store.js';

/**
 * Puts a page into the store without going through a write: no rights, no costs, no clock.
 * `render: null` means that it is rendered when somebody first asks.
 */
export function seedPage(store, fields) {
  const {
    locale = 'en',
    path,
    editor = 'markdown',
    tags = [],
    links = [],
    createdAt,
    updatedAt = createdAt,
    authorId = 1,
    extra = {},
  } = fields;
  const page = {
    id: store.nextId('pages'),
    path,
    hash: pageHash(locale, path),
    title: fields.title,
    description: fields.description ?? '',
    isPrivate: fields.isPrivate ?? false,
    isPublished: fields.isPublished ?? true,
    privateNS: null,
    publishStartDate: fields.publishStartDate ?? '',
    publishEndDate: fields.publishEndDate ?? '',
    content: fields.content,
    contentType: EDITORS[editor],
    render: null,
    toc: null,
    editorKey: editor,
    localeCode: locale,
    authorId,
    creatorId: fields.creatorId ?? authorId,
    createdAt,
    updatedAt,
    extra: { js: '', css: '', ...extra },
    tags: tags.map((tag) => store.ensureTag(tag, createdAt).id),
    links,
  };
  store.addPage(page);
  return page;
}

/** Older states of a page, oldest first; each is what the page was before the next change. */
export function seedVersions(store, page, versions) {
  const kept = versions.map((version) => ({
    ...versionedPart(page),
    ...version,
    id: store.nextId('history'),
    pageId: page.id,
    action: version.action ?? 'updated',
    createdAt: version.versionDate,
    updatedAt: version.versionDate,
  }));
  store.history.set(page.id, kept);
}
