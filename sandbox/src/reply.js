// SPDX-License-Identifier: MIT
// Sending answers: ETag, 304, compression above 1 KB, and the faults that damage an answer on its way.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { withWrongTypes } from './faults.js';
import { sendFile } from './send-file.js';

const COMPRESS_FROM = 1024;
const BROTLI_QUALITY = 4;
const BROTLI_WINDOW_BITS = 18; // more costs memory that makes the garbage collector run when many are under way

const compressors = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => promisify(gzip)(body),
};

const COMMON_HEADERS = {
  'X-Frame-Options': 'deny',
  'X-XSS-Protection': '1; mode=block',
  'X-Content-Type-Options': 'nosniff',
  'X-UA-Compatible': 'IE=edge',
  'Referrer-Policy': 'same-origin',
};

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

export const json = (status, value, headers = {}) => ({
  status,
  headers: { 'Content-Type': JSON_TYPE, ...headers },
  body: JSON.stringify(value),
});

export const html = (status, body, headers = {}) => ({
  status,
  headers: { 'Content-Type': HTML_TYPE, ...headers },
  body,
});

export const redirect = (status, location) => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', Location: location, Vary: 'Accept, Accept-Encoding' },
  body: `${status === 301 ? 'Moved Permanently' : 'Found'}. Redirecting to ${location}`,
});

/** The middleware's way to refuse a GraphQL request. */
export const graphqlFailure = (status, message) => json(status, { data: {}, errors: [{ message, path: [] }] });

/** An answer that never comes. */
export const HANG = Symbol('hang');

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function weakEtag(body) {
  const digest = createHash('sha1').update(body).digest('base64').slice(0, 27);
  return `W/"${body.length.toString(16)}-${digest}"`;
}

function chosenEncoding(request) {
  const accepted = new Map();
  for (const part of (request.headers['accept-encoding'] ?? '').split(',')) {
    const [name, ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((value) => value !== undefined);
    accepted.set(name, Number(quality ?? 1));
  }
  return ['br', 'gzip'].find((name) => (accepted.get(name) ?? 0) > 0) ?? null;
}

function damaged(body, fault) {
  let result = body;
  if (fault['wrong-types'] && body.length > 0) {
    try {
      result = Buffer.from(JSON.stringify(withWrongTypes(JSON.parse(body))));
    } catch {
      result = Buffer.from('42'); // an answer that is no JSON anyway
    }
  }
  return fault['invalid-json']
    ? Buffer.concat([result.subarray(0, Math.max(0, result.length - 1)), Buffer.from('<')])
    : result;
}

/** The answer of a status fault: the kind of page that a proxy in front of the server would send. */
export function faultReply(fault) {
  return html(
    fault.status,
    `<html><head><title>${fault.status}</title></head><body>fault injected by the sandbox</body></html>`,
  );
}

function faultHeaders(fault, nowMs) {
  const headers = Object.fromEntries(fault.headers);
  if (fault['retry-after'] !== undefined) {
    headers['Retry-After'] = String(fault['retry-after']);
  }
  if (fault['retry-after-date'] !== undefined) {
    headers['Retry-After'] = new Date(nowMs + fault['retry-after-date'] * 1000).toUTCString();
  }
  return headers;
}

async function writeBody(response, body, fault) {
  if (fault?.cut !== undefined && fault.cut < body.length) {
    await new Promise((done) => response.write(body.subarray(0, fault.cut), done));
    response.destroy();
    return;
  }
  if (!fault?.drip) {
    response.end(body);
    return;
  }
  for (let at = 0; at < body.length && !response.destroyed; at += fault.drip.bytes) {
    response.write(body.subarray(at, at + fault.drip.bytes));
    await sleep(fault.drip.everyMs);
  }
  response.end();
}

function note(entry, status) {
  if (entry) {
    entry.status = status;
  }
}

const isFresh = (request, headers) =>
  ['GET', 'HEAD'].includes(request.method) && request.headers['if-none-match'] === headers.ETag;

/**
 * Sends `reply` ({status, headers, body}), compressed when the request allows it and damaged as `fault` says.
 * `random` gives the jitter, `clock` the date of Retry-After, `faults` the end of a hold. `entry` of the log, if there
 * is one, has the status before the client can have it.
 */
export async function send(request, response, reply, { fault, faults, random, clock, entry }) {
  if (fault?.hold) {
    await faults.cleared();
  }
  if (fault?.latency || fault?.jitter) {
    await sleep((fault.latency ?? 0) + random.next() * (fault.jitter ?? 0));
  }
  if (response.destroyed) {
    return;
  }
  if (reply.file !== undefined) {
    const headers = { ...COMMON_HEADERS, ...reply.headers, ...(fault && faultHeaders(fault, clock.now())) };
    note(entry, reply.status);
    await sendFile(request, response, { ...reply, headers }, fault);
    return;
  }
  const plain = fault ? damaged(Buffer.from(reply.body), fault) : Buffer.from(reply.body);
  const headers = {
    ...COMMON_HEADERS,
    Vary: 'Accept-Encoding',
    ...reply.headers,
    ETag: weakEtag(plain),
    ...(fault && faultHeaders(fault, clock.now())),
  };
  if (reply.status === 200 && isFresh(request, headers)) {
    note(entry, 304);
    response.writeHead(304, headers).end();
    return;
  }
  const body = await encoded(request, plain, headers);
  note(entry, reply.status);
  response.writeHead(reply.status, headers);
  if (request.method === 'HEAD') {
    response.end();
  } else {
    await writeBody(response, body, fault);
  }
}

/** The body as it goes over the wire, and the headers that say so. Compressed ones are chunked, as on the real server. */
async function encoded(request, body, headers) {
  const encoding = body.length >= COMPRESS_FROM ? chosenEncoding(request) : null;
  if (encoding) {
    headers['Content-Encoding'] = encoding;
    return compressors[encoding](body);
  }
  headers['Content-Length'] = body.length;
  return body;
}
