// SPDX-License-Identifier: MIT
// The text form of a fault, as in "status=503,retry-after=2,times=1", read into a plain object.

const INTEGER = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
const FLAG = (text) => (text === '' ? true : undefined);

/** Every word of the little language: how its value is read. docs/sandbox.md explains each. */
const WORDS = {
  latency: INTEGER,
  jitter: INTEGER,
  hold: FLAG,
  status: (text) => (/^[2-5]\d\d$/.test(text) ? Number(text) : undefined),
  'retry-after': INTEGER,
  'retry-after-date': INTEGER,
  header: (text) =>
    /^[\w-]+:/.test(text) ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] : undefined,
  booting: FLAG,
  reset: FLAG,
  break: INTEGER,
  'null-data': FLAG,
  lose: INTEGER,
  cut: INTEGER,
  drip: (text) => {
    const match = /^(\d{1,7})\/(\d{1,7})$/.exec(text);
    return match && Number(match[1]) > 0 ? { bytes: Number(match[1]), everyMs: Number(match[2]) } : undefined;
  },
  'invalid-json': FLAG,
  'wrong-types': FLAG,
  hang: FLAG,
  'expire-token': FLAG,
  after: FLAG,
  times: INTEGER,
  skip: INTEGER,
  chance: (text) => (/^(\d{1,2}(\.\d{1,4})?|100)$/.test(text) ? Number(text) : undefined),
  id: (text) => text,
};

export class FaultSpecError extends Error {}

/** Reads a fault; throws FaultSpecError that names the word which is wrong. */
export function parseFault(text) {
  const fault = { headers: [] };
  for (const part of text.split(',').map((word) => word.trim())) {
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    const value = Object.hasOwn(WORDS, name) ? WORDS[name](at < 0 ? '' : part.slice(at + 1)) : undefined;
    if (value === undefined) {
      throw new FaultSpecError(`bad fault "${part}"; known words: ${Object.keys(WORDS).join(', ')}`);
    }
    if (name === 'header') {
      fault.headers.push(value);
    } else {
      fault[name] = value;
    }
  }
  return fault;
}
