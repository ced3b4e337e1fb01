// SPDX-License-Identifier: MIT
// The HTTP server: one pipeline for every request. Log it, read it, see whether a fault is due, find out who asks,
// answer, and send the answer with what damage the fault wants.
import { createServer, STATUS_CODES } from 'node:http';
import { FaultSpecError } from './fault-spec.js';
import { HttpRefusal } from './graphql-request.js';
import { tokenOf } from './identity.js';
import { faultReply, graphqlFailure, HANG, html, send } from './reply.js';
import { answerAdmin } from './routes/admin.js';
import { answerGraphql, prepareGraphql } from './routes/graphql.js';
import { answerSite } from './routes/site.js';

const KEEP_ALIVE_MS = 5000;

const isGraphql = (path) => path === '/graphql' || path.startsWith('/graphql/');

/** How a refusal looks depends on where it happens: JSON or text on /graphql, HTML elsewhere. */
function refusalReply(error, path) {
  if (!isGraphql(path)) {
    return html(
      error.status,
      `<!DOCTYPE html><html><body><h1>${error.status}</h1><p>${error.message}</p></body></html>`,
    );
  }
  return error.fromMiddleware
    ? graphqlFailure(error.status, error.message)
    : html(error.status, error.message, error.headers);
}

/** What the real server says to everybody in the second between opening its port and being ready. */
const BOOTING = { status: 500, message: 'Unknown authentication strategy "jwt"', fromMiddleware: true };

/** A fault that leaves nothing of the real answer. */
const replacesAnswer = (fault) => Boolean(fault && (fault.reset || fault.hang || fault.booting || fault.status));

class Exchange {
  constructor(sandbox, request, response) {
    this.sandbox = sandbox;
    this.request = request;
    this.response = response;
    this.url = new URL(request.url, 'http://sandbox');
    this.path = this.url.pathname;
    this.ip = request.socket.remoteAddress;
  }

  async run() {
    if (this.path.startsWith('/_sandbox/')) {
      await this.#send(await answerAdmin(this));
      return;
    }
    this.entry = this.sandbox.log.open(this.request, this.sandbox.clock.iso());
    try {
      await this.#serve();
    } finally {
      this.entry.ended = true; // answered or not: the client may be gone
    }
  }

  async #serve() {
    const prepared = await this.#prepare();
    const fault = this.#fault(prepared);
    if (replacesAnswer(fault) && !fault.after) {
      await this.#fail(fault);
      return;
    }
    if (fault?.break !== undefined) {
      setTimeout(() => this.request.socket.resetAndDestroy(), fault.break); // the work goes on
    }
    const reply = await this.#answer(prepared, fault);
    await this.sandbox.saved();
    if (reply === HANG || this.request.socket.destroyed) {
      return;
    }
    await (replacesAnswer(fault) ? this.#fail(fault) : this.#send(reply, fault));
  }

  /** Resets the connection, sends a bare status, or leaves the client waiting. */
  async #fail(fault) {
    if (fault.reset) {
      this.request.socket.resetAndDestroy();
    } else if (!fault.hang) {
      await this.#send(fault.booting ? refusalReply(BOOTING, this.path) : faultReply(fault), fault);
    }
  }

  /** What has to be known before faults can be matched: on /graphql the documents. */
  async #prepare() {
    if (!isGraphql(this.path)) {
      return { operations: [] };
    }
    try {
      const prepared = await prepareGraphql(this);
      this.entry.operations = prepared.operations;
      this.entry.batch = prepared.batch ? prepared.items.length : null;
      return prepared;
    } catch (error) {
      if (error instanceof HttpRefusal) {
        return { operations: [], refusal: error };
      }
      throw error;
    }
  }

  #fault({ operations }) {
    const fault = this.sandbox.faults.pick({
      method: this.request.method,
      path: this.path,
      operations,
      header: this.request.headers['x-sandbox-fault'],
    });
    this.entry.fault = fault !== null;
    return fault;
  }

  async #answer(prepared, fault) {
    const { token, fromCookie } = tokenOf(this.request.headers);
    this.identity = this.sandbox.identities.identify(token, { pretendExpired: Boolean(fault?.['expire-token']) });
    this.identity.fromCookie = fromCookie;
    if (this.identity.refusal) {
      return refusalReply({ status: 500, message: this.identity.refusal, fromMiddleware: true }, this.path);
    }
    if (prepared.refusal) {
      return refusalReply(prepared.refusal, this.path);
    }
    const reply = isGraphql(this.path) ? await answerGraphql(this, prepared, fault) : await answerSite(this);
    return reply === HANG ? reply : this.#withRenewedToken(reply);
  }

  /** A renewed token travels in a header, or in a cookie when the content type is not exactly JSON. */
  #withRenewedToken(reply) {
    const { newToken } = this.identity;
    if (!newToken) {
      return reply;
    }
    const exact = this.request.headers['content-type'] === 'application/json';
    const carrier = exact ? { 'new-jwt': newToken } : { 'Set-Cookie': `jwt=${newToken}; Path=/` };
    return { ...reply, headers: { ...reply.headers, ...carrier, 'Cache-Control': 'no-store' } };
  }

  async #send(reply, fault = null) {
    const { faults, random, clock } = this.sandbox;
    const { entry } = this;
    await send(this.request, this.response, reply, { fault, faults, random, clock, entry });
  }
}

/** Answers what should not have happened, so that a mistake in the sandbox is seen and not a hanging client. */
function answerCrash(response, error) {
  const status = error instanceof FaultSpecError ? 400 : 500;
  if (status === 500) {
    process.stderr.write(`wikijs-sandbox: ${error.stack}\n`);
  }
  if (!response.headersSent) {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  }
  response.end(`${error.message}\n`);
}

/** Upgrades end in a 400, whatever they are to: h2c as well. */
function refuseUpgrade(request, socket) {
  const body = STATUS_CODES[400];
  socket.end(
    `HTTP/1.1 400 ${body}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

export function createHttpServer(sandbox) {
  const server = createServer((request, response) => {
    new Exchange(sandbox, request, response).run().catch((error) => answerCrash(response, error));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', refuseUpgrade);
  return server;
}
