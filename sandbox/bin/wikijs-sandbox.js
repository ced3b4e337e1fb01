#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { helpText, parseOptions, UsageError } from '../src/options.js';

function readOptions() {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    process.stderr.write(`wikijs-sandbox: ${error.message}\n${helpText()}`);
    process.exit(2);
  }
}

/** The server, which needs the npm package: a fresh checkout has it not. */
async function loadSandbox() {
  try {
    const { Sandbox } = await import('../src/sandbox.js');
    return Sandbox;
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes("'graphql'")) {
      throw error;
    }
    const folder = new URL('..', import.meta.url).pathname;
    process.stderr.write(
      `wikijs-sandbox: the npm package 'graphql' is missing\ntry: npm ci --omit=dev --prefix ${folder}\n`,
    );
    process.exit(1);
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(helpText());
  process.exit(0);
}

const Sandbox = await loadSandbox();
const sandbox = new Sandbox(options);
let started;
let ending = false;

async function end() {
  if (!ending) {
    ending = true;
    await started.catch(() => {});
    await sandbox.close();
    process.exit(0);
  }
}

started = sandbox.start();
process.on('SIGTERM', end);
process.on('SIGINT', end);
if (options.exitWithStdin) {
  process.stdin.resume().on('end', end).on('error', end);
}

try {
  process.stdout.write(`${JSON.stringify(await started)}\n`);
} catch (error) {
  process.stderr.write(`wikijs-sandbox: ${error.message}\n`);
  process.exit(1);
}
