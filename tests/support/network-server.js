// SPDX-License-Identifier: MIT
// Servers for the network tests: HTTPS with HTTP/2, one that wants a certificate, a proxy, a redirecting one. Prints their ports as one JSON line,
// ends with its standard input. Usage: node network-server.js KEY.pem CERTIFICATE.pem
'use strict';
const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const http2 = require('node:http2');
const https = require('node:https');

/**
 * A pages.single answer that tells in its title what was seen of the request, and in its description who asks. It waits
 * for the whole request: HTTP/2 resets the stream of one that was answered before its body was read, and curl 7.88 takes
 * that for a failure.
 */
async function answer(request, response, seen) {
  request.resume();
  await once(request, 'end');
  const page = {
    id: 1, path: 'home', hash: '0', title: seen, description: request.headers['user-agent'], contentType: 'markdown',
    locale: 'en', tags: [], createdAt: '2026-01-02T03:04:05.678Z', updatedAt: '2026-01-02T03:04:05.678Z',
  };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { pages: { single: page }, wj_probe: { profile: { id: 1 } } } }));
}

function start(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

async function main() {
  const [, , key, cert] = process.argv;
  let redirected = 0;
  const target = http.createServer((request, response) => {
    redirected += 1;
    answer(request, response, `reached ${redirected} times`);
  });
  const targetPort = await start(target);
  const own = { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  const ports = {
    mutual: await start(https.createServer({ ...own, ca: [own.cert], requestCert: true },
      (request, response) => answer(request, response, 'known'))),
    https: await start(http2.createSecureServer({ ...own, allowHTTP1: true },
      (request, response) => answer(request, response, `HTTP/${request.httpVersion}`))),
    proxy: await start(http.createServer((request, response) => answer(request, response, request.url))),
    redirect: await start(http.createServer((request, response) => {
      response.writeHead(301, { location: `http://127.0.0.1:${targetPort}/graphql` });
      response.end();
    })),
    target: targetPort,
  };
  process.stdout.write(`${JSON.stringify(ports)}\n`);
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

main();
