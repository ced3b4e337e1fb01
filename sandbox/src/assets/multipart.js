// SPDX-License-Identifier: MIT
// Reads multipart/form-data as it comes, in constant memory.

const HEAD_END = Buffer.from('\r\n\r\n');
const HEAD_MAX = 16384;

export class BadForm extends Error {}

function readHead(text) {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? '';
  const parameter = (name) => new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  const type = /^content-type:\s*([^;\r\n]+)/im.exec(text)?.[1].trim() ?? 'text/plain';
  return { name: parameter('name'), filename: parameter('filename')?.split(/[/\\]/).pop(), type };
}

/**
 * Calls `onPart(head)` for each part, which returns {write(chunk), end()}; both may return promises. Throws BadForm when
 * the form is cut off.
 */
export async function readForm(request, onPart) {
  const boundary = /boundary="?([^";]+)/i.exec(request.headers['content-type'])?.[1];
  if (!boundary) {
    throw new BadForm('Multipart: Boundary not found');
  }
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let rest = Buffer.from('\r\n'); // so that the first boundary looks like the others
  let part = null;
  let ended = false;
  let size = 0; // an empty body is a form without parts

  /** Handles what is at the start of `rest`; false when more is needed. */
  async function step() {
    if (part === null) {
      return startPart();
    }
    const at = rest.indexOf(delimiter);
    const ready = at >= 0 ? at : rest.length - delimiter.length + 1;
    if (ready > 0) {
      await part.write(rest.subarray(0, ready));
      rest = rest.subarray(ready);
    }
    if (at < 0) {
      return false;
    }
    await part.end();
    part = null;
    return true;
  }

  async function startPart() {
    const at = rest.indexOf(delimiter);
    const after = at + delimiter.length;
    if (at >= 0 && rest.subarray(after, after + 2).toString() === '--') {
      ended = true;
      return false;
    }
    const end = at < 0 ? -1 : rest.indexOf(HEAD_END, after);
    if (end < 0) {
      if (rest.length > HEAD_MAX) {
        throw new BadForm('Malformed part header');
      }
      return false;
    }
    part = await onPart(readHead(rest.subarray(after, end).toString('utf8')));
    rest = rest.subarray(end + HEAD_END.length);
    return true;
  }

  for await (const chunk of request) {
    size += chunk.length;
    if (!ended) {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      while (await step());
    }
  }
  if (!ended && size > 0) {
    throw new BadForm('Unexpected end of multipart data');
  }
}
