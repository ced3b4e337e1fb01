// SPDX-License-Identifier: MIT
// /_sandbox/…: what only a stand-in has. No token needed, no fault hits here.
import { parseJsonBody, readBody } from '../body.js';
import { FaultSpecError } from '../fault-spec.js';
import { HttpRefusal } from '../graphql-request.js';
import { json } from '../reply.js';
import { seedPage } from '../seed/page.js';

async function bodyOf(request) {
  return parseJsonBody(await readBody(request));
}

/** Pages as no write would make them: paths that the server refuses, and lists that do not tell the truth. */
function putPages(sandbox, pages) {
  if (!Array.isArray(pages) || !pages.every((page) => typeof page?.path === 'string')) {
    throw new FaultSpecError('send [{"path": "...", "content": "..."}]');
  }
  return pages.map(({ repeat = 1, listedAs = {}, ...fields }) => {
    const page = seedPage(sandbox.store, {
      title: fields.path,
      createdAt: sandbox.clock.iso(),
      ...fields,
      content: (fields.content ?? '').repeat(repeat),
    });
    page.listedAs = listedAs;
    return page.id;
  });
}

const ROUTES = {
  'GET /_sandbox/faults': ({ sandbox }) => sandbox.faults.list(),
  'POST /_sandbox/faults': async ({ sandbox, request }) => sandbox.faults.add(await bodyOf(request)),
  'DELETE /_sandbox/faults': ({ sandbox }) => {
    sandbox.faults.clear();
    return [];
  },
  'GET /_sandbox/requests': ({ sandbox }) => sandbox.log.list(),
  'DELETE /_sandbox/requests': ({ sandbox }) => {
    sandbox.log.clear();
    return [];
  },
  'POST /_sandbox/reset': ({ sandbox }) => {
    sandbox.reset();
    return sandbox.announcement();
  },
  'POST /_sandbox/checkpoint': ({ sandbox }) => {
    sandbox.checkpoint();
    return sandbox.announcement();
  },
  'GET /_sandbox/clock': ({ sandbox }) => ({ now: sandbox.clock.iso() }),
  'POST /_sandbox/clock': async ({ sandbox, request }) => {
    const seconds = (await bodyOf(request))?.advanceSeconds;
    if (!Number.isFinite(seconds)) {
      throw new FaultSpecError('send {"advanceSeconds": N}');
    }
    sandbox.clock.advance(seconds);
    return { now: sandbox.clock.iso() };
  },
  'POST /_sandbox/pages': async ({ sandbox, request }) => putPages(sandbox, await bodyOf(request)),
  'GET /_sandbox/info': ({ sandbox }) => sandbox.announcement(),
};

export async function answerAdmin(exchange) {
  const { request, path } = exchange;
  const route = ROUTES[`${request.method} ${path}`];
  if (!route) {
    return json(404, { error: 'no such route', routes: Object.keys(ROUTES) });
  }
  try {
    return json(200, await route(exchange));
  } catch (error) {
    if (error instanceof FaultSpecError || error instanceof HttpRefusal) {
      return json(400, { error: error.message });
    }
    throw error;
  }
}
