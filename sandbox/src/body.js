// SPDX-License-Identifier: MIT
// Request bodies: at most 5 MiB, compressed or not.
import { createGunzip, createInflate } from 'node:zlib';
import { HttpRefusal } from './graphql-request.js';

export const BODY_MAX = 5 * 1024 * 1024;

const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate };

function decoded(request) {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') {
    return request;
  }
  if (!Object.hasOwn(DECODERS, encoding)) {
    throw new HttpRefusal(415, `unsupported content encoding "${encoding}"`);
  }
  return request.pipe(DECODERS[encoding]());
}

/** The whole body as a Buffer. The rest of one that is too long is read and dropped, so that the answer arrives. */
export async function readBody(request) {
  const stream = decoded(request);
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size <= BODY_MAX) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
      }
    }
  } catch (error) {
    throw new HttpRefusal(400, error.message);
  }
  if (size > BODY_MAX) {
    throw new HttpRefusal(413, 'request entity too large');
  }
  return Buffer.concat(chunks);
}

const CHARSETS = /^utf-/i;

/** Whether the body is JSON by its content type; a character set that the server cannot read is refused. */
export function isJson(request) {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !CHARSETS.test(charset)) {
    throw new HttpRefusal(415, `unsupported charset "${charset.toUpperCase()}"`);
  }
  return /^application\/json(;|$)/i.test((request.headers['content-type'] ?? '').trim());
}

/** The JSON of a body. Only objects and lists count, as with the server's own reader. */
export function parseJsonBody(buffer) {
  const text = buffer.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') {
    return undefined;
  }
  if (!/^\s*[[{]/.test(text)) {
    const first = text.trim()[0];
    throw new HttpRefusal(400, `Unexpected token '${first}', "#" is not valid JSON`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpRefusal(400, error.message);
  }
}
