// SPDX-License-Identifier: MIT
import { WikiError } from '../errors.js';

/** The path as the server stores it: one slash at each end goes; four things may not be in it. */
export function checkedPath(path) {
  if (path.includes('.') || path.includes(' ') || path.includes('\\') || path.includes('//')) {
    throw new WikiError('PageIllegalPath');
  }
  let clean = path;
  if (clean.endsWith('/')) {
    clean = clean.slice(0, -1);
  }
  if (clean.startsWith('/')) {
    clean = clean.slice(1);
  }
  return clean;
}
