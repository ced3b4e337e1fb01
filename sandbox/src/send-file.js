// SPDX-License-Identifier: MIT
// Sends a part of a file, with the damage that a fault wants.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function* dripped(stream, { bytes, everyMs }) {
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; at += bytes) {
      yield chunk.subarray(at, at + bytes);
      await sleep(everyMs);
    }
  }
}

/** `reply` is {status, headers, file, start, end}; file null: no body. */
export async function sendFile(request, response, reply, fault) {
  const { file, start, end } = reply;
  const length = file === null ? 0 : end - start + 1;
  const headers = reply.status === 304 ? reply.headers : { ...reply.headers, 'Content-Length': length };
  response.writeHead(reply.status, headers);
  if (request.method === 'HEAD' || length === 0) {
    response.end();
    return;
  }
  const isCut = fault?.cut !== undefined && fault.cut < length;
  const stream = createReadStream(file, { start, end: isCut ? start + fault.cut - 1 : end, highWaterMark: 256 * 1024 });
  if (isCut) {
    if (fault.cut > 0) {
      await pipeline(stream, response, { end: false }).catch(() => {});
    }
    while (!response.destroyed && (response.writableLength > 0 || response.socket?.writableLength > 0)) {
      await sleep(5); // what was written leaves before the connection breaks
    }
    response.destroy();
    return;
  }
  /* A client that goes away is no mistake of the sandbox. */
  await pipeline(fault?.drip ? dripped(stream, fault.drip) : stream, response).catch(() => {});
}
