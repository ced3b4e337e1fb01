// SPDX-License-Identifier: MIT
// The system namespace.
const VERSION = '2.5.314';
const RELEASED = '2026-05-01T10:26:10.000Z';

const tagsInUse = (store) => new Set([...store.pages.values()].flatMap((page) => page.tags)).size;

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
    httpRedirection: false,
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
    telemetry: false,
    telemetryClientId: '00000000-0000-4000-8000-000000000000',
    upgradeCapable: false,
    usersTotal: store.users.size,
    workingDirectory: '/wiki',
  };
}

export const SystemQuery = {
  flags: () => [
    { key: 'ldapdebug', value: false },
    { key: 'sqllog', value: false },
  ],
  info: (_, args, context) => systemInfo(context),
  extensions: () => [],
  exportStatus: () => ({ status: 'notrunning', progress: 0, message: '', startedAt: null }),
};

export const SystemMutation = {};
