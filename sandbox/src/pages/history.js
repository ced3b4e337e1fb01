// SPDX-License-Identifier: MIT
// The trail of a page's versions, newest first, with what changed between two of them.

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function trailOf(store, pageId, offsetPage, offsetSize) {
  const versions = [...store.versionsOf(pageId)].sort((a, b) => compare(b.versionDate, a.versionDate));
  const start = offsetPage * offsetSize;
  const shown = versions.slice(start, start + offsetSize);
  const trail = shown.map((version, index) => {
    const older = versions[start + index + 1];
    const moved = older !== undefined && older.path !== version.path;
    return {
      versionId: version.id,
      versionDate: version.versionDate,
      authorId: version.authorId,
      authorName: store.users.get(version.authorId)?.name ?? 'Unknown',
      actionType: older === undefined ? 'initial' : moved ? 'move' : 'edit',
      valueBefore: moved ? older.path : null,
      valueAfter: moved ? version.path : null,
    };
  });
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
