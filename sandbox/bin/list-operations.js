#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Prints every operation of the schema, as namespace.field, one a line: what a client of it can be asked to cover.
import { getNamedType } from 'graphql';
import { buildPlainSchema } from '../src/schema.js';

const schema = buildPlainSchema();
for (const root of [schema.getQueryType(), schema.getMutationType()]) {
  for (const [namespace, { type }] of Object.entries(root.getFields())) {
    for (const field of Object.keys(getNamedType(type).getFields())) {
      console.log(`${namespace}.${field}`);
    }
  }
}
