// SPDX-License-Identifier: MIT
// The trail of a page's versions, newest first, with what changed between two of them.
import { dataError } from '../errors.js';

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const SELECT = 'select "pageHistory"."id", … from "pageHistory" … order by "pageHistory"."versionDate" desc';

function checkWindow(offsetPage, offsetSize) {
  if (offsetSize < 0) {
    throw dataError(`${SELECT} limit $2`, 'LIMIT must not be negative');
  }
  if (offsetPage < 0) {
    throw dataError(`${SELECT} limit $2 offset $3`, 'OFFSET must not be negative');
  }
}

/** What became of a version: the oldest one is "initial", unless it fills the last page that is asked for. */
function changeOf(version, older, isFilled) {
  if (older === undefined && !isFilled) {
    return { actionType: 'initial', valueBefore: null, valueAfter: null };
  }
  const before = older?.path ?? '';
  return before === version.path
    ? { actionType: 'edit', valueBefore: null, valueAfter: null }
    : { actionType: 'move', valueBefore: before, valueAfter: version.path };
}

export function trailOf(store, pageId, offsetPage, offsetSize) {
  checkWindow(offsetPage, offsetSize);
  const versions = [...store.versionsOf(pageId)].sort((a, b) => compare(b.versionDate, a.versionDate));
  const start = offsetPage * offsetSize;
  const shown = versions.slice(start, start + offsetSize);
  const isFilled = versions.length >= start + offsetSize;
  const trail = shown.map((version, index) => ({
    versionId: version.id,
    versionDate: version.versionDate,
    authorId: version.authorId,
    authorName: store.users.get(version.authorId)?.name ?? 'Unknown',
    ...changeOf(version, versions[start + index + 1], isFilled),
  }));
  return { trail, total: versions.length };
}

/** One version as the API shows it; versions hold no tags. */
export function versionOf(store, pageId, versionId) {
  const version = store.versionsOf(pageId).find((candidate) => candidate.id === versionId);
  if (!version) {
    return null;
  }
  return {
    ...version,
    versionId: version.id,
    locale: version.localeCode,
    editor: version.editorKey,
    authorName: store.users.get(version.authorId)?.name ?? 'Unknown',
    tags: [],
  };
}
