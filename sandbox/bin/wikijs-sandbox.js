#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { helpText, parseOptions, UsageError } from '../src/options.js';
import { Sandbox } from '../src/sandbox.js';

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

const options = readOptions();
if (options.help) {
  process.stdout.write(helpText());
  process.exit(0);
}

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
