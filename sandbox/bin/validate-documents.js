#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Reads JSON lines {"name", "query", "variables"?} and checks each document against the full schema with graphql-js.
import { createInterface } from 'node:readline';
import { validateDocument } from '../src/document-check.js';
import { buildPlainSchema } from '../src/schema.js';

const schema = buildPlainSchema();
let valid = 0;
let invalid = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') {
    continue;
  }
  const { name, problems } = validateDocument(schema, line);
  if (problems.length > 0) {
    invalid += 1;
    process.stdout.write(`${name}: ${problems.join('; ').replace(/\s+/g, ' ')}\n`);
  } else {
    valid += 1;
  }
}
if (invalid > 0) {
  process.exitCode = 1;
} else {
  process.stdout.write(`${valid} documents valid\n`);
}
