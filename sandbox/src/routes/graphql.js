// SPDX-License-Identifier: MIT
// /graphql: POST with one request or a list of them, GET for queries.
import { isJson, parseJsonBody, readBody } from '../body.js';
import { HttpRefusal, refusedItem } from '../graphql-request.js';
import { html, json } from '../reply.js';

const PLAYGROUND =
  '<!DOCTYPE html><html><head><title>GraphQL Playground</title></head><body>Not part of the sandbox.</body></html>';

/** A refusal by what sits in front of GraphQL, which answers in its own JSON shape. */
async function throughMiddleware(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpRefusal) {
      error.fromMiddleware = true;
    }
    throw error;
  }
}

async function postedEntries(request) {
  const body = await throughMiddleware(async () => {
    const buffer = await readBody(request);
    return isJson(request) ? parseJsonBody(buffer) : undefined;
  });
  if (body === undefined || Object.keys(body).length === 0) {
    throw new HttpRefusal(500, 'POST body missing. Did you forget use body-parser middleware?');
  }
  return body;
}

function queriedEntry(url) {
  const parameter = (name) => url.searchParams.get(name) ?? undefined;
  const parsed = (name) => {
    try {
      return parameter(name) === undefined ? undefined : JSON.parse(parameter(name));
    } catch {
      throw new HttpRefusal(400, `${name === 'variables' ? 'Variables' : 'Extensions'} are invalid JSON.`);
    }
  };
  if ([...url.searchParams.keys()].length === 0) {
    throw new HttpRefusal(400, 'GET query missing.');
  }
  return {
    query: parameter('query'),
    operationName: parameter('operationName'),
    variables: parsed('variables'),
    extensions: parsed('extensions'),
  };
}

function prepareItem(sandbox, entry) {
  try {
    return sandbox.engine.prepare(entry ?? {});
  } catch (error) {
    if (error instanceof HttpRefusal) {
      return refusedItem(error);
    }
    throw error;
  }
}

/** {items, batch, operations}: the documents of a request, parsed and validated but not yet run. */
export async function prepareGraphql({ request, url, sandbox }) {
  let entries;
  if (request.method === 'POST') {
    entries = await postedEntries(request);
  } else if (request.method === 'GET') {
    const wantsPage = (request.headers.accept ?? '').includes('text/html') && !url.searchParams.has('query');
    if (wantsPage) {
      return { items: [], operations: [], page: html(200, PLAYGROUND) };
    }
    entries = queriedEntry(url);
  } else {
    throw new HttpRefusal(405, 'Apollo Server supports only GET/POST requests.', { Allow: 'GET, POST' });
  }
  const batch = Array.isArray(entries);
  const items = batch ? entries.map((entry) => prepareItem(sandbox, entry)) : [sandbox.engine.prepare(entries)];
  if (request.method !== 'POST' && items.some(({ kind }) => kind === 'mutation')) {
    throw new HttpRefusal(405, 'GET supports only query operation', { Allow: 'POST' });
  }
  return { items, batch, operations: items.flatMap((item) => item.operations) };
}

/** Takes root fields out of an answer, or all of its data. What ran has run. */
function damageData(body, fault) {
  if (fault?.['null-data']) {
    body.errors = [{ message: 'Cannot return null for non-nullable field.', path: [] }];
    body.data = null;
  } else if (fault?.lose !== undefined && body.data) {
    body.data = Object.fromEntries(Object.entries(body.data).slice(0, fault.lose));
  }
}

/** Runs what was prepared; the items of a list run in parallel and never turn the answer into a 400. */
export async function answerGraphql({ sandbox, identity, ip }, { items, batch, page }, fault = null) {
  if (page) {
    return page;
  }
  const context = sandbox.contextFor(identity.user, ip);
  const results = await Promise.all(items.map((item) => sandbox.engine.execute(item, context)));
  results.forEach(({ body }) => damageData(body, fault));
  const reply = batch
    ? json(
        200,
        results.map(({ body }) => body),
      )
    : json(results[0].status, results[0].body);
  return { ...reply, body: `${reply.body}\n` }; // the engine ends its answers with a newline, the middleware does not
}
