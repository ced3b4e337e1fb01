// SPDX-License-Identifier: MIT
// /_sandbox/…: what only a stand-in has. No token needed, no fault hits here.
import { parseJsonBody, readBody } from '../body.js';
import { FaultSpecError } from '../fault-spec.js';
import { HttpRefusal } from '../graphql-request.js';
import { json } from '../reply.js';

async function bodyOf(request) {
  return parseJsonBody(await readBody(request));
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
  'GET /_sandbox/clock': ({ sandbox }) => ({ now: sandbox.clock.iso() }),
  'POST /_sandbox/clock': async ({ sandbox, request }) => {
    const seconds = (await bodyOf(request))?.advanceSeconds;
    if (!Number.isFinite(seconds)) {
      throw new FaultSpecError('send {"advanceSeconds": N}');
    }
    sandbox.clock.advance(seconds);
    return { now: sandbox.clock.iso() };
  },
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
