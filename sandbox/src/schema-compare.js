// SPDX-License-Identifier: MIT
// Two schemas side by side: types, fields, arguments, nullability, enum values, input fields, default values.
import { buildClientSchema, introspectionFromSchema } from 'graphql';

const BUILT_IN = /^__|^(String|Int|Float|Boolean|ID)$/;

function typeText(type) {
  switch (type.kind) {
    case 'NON_NULL':
      return `${typeText(type.ofType)}!`;
    case 'LIST':
      return `[${typeText(type.ofType)}]`;
    default:
      return type.name;
  }
}

/** Every fact about a schema as name -> text, so that comparing is comparing two maps. */
function factsOf(introspection) {
  const facts = new Map();
  const { types, directives, queryType, mutationType, subscriptionType } = introspection.__schema;
  facts.set('root query', queryType?.name);
  facts.set('root mutation', mutationType?.name);
  facts.set('root subscription', subscriptionType?.name);
  const addArguments = (owner, args) => {
    for (const arg of args ?? []) {
      facts.set(`argument ${owner}(${arg.name})`, `${typeText(arg.type)} = ${arg.defaultValue ?? 'none'}`);
    }
  };
  for (const type of types.filter(({ name }) => !BUILT_IN.test(name))) {
    facts.set(`type ${type.name}`, type.kind);
    for (const field of type.fields ?? []) {
      facts.set(`field ${type.name}.${field.name}`, typeText(field.type));
      addArguments(`${type.name}.${field.name}`, field.args);
    }
    for (const field of type.inputFields ?? []) {
      facts.set(`input field ${type.name}.${field.name}`, `${typeText(field.type)} = ${field.defaultValue ?? 'none'}`);
    }
    for (const value of type.enumValues ?? []) {
      facts.set(`enum value ${type.name}.${value.name}`, 'present');
    }
    for (const face of type.interfaces ?? []) {
      facts.set(`interface ${face.name} of ${type.name}`, 'present');
    }
  }
  for (const directive of directives.filter(
    ({ name }) => !['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf'].includes(name),
  )) {
    facts.set(`directive @${directive.name}`, [...directive.locations].sort().join(' '));
    addArguments(`@${directive.name}`, directive.args);
  }
  return facts;
}

/** Lines that say what differs between the schema and an introspection result. */
export function compareSchemas(schema, introspection) {
  buildClientSchema(introspection); // throws for a file that is no introspection result
  const ours = factsOf(introspectionFromSchema(schema));
  const theirs = factsOf(introspection);
  const differences = [];
  for (const [name, value] of theirs) {
    if (!ours.has(name)) {
      differences.push(`missing here: ${name}: ${value}`);
    } else if (ours.get(name) !== value) {
      differences.push(`differs: ${name}: ${ours.get(name)} here, ${value} there`);
    }
  }
  for (const [name, value] of ours) {
    if (!theirs.has(name)) {
      differences.push(`only here: ${name}: ${value}`);
    }
  }
  return differences;
}
