// SPDX-License-Identifier: MIT
// The source of a page as a file, with its metadata in front: what /d/{locale}/{path} sends.

const FILES = {
  markdown: { extension: 'md', type: 'text/markdown; charset=utf-8', open: '---\n', close: '\n---\n\n' },
  html: { extension: 'html', type: 'text/html; charset=utf-8', open: '<!--\n', close: '\n-->\n\n' },
};
const BARE = {
  asciidoc: { extension: 'adoc', type: 'application/octet-stream; charset=utf-8' },
  other: { extension: 'txt', type: 'text/plain; charset=utf-8' },
};

/** A page, or an old version of one with dates and tags to match, as a file. Values are written raw, not quoted. */
export function sourceFile(page) {
  const file = FILES[page.contentType];
  if (!file) {
    const { extension, type } = BARE[page.contentType] ?? BARE.other;
    return asDownload(page, extension, type, page.content);
  }
  const metadata = [
    ['title', page.title],
    ['description', page.description],
    ['published', page.isPublished],
    ['date', page.updatedAt],
    ['tags', page.tags.map(({ tag }) => tag).join(', ')],
    ['editor', page.editor],
    ['dateCreated', page.createdAt],
  ];
  const lines = metadata.map(([key, value]) => `${key}: ${value}`).join('\n');
  return asDownload(page, file.extension, file.type, `${file.open}${lines}${file.close}${page.content}`);
}

function asDownload(page, extension, type, body) {
  const name = `${page.path.split('/').pop()}.${extension}`;
  return { status: 200, headers: { 'Content-Type': type, 'Content-Disposition': disposition(name) }, body };
}

/** Latin-1 goes out as it is; beyond that question marks, and the real name in the extended form. */
function disposition(name) {
  if (/^[\x20-\x7e\xa0-\xff]*$/.test(name)) {
    return `attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`;
  }
  const extended = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name.replace(/[^\x20-\x7e\xa0-\xff]/gu, '?')}"; filename*=UTF-8''${extended}`;
}
