// SPDX-License-Identifier: MIT
import { getVariableValues, Kind, parse, validate } from 'graphql';

/**
 * Checks one JSON line {"name", "query", "variables"?}: syntax, validity against the schema and, when variables
 * are given, that they fit every operation of the document. {name, problems}.
 */
export function validateDocument(schema, line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch (error) {
    return { name: '(no JSON)', problems: [error.message] };
  }
  const name = entry?.name ?? '(no name)';
  if (typeof entry?.query !== 'string') {
    return { name, problems: ['"query" is missing'] };
  }
  let document;
  try {
    document = parse(entry.query);
  } catch (error) {
    return { name, problems: [error.message] };
  }
  const problems = validate(schema, document).map((error) => error.message);
  if (problems.length === 0 && entry.variables !== undefined && entry.variables !== null) {
    problems.push(...variableProblems(schema, document, entry.variables));
  }
  return { name, problems };
}

function variableProblems(schema, document, variables) {
  const problems = [];
  const declared = new Set();
  for (const operation of document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    const definitions = operation.variableDefinitions ?? [];
    definitions.forEach((definition) => declared.add(definition.variable.name.value));
    const { errors } = getVariableValues(schema, definitions, variables);
    problems.push(...(errors ?? []).map((error) => error.message));
  }
  for (const given of Object.keys(variables).filter((variable) => !declared.has(variable))) {
    problems.push(`Variable "$${given}" is given but not declared.`);
  }
  return problems;
}
