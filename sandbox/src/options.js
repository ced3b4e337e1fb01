// SPDX-License-Identifier: MIT
import { LOCALES } from './modules/locales.js';

const WHOLE = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
const TEXT = (text) => (text === '' ? undefined : text);
const CODES = (text) => {
  const codes = text.split(',');
  return codes.every((code) => LOCALES.some((locale) => locale.code === code)) ? codes : undefined;
};

/** One row per flag: its name in the result, how its value is read (null: a switch), the default, the help. */
const FLAGS = [
  ['--port', 'port', WHOLE, 0, 'N', 'port to listen on; 0 takes a free one'],
  ['--pages', 'pages', WHOLE, null, 'N', 'start with N generated pages instead of the small standard wiki'],
  ['--seed', 'seed', WHOLE, 1, 'N', 'seed of the generated pages and of the jitter of faults'],
  ['--data', 'data', TEXT, null, 'DIR', 'keep the state in files in DIR'],
  ['--save-first', 'saveFirst', null, false, '', 'with --data: answer when all is saved, so that a kill loses nothing'],
  ['--locale', 'locale', TEXT, 'en', 'CODE', "the site's locale, one of those that are installed"],
  ['--locales', 'locales', CODES, ['en', 'fr'], 'LIST', 'the installed locales, such as en,fr,de,es'],
  [
    '--write-cost',
    'writeCost',
    WHOLE,
    0,
    'MS',
    'milliseconds that a create takes (update 0.7, delete and move 0.4 of it)',
  ],
  ['--races', 'races', null, false, '', 'let parallel writes collide as on the real server'],
  ['--exit-with-stdin', 'exitWithStdin', null, false, '', 'end when standard input is closed'],
  ['--help', 'help', null, false, '', 'print this text'],
];

export class UsageError extends Error {}

export const DEFAULTS = Object.fromEntries(FLAGS.map(([, key, , value]) => [key, value]));

export function parseOptions(argv) {
  const options = { ...DEFAULTS };
  for (let i = 0; i < argv.length; i += 1) {
    const [name, inline] = argv[i].split(/=(.*)/s);
    const flag = FLAGS.find(([known]) => known === name);
    if (!flag) {
      throw new UsageError(`unknown option ${name}`);
    }
    const [, key, read] = flag;
    if (read === null) {
      options[key] = true;
      continue;
    }
    const text = inline ?? argv[(i += 1)];
    const value = text === undefined ? undefined : read(text);
    if (value === undefined) {
      throw new UsageError(`${name} needs ${read === WHOLE ? 'a whole number' : 'a value'}`);
    }
    options[key] = value;
  }
  if (!options.locales.includes(options.locale)) {
    throw new UsageError(`--locale is one of ${options.locales.join(', ')}`);
  }
  if (options.port > 65535) {
    throw new UsageError('--port is at most 65535');
  }
  return options;
}

export function helpText() {
  const rows = FLAGS.map(([name, , , , value, help]) => `  ${`${name} ${value}`.padEnd(20)} ${help}`);
  return [
    'usage: wikijs-sandbox.js [options]',
    '',
    'A stand-in Wiki.js 2.5 server on 127.0.0.1. Prints one JSON line when it is ready.',
    '',
    ...rows,
    '',
  ].join('\n');
}
