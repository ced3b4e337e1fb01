#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Prints every field of the schema's object types, one a line, as "Type.field type", as a client reads it: what may be null
// and what may not look the same, and an enumeration is a text.
import { getNamedType, isEnumType, isObjectType } from 'graphql';
import { buildPlainSchema } from '../src/schema.js';

const typeOf = (field) => (isEnumType(getNamedType(field.type)) ? 'String' : String(field.type).replaceAll('!', ''));

for (const type of Object.values(buildPlainSchema().getTypeMap())) {
  if (isObjectType(type) && !type.name.startsWith('__')) {
    for (const field of Object.values(type.getFields())) {
      console.log(`${type.name}.${field.name} ${typeOf(field)}`);
    }
  }
}
