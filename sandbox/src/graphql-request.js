// SPDX-License-Identifier: MIT
// One GraphQL request: parse, validate, execute, and give errors the shapes of the real server.
import { execute, getOperationAST, GraphQLError, Kind, parse, validate } from 'graphql';
import { createHash } from 'node:crypto';
import { describeException } from './errors.js';

const DOCUMENTS_MAX = 500;

/** A refusal of the HTTP layer: answered as text, not as a GraphQL result. */
export class HttpRefusal extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** What a document selects in its namespaces: ["pages.single", "pages.tags"]. */
function operationsOf(document, operation) {
  const fragments = new Map();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const fieldsOf = function* (set, seen = []) {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        yield selection;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        yield* fieldsOf(selection.selectionSet, seen);
      } else if (!seen.includes(selection.name.value)) {
        const name = selection.name.value;
        yield* fieldsOf(fragments.get(name)?.selectionSet, [...seen, name]);
      }
    }
  };
  const names = [];
  for (const namespace of fieldsOf(operation.selectionSet)) {
    if (!namespace.selectionSet) {
      names.push(namespace.name.value);
    }
    for (const field of fieldsOf(namespace.selectionSet)) {
      names.push(`${namespace.name.value}.${field.name.value}`);
    }
  }
  return names;
}

/** Variables may come as text that is JSON. */
function variablesOf({ variables }) {
  if (typeof variables !== 'string') {
    return variables ?? undefined;
  }
  try {
    return JSON.parse(variables);
  } catch {
    throw new HttpRefusal(400, 'Variables are invalid JSON.');
  }
}

export class GraphqlEngine {
  #schema;
  #documents = new Map();
  #persisted = new Map();

  constructor(schema) {
    this.#schema = schema;
  }

  /**
   * A request body's entry made ready: {document, errors, operations, kind}. Does not execute anything, so that
   * faults can be matched by operation before.
   */
  prepare(entry) {
    const query = this.#queryOf(entry);
    const variables = variablesOf(entry);
    if (query === null) {
      return { entry, operations: [], failure: { status: 200, body: { errors: [persistedQueryNotFound()] } } };
    }
    const checked = this.#check(query);
    if (checked.errors) {
      return { entry, operations: [], failure: { status: 400, body: { errors: checked.errors } } };
    }
    const operation = getOperationAST(checked.document, entry.operationName ?? undefined);
    const operations = operation ? operationsOf(checked.document, operation) : [];
    return { entry, variables, document: checked.document, operations, kind: operation?.operation };
  }

  #queryOf({ query, extensions }) {
    const hash = extensions?.persistedQuery?.sha256Hash;
    if (typeof query === 'string' && query !== '') {
      if (hash && createHash('sha256').update(query).digest('hex') !== hash) {
        throw new HttpRefusal(400, 'provided sha does not match query');
      }
      if (hash) {
        this.#persisted.set(hash, query);
      }
      return query;
    }
    if (hash) {
      return this.#persisted.get(hash) ?? null;
    }
    if (query) {
      throw new HttpRefusal(400, 'GraphQL queries must be strings.');
    }
    throw new HttpRefusal(400, 'Must provide query string.');
  }

  /** Parsed and validated documents are kept: clients send the same few again and again. */
  #check(query) {
    let checked = this.#documents.get(query);
    if (!checked) {
      checked = this.#parseAndValidate(query);
      if (this.#documents.size >= DOCUMENTS_MAX) {
        this.#documents.clear();
      }
      this.#documents.set(query, checked);
    }
    return checked;
  }

  #parseAndValidate(query) {
    let document;
    try {
      document = parse(query);
    } catch (error) {
      return { errors: [formatError(error, 'GRAPHQL_PARSE_FAILED')] };
    }
    const errors = validate(this.#schema, document);
    return errors.length > 0
      ? { errors: errors.map((error) => formatError(error, 'GRAPHQL_VALIDATION_FAILED')) }
      : { document };
  }

  /** {status, body} of a prepared request. */
  async execute({ entry, variables, document, failure }, context) {
    if (failure) {
      return failure;
    }
    const result = await execute({
      schema: this.#schema,
      document,
      rootValue: {},
      contextValue: context,
      variableValues: variables,
      operationName: entry.operationName ?? undefined,
    });
    if (!result.errors) {
      return { status: 200, body: { data: result.data } };
    }
    const errors = result.errors.map((error) => formatError(error, codeOf(error)));
    return 'data' in result ? { status: 200, body: { errors, data: result.data } } : { status: 400, body: { errors } };
  }
}

/** An ill-typed variable has a code of its own; one that is missing has not. */
const codeOf = (error) =>
  /^Variable "\$\w+" got invalid value/.test(error.message) ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';

function persistedQueryNotFound() {
  const error = new GraphQLError('PersistedQueryNotFound');
  error.name = 'PersistedQueryNotFoundError';
  return {
    message: error.message,
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', exception: describeException(error) },
  };
}

/** A refusal inside a list of requests is that item's error and leaves the others alone. */
export function refusedItem(refusal) {
  const failure = {
    status: 200,
    body: { errors: [formatError(new GraphQLError(refusal.message), 'INTERNAL_SERVER_ERROR')] },
  };
  return { entry: {}, operations: [], failure };
}

function formatError(error, code) {
  const { message, locations, path } = error;
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, exception: describeException(error) },
  };
}
