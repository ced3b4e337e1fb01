// SPDX-License-Identifier: MIT
// Which fault hits which request: by a header of the request itself, or by rules that a test has set before.
import { FaultSpecError, parseFault } from './fault-spec.js';

const PROFILE = ['path', 'operation', 'method'];

function readRule(input, id) {
  if (input === null || typeof input !== 'object' || typeof input.fault !== 'string') {
    throw new FaultSpecError('a rule is an object with "fault" and, as you like, "match", "times", "skip"');
  }
  const match = input.match ?? {};
  const unknown = Object.keys(match).find((key) => !PROFILE.includes(key));
  if (unknown !== undefined) {
    throw new FaultSpecError(`"match" knows ${PROFILE.join(', ')}, not "${unknown}"`);
  }
  for (const name of ['times', 'skip']) {
    if (input[name] !== undefined && !(Number.isInteger(input[name]) && input[name] >= 0)) {
      throw new FaultSpecError(`"${name}" is a whole number`);
    }
  }
  const fault = parseFault(input.fault);
  return {
    id,
    match,
    text: input.fault,
    fault,
    times: input.times ?? fault.times ?? null,
    skip: input.skip ?? fault.skip ?? 0,
    matched: 0,
    used: 0,
  };
}

function pathMatches(pattern, path) {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

function ruleMatches({ match }, { method, path, operations }) {
  return (
    (match.path === undefined || pathMatches(match.path, path)) &&
    (match.method === undefined || match.method === method) &&
    (match.operation === undefined || operations.includes(match.operation))
  );
}

/** Counts a match; true when this one is to be hit. */
function hits(rule, random) {
  rule.matched += 1;
  if (rule.matched <= rule.skip || (rule.times !== null && rule.used >= rule.times)) {
    return false;
  }
  if (rule.fault.chance !== undefined && random.next() * 100 >= rule.fault.chance) {
    return false;
  }
  rule.used += 1;
  return true;
}

export class Faults {
  #rules = [];
  #headers = new Map(); // header text -> rule, so that times= and skip= count over requests
  #nextId = 1;
  #random;
  #held = []; // what lets each answer go that a hold keeps back

  /** `random()` gives the generator that chance= asks. */
  constructor(random) {
    this.#random = random;
  }

  /** Adds rules, all or none. */
  add(inputs) {
    if (!Array.isArray(inputs)) {
      throw new FaultSpecError('send a JSON array of rules');
    }
    const rules = inputs.map((input, index) => readRule(input, this.#nextId + index));
    this.#nextId += rules.length;
    this.#rules.push(...rules);
    return this.list();
  }

  list() {
    return this.#rules.map(({ id, match, text, times, skip, matched, used }) => ({
      id,
      match,
      fault: text,
      times,
      skip,
      matched,
      used,
    }));
  }

  clear() {
    this.#rules = [];
    this.#headers.clear();
    this.#held.splice(0).forEach((release) => release());
  }

  /** Ends when the rules are removed. */
  cleared() {
    return new Promise((done) => {
      this.#held.push(done);
    });
  }

  /** The fault for a request {method, path, operations, header}, or null. The header's words win over a rule's. */
  pick(request) {
    const rule = this.#rules.find((candidate) => ruleMatches(candidate, request) && hits(candidate, this.#random()));
    const own = request.header === undefined ? null : this.#fromHeader(request.header);
    if (!rule && !own) {
      return null;
    }
    return { ...rule?.fault, ...own, headers: [...(rule?.fault.headers ?? []), ...(own?.headers ?? [])] };
  }

  #fromHeader(text) {
    let rule = this.#headers.get(text);
    if (!rule) {
      rule = readRule({ fault: text }, 0);
      this.#headers.set(text, rule);
    }
    return hits(rule, this.#random()) ? rule.fault : null;
  }
}

/** Swaps the types of all scalars below `value`: texts become numbers, numbers and booleans become texts. */
export function withWrongTypes(value) {
  if (Array.isArray(value)) {
    return value.map(withWrongTypes);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withWrongTypes(inner)]));
  }
  return value === null ? null : typeof value === 'string' ? 42 : String(value);
}
