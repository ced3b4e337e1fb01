// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { compareSchemas } from '../src/schema-compare.js';
import { buildPlainSchema, buildServerSchema, loadSdl } from '../src/schema.js';

const program = (name) => new URL(`../bin/${name}`, import.meta.url).pathname;

test('the schema has all 119 operations of the server', () => {
  const schema = buildPlainSchema();
  const namespaces = Object.values(schema.getTypeMap()).filter(({ name }) =>
    /^(?!Query$|Mutation$).*(Query|Mutation)$/.test(name),
  );
  const operations = namespaces.flatMap((type) => Object.keys(type.getFields()));
  assert.equal(operations.length, 119);
});

test('every operation has a resolver: a model, or the word that it is missing', () => {
  const schema = buildServerSchema();
  for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => /(Query|Mutation)$/.test(name))) {
    for (const field of Object.values(type.getFields())) {
      assert.equal(typeof field.resolve, 'function', `${type.name}.${field.name}`);
    }
  }
});

test('comparing the schema with itself finds nothing', () => {
  const schema = buildPlainSchema();
  assert.deepEqual(compareSchemas(schema, introspectionFromSchema(schema)), []);
});

test('comparing tells of every kind of difference', () => {
  const ours = buildSchema(`
    type Query { a(x: Int): String! c: E gone: Int }
    enum E { ONE }
    input I { f: Int }
  `);
  const theirs = buildSchema(`
    type Query { a(x: Int!): String c: E }
    enum E { ONE TWO }
    input I { f: Int = 3 g: [Int] }
    type Extra { b: Int }
  `);
  assert.deepEqual(compareSchemas(ours, introspectionFromSchema(theirs)).sort(), [
    'differs: argument Query.a(x): Int = none here, Int! = none there',
    'differs: field Query.a: String! here, String there',
    'differs: input field I.f: Int = none here, Int = 3 there',
    'missing here: enum value E.TWO: present',
    'missing here: field Extra.b: Int',
    'missing here: input field I.g: [Int] = none',
    'missing here: type Extra: OBJECT',
    'only here: field Query.gone: Int',
  ]);
});

test('compare-schema.js exits 0 without and 1 with differences', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-schema-'));
  try {
    const same = join(folder, 'same.json');
    writeFileSync(same, JSON.stringify({ data: introspectionFromSchema(buildPlainSchema()) }));
    const agreed = spawnSync(process.execPath, [program('compare-schema.js'), same], { encoding: 'utf8' });
    assert.deepEqual([agreed.status, agreed.stdout], [0, '0 differences\n']);

    const changed = join(folder, 'changed.json');
    const other = buildSchema(loadSdl().replace('searchTags(query: String!)', 'searchTags(query: String)'));
    writeFileSync(changed, JSON.stringify(introspectionFromSchema(other)));
    const refused = spawnSync(process.execPath, [program('compare-schema.js'), changed], { encoding: 'utf8' });
    assert.equal(refused.status, 1);
    assert.match(refused.stdout, /argument PageQuery\.searchTags\(query\)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function validate(...entries) {
  const input = entries.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join('\n');
  return spawnSync(process.execPath, [program('validate-documents.js')], { input, encoding: 'utf8' });
}

test('validate-documents.js counts the valid ones', () => {
  const query = 'query ($id: Int!) { pages { single(id: $id) { id } } }';
  const { status, stdout } = validate(
    { name: 'a', query: '{ pages { list { id } } }' },
    { name: 'b', query, variables: { id: 1 } },
  );
  assert.deepEqual([status, stdout], [0, '2 documents valid\n']);
});

test('validate-documents.js names each invalid one', () => {
  const query = 'query ($id: Int!) { pages { single(id: $id) { id } } }';
  const { status, stdout } = validate(
    { name: 'field', query: '{ pages { list { nope } } }' },
    { name: 'syntax', query: '{ pages' },
    { name: 'variable', query, variables: { id: 'x' } },
    { name: 'undeclared', query, variables: { id: 1, other: 2 } },
    { name: 'no query' },
    '{ no json',
    { name: 'good', query: '{ __typename }' },
  );
  assert.equal(status, 1);
  const names = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(':')[0]);
  assert.deepEqual(names, ['field', 'syntax', 'variable', 'undeclared', 'no query', '(no JSON)']);
});
