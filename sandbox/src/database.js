// SPDX-License-Identifier: MIT
// What PostgreSQL refuses in a text column, and the wildcards of its LIKE.
import { dataError } from './errors.js';

export const VARCHAR = 255;
export const LOCALE_MAX = 5;

export function checkBytes(statement, value) {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw dataError(statement, 'invalid byte sequence for encoding "UTF8": 0x00');
  }
}

/** Lengths count characters, not UTF-16 units. */
export function checkLengths(statement, values, max = VARCHAR) {
  for (const value of values) {
    checkBytes(statement, value);
    if (typeof value === 'string' && [...value].length > max) {
      throw dataError(statement, `value too long for type character varying(${max})`);
    }
  }
}

/** LIKE '%text%' as a regular expression: % and _ in the text are wildcards. */
export function likePattern(text, { prefix = false, matchCase = false } = {}) {
  const body = text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(prefix ? `^${body}` : body, matchCase ? 'su' : 'isu');
}
