// SPDX-License-Identifier: MIT
// The source of a page as a file, with its metadata in front: what /d/{locale}/{path} sends.

const FILES = {
  markdown: { extension: 'md', type: 'text/markdown; charset=utf-8', open: '---\n', close: '\n---\n\n' },
  html: { extension: 'html', type: 'text/html; charset=utf-8', open: '<!--\n', close: '\n-->\n\n' },
};
const PLAIN = { extension: 'txt', type: 'text/plain; charset=utf-8', open: null };

export function sourceFile(page) {
  const file = FILES[page.contentType] ?? PLAIN;
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
  const name = `${page.path.split('/').pop()}.${file.extension}`;
  return {
    status: 200,
    headers: { 'Content-Type': file.type, 'Content-Disposition': disposition(name) },
    body: file.open === null ? page.content : `${file.open}${lines}${file.close}${page.content}`,
  };
}

/** A plain name for old clients and, beyond ASCII, the real one in the extended form. */
function disposition(name) {
  if (/^[\x20-\x7e]*$/.test(name)) {
    return `attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`;
  }
  const extended = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replace(/[^\x20-\x7e]/g, '?')}"; filename*=UTF-8''${extended}`;
}
