#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Compares the sandbox's SDL with an introspection result: prints each difference, exits 1 when there is one.
import { readFileSync } from 'node:fs';
import { compareSchemas } from '../src/schema-compare.js';
import { buildPlainSchema } from '../src/schema.js';

const [file] = process.argv.slice(2);
if (!file || file === '--help') {
  process.stderr.write('usage: compare-schema.js INTROSPECTION.json\n');
  process.exit(2);
}
const parsed = JSON.parse(readFileSync(file, 'utf8'));
const differences = compareSchemas(buildPlainSchema(), parsed.data ?? parsed);
for (const line of differences) {
  process.stdout.write(`${line}\n`);
}
process.stdout.write(`${differences.length} differences\n`);
process.exit(differences.length > 0 ? 1 : 0);
