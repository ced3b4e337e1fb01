// SPDX-License-Identifier: MIT
// What has been asked, for tests that want to know: operations, whether a token came along, which connection.

const ENTRIES_MAX = 10000;
const SHOWN_HEADERS = [
  'accept',
  'accept-encoding',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'if-none-match',
  'user-agent',
  'traceparent',
  'tracestate',
];

export class RequestLog {
  #entries = [];
  #connections = new WeakMap();
  #nextConnection = 1;
  #nextId = 1;

  /** Notes a request; the caller fills in operations and status when it knows them. */
  open(request, time) {
    const connection = this.#connectionOf(request.socket);
    connection.requests += 1;
    const headers = {};
    for (const [name, value] of Object.entries(request.headers)) {
      if (SHOWN_HEADERS.includes(name) || name.startsWith('x-')) {
        headers[name] = value;
      }
    }
    const entry = {
      id: this.#nextId,
      time,
      method: request.method,
      path: request.url,
      operations: [],
      batch: null,
      headers,
      authorization: request.headers.authorization !== undefined,
      cookie: request.headers.cookie !== undefined,
      connection: connection.id,
      requestOnConnection: connection.requests,
      fault: false,
      status: null,
      ended: false,
    };
    this.#nextId += 1;
    this.#entries.push(entry);
    if (this.#entries.length > ENTRIES_MAX) {
      this.#entries.shift();
    }
    return entry;
  }

  list() {
    return this.#entries;
  }

  clear() {
    this.#entries = [];
  }

  #connectionOf(socket) {
    let connection = this.#connections.get(socket);
    if (!connection) {
      connection = { id: this.#nextConnection, requests: 0 };
      this.#nextConnection += 1;
      this.#connections.set(socket, connection);
    }
    return connection;
  }
}
