// SPDX-License-Identifier: MIT
// The system namespace. An export takes a moment for each entity, and writes nothing.
import { WikiError } from '../errors.js';
import { respond } from './pages-mutation.js';

const VERSION = '2.5.314';
const RELEASED = '2026-05-01T10:26:10.000Z';

const tagsInUse = (store) => new Set([...store.pages.values()].flatMap((page) => page.tags)).size;

/** What can be switched, as it is kept. */
function switchesOf(store) {
  store.settings.system ??= {
    flags: { ldapdebug: false, sqllog: false },
    telemetry: false,
    telemetryClientId: '00000000-0000-4000-8000-000000000000',
    httpsRedirection: false,
  };
  return store.settings.system;
}

const EXPORTS = new WeakMap(); // store -> the newest export; as on the real server gone with the process

function exportOf(store) {
  return EXPORTS.get(store) ?? { status: 'notrunning', progress: 0, message: '', startedAt: null, paths: new Set() };
}

const EXPORT_STEP_MS = 40;

/** The folder counts as empty the first time that it is named. */
function startExport({ entities, path }, { store, clock }) {
  const previous = exportOf(store);
  if (previous.status === 'running') {
    throw new Error('Another export is already running.');
  }
  if (entities.length < 1) {
    throw new Error('Must specify at least 1 entity to export.');
  }
  if (previous.paths.has(path)) {
    throw new Error('Target directory must be empty!');
  }
  const state = { status: 'running', progress: 0, message: '', startedAt: clock.iso() };
  state.paths = new Set([...previous.paths, path]);
  EXPORTS.set(store, state);
  let left = entities.length;
  const timer = setInterval(() => {
    left -= 1;
    state.progress = Math.round((1 - left / entities.length) * 100);
    if (left === 0) {
      clearInterval(timer);
      Object.assign(state, path.includes('forbidden') ? FAILED : { status: 'success' });
    }
  }, EXPORT_STEP_MS);
  timer.unref();
}

/** A folder with "forbidden" in its name cannot be written to: so that clients can meet a failure. */
const FAILED = { status: 'error', message: 'EACCES: permission denied' };

function systemInfo({ store, address }) {
  return {
    configFile: '/wiki/config.yml',
    cpuCores: 2,
    currentVersion: VERSION,
    dbHost: '127.0.0.1',
    dbType: 'PostgreSQL',
    dbVersion: '15.18',
    groupsTotal: store.groups.size,
    hostname: 'sandbox',
    httpPort: address.port,
    httpRedirection: switchesOf(store).httpsRedirection,
    httpsPort: 0,
    latestVersion: VERSION,
    latestVersionReleaseDate: RELEASED,
    nodeVersion: process.versions.node,
    operatingSystem: 'Linux',
    pagesTotal: store.pages.size,
    platform: 'docker',
    ramTotal: '4 GB',
    sslStatus: 'OK',
    tagsTotal: tagsInUse(store),
    telemetry: switchesOf(store).telemetry,
    telemetryClientId: switchesOf(store).telemetryClientId,
    upgradeCapable: false,
    usersTotal: store.users.size,
    workingDirectory: '/wiki',
  };
}

export const SystemQuery = {
  flags: (_, args, { store }) => Object.entries(switchesOf(store).flags).map(([key, value]) => ({ key, value })),
  info: (_, args, context) => systemInfo(context),
  extensions: () => [
    { key: 'git', title: 'Git', description: '', isInstalled: true, isCompatible: true },
    { key: 'pandoc', title: 'Pandoc', description: '', isInstalled: false, isCompatible: true },
    { key: 'puppeteer', title: 'Puppeteer', description: '', isInstalled: false, isCompatible: true },
    { key: 'sharp', title: 'Sharp', description: '', isInstalled: false, isCompatible: true },
  ],
  exportStatus: (_, args, { store }) => exportOf(store),
};

function change(store, what) {
  Object.assign(switchesOf(store), what);
  store.changed();
}

export const SystemMutation = {
  updateFlags(_, { flags }, { store }) {
    return respond('System Flags applied successfully', () =>
      change(store, { flags: Object.fromEntries(flags.map(({ key, value }) => [key, value])) }),
    );
  },
  resetTelemetryClientId(_, args, { store }) {
    /* The real server has the messages of this one and the next exchanged, too. */
    return respond('Telemetry state updated successfully', () =>
      change(store, { telemetryClientId: crypto.randomUUID() }),
    );
  },
  setTelemetry(_, { enabled }, { store }) {
    return respond('Telemetry Client ID has been reset successfully', () => change(store, { telemetry: enabled }));
  },
  setHTTPSRedirection(_, { enabled }, { store }) {
    return respond('HTTP Redirection state set successfully.', () => change(store, { httpsRedirection: enabled }));
  },
  renewHTTPSCertificate() {
    return respond('SSL Certificate renewed successfully.', () => {
      throw new WikiError('SystemSSLDisabled');
    });
  },
  performUpgrade() {
    return respond('Upgrade has started.', () => {
      throw new Error(
        'You must run the wiki-update-companion container and pass the UPGRADE_COMPANION env var in order to use ' +
          'this feature.',
      );
    });
  },
  importUsersFromV1(_, { mongoDbConnString }) {
    return respond('Import completed.', () => {
      if (mongoDbConnString.length <= 10) {
        throw new Error('MongoDB Connection String is missing or invalid.');
      }
      throw new Error('connect ECONNREFUSED 127.0.0.1:27017');
    });
  },
  export(_, args, context) {
    return respond('Export started successfully.', () => startExport(args, context));
  },
};
