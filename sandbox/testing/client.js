// SPDX-License-Identifier: MIT
// What the sandbox's own tests use to start one and to talk to it.
import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { Sandbox } from '../src/sandbox.js';

export const RESULT = 'responseResult { succeeded errorCode slug message }';

/** Starts a sandbox in this process; close it with client.close(). */
export async function startSandbox(options = {}) {
  const sandbox = new Sandbox(options);
  const announcement = await sandbox.start();
  return new Client(sandbox, announcement);
}

export class Client {
  constructor(sandbox, announcement) {
    this.sandbox = sandbox;
    this.url = announcement.url;
    this.announcement = announcement;
    this.keys = announcement.keys;
  }

  /** One HTTP exchange, on a connection of its own unless an agent is given: {status, headers, body, json}. */
  exchange(path, { method = 'GET', headers = {}, body, agent = false } = {}) {
    return new Promise((done, fail) => {
      const request = httpRequest(`${this.url}${path}`, { method, headers, agent }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const whole = Buffer.concat(chunks);
          done({
            status: response.statusCode,
            headers: response.headers,
            body: whole,
            get json() {
              return JSON.parse(whole.toString('utf8'));
            },
          });
        });
      });
      request.on('error', fail);
      request.end(body);
    });
  }

  /** POST /graphql with a token (a key's name or the token itself). */
  post(entry, { as = 'full', headers = {}, agent } = {}) {
    const token = as === null ? undefined : (this.keys[as] ?? as);
    const all = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers };
    return this.exchange('/graphql', { method: 'POST', headers: all, body: JSON.stringify(entry), agent });
  }

  /** The whole GraphQL answer of a document. */
  async ask(query, options = {}) {
    const { json } = await this.post({ query, variables: options.variables }, options);
    return json;
  }

  /** The `pages` part of the data; fails when there are errors. */
  async pages(fields, options) {
    const { data, errors } = await this.ask(`{ pages { ${fields} } }`, options);
    if (errors) {
      throw new Error(errors[0].message);
    }
    return data.pages;
  }

  /** The answer of one mutation in the `pages` namespace. */
  async change(field, options) {
    const { data, errors } = await this.ask(`mutation { pages { result: ${field} } }`, options);
    if (errors) {
      throw new Error(errors[0].message);
    }
    return data.pages.result;
  }

  /** Creates a page with sensible values; `fields` is GraphQL text for what differs. */
  create(path, { content = 'text', tags = '[]', title = 'Title', more = '', reply = 'id', locale = 'en', as } = {}) {
    return this.change(
      `create(content: ${JSON.stringify(content)}, description: "d", editor: "markdown", isPublished: true, isPrivate: false,
        locale: "${locale}", path: ${JSON.stringify(path)}, tags: ${tags}, title: ${JSON.stringify(title)} ${more})
        { ${RESULT} page { ${reply} } }`,
      { as },
    );
  }

  async admin(method, route, body) {
    const { json } = await this.exchange(`/_sandbox/${route}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return json;
  }

  advanceClock(seconds) {
    return this.admin('POST', 'clock', { advanceSeconds: seconds });
  }

  /** Sends raw bytes and returns all that comes back until the server closes the connection. */
  raw(text) {
    return new Promise((done, fail) => {
      const { port } = new URL(this.url);
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('end', () => socket.end());
      socket.on('close', () => done(received));
      socket.on('error', fail);
    });
  }

  reset() {
    return this.admin('POST', 'reset');
  }

  close() {
    return this.sandbox.close();
  }
}

/** Whether `promise` is still open after `ms`. */
export function isPending(promise, ms) {
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(() => done(true), ms);
  });
  return Promise.race([
    promise.then(
      () => false,
      () => false,
    ),
    late,
  ]).finally(() => clearTimeout(timer));
}
