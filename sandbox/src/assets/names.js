// SPDX-License-Identifier: MIT
// What becomes of the names of files and folders, and what their extensions say.

const ILLEGAL = /[/?<>\\:*|"\x00-\x1f\x80-\x9f]/g;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;
const NAME_MAX = 255;

/** The longest beginning of `text` that is no more than NAME_MAX bytes of UTF-8. */
function cut(text) {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > NAME_MAX) {
      break;
    }
    kept += character;
  }
  return kept;
}

function safe(name) {
  const cleaned = name.replace(ILLEGAL, '');
  return /^\.+$/.test(cleaned) || RESERVED.test(cleaned) ? '' : cut(cleaned.replace(/[. ]+$/, ''));
}

/** The name of a new folder, or an asset's new name. */
export const slugOf = (name) => safe(name).toLowerCase();

/** The name under which an uploaded file is stored. */
export const storedName = (name) => safe(name.toLowerCase().replace(/[\s,;#]+/g, '_'));

/** As Node's own path.extname: a name that begins with a dot has none. */
export const extensionOf = (name) => /[^/]*[^/.][^/]*?(\.[^./]*)$/.exec(name)?.[1] ?? '';

const IMAGES = ['.png', '.apng', '.jpg', '.jpeg', '.gif', '.bmp', '.webp', '.svg'];

export const isShownInBrowsers = (extension) => IMAGES.includes(extension);

const TYPES = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
};

export const typeOf = (extension) => TYPES[extension] ?? 'application/octet-stream';
