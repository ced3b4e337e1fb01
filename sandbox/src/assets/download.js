// SPDX-License-Identifier: MIT
// GET of an asset: from the cache with all that a file server has, from the database without any of it.
import { basename } from 'node:path';
import { extensionOf, isShownInBrowsers, typeOf } from './names.js';

const plain = (status, text) => ({ status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text });

/** "bytes=5-", "bytes=-5", "bytes=2-5" of a file: {start, end}; null: none; false: beyond its end. */
function rangeOf(text, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(text ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return null;
  }
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start < size && start <= end ? { start, end } : false;
}

/** Whether what the client has is still this state; If-Range names it by its ETag or by its date. */
function isSame(condition, etag, mtime) {
  if (condition === undefined || condition.includes('"')) {
    return condition === undefined || condition.includes(etag);
  }
  return Math.floor(mtime.getTime() / 1000) * 1000 <= Date.parse(condition);
}

function isUnchanged(headers, etag, mtime) {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
  }
  const since = headers['if-modified-since'];
  return since !== undefined && isSame(since, etag, mtime);
}

function cachedReply({ headers }, { file, size, mtime }, common) {
  const etag = `W/"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
  const validators = {
    ...common,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'public, max-age=0',
    'Last-Modified': mtime.toUTCString(),
    ETag: etag,
  };
  if (isUnchanged(headers, etag, mtime)) {
    return { status: 304, headers: validators, file: null };
  }
  const range = isSame(headers['if-range'], etag, mtime) ? rangeOf(headers.range, size) : null;
  if (range === false) {
    const { ETag, 'Last-Modified': modified, ...kept } = validators;
    const headers = { ...kept, 'Content-Type': 'text/plain; charset=utf-8', 'Content-Range': `bytes */${size}` };
    return { ...plain(500, 'Internal Server Error'), headers };
  }
  if (range) {
    const { start, end } = range;
    const partial = { ...validators, 'Content-Range': `bytes ${start}-${end}/${size}` };
    return { status: 206, headers: partial, file, start, end };
  }
  return { status: 200, headers: validators, file, start: 0, end: size - 1 };
}

export function answerDownload({ sandbox, identity, request }, path) {
  const { assets, store } = sandbox;
  if (!assets.may(identity.user, 'read:assets', path)) {
    return plain(403, 'Forbidden');
  }
  const asset = assets.at(path);
  const extension = extensionOf(path.toLowerCase());
  const common = { 'Content-Type': typeOf(extension) };
  if (store.settings.site.uploadForceDownload && !isShownInBrowsers(extension)) {
    common['Content-Disposition'] = `attachment; filename=${encodeURIComponent(basename(path.toLowerCase()))}`;
  }
  if (!asset) {
    return { ...plain(404, 'Not Found'), headers: { ...common, 'Content-Type': 'text/plain; charset=utf-8' } };
  }
  const opened = assets.open(asset);
  if (opened.cached) {
    return cachedReply(request, opened, common);
  }
  const etag = `W/"${opened.size.toString(16)}-${asset.id}db${opened.mtime.getTime().toString(36)}"`;
  return { status: 200, headers: { ...common, ETag: etag }, file: opened.file, start: 0, end: opened.size - 1 };
}
