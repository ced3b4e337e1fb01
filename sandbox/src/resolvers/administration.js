// SPDX-License-Identifier: MIT
// The namespaces that only answer sensible minimal objects for now.
import { WikiError } from '../errors.js';

const VERSION = '2.5.314';
const RELEASED = '2026-05-01T10:26:10.000Z';

const EN = { code: 'en', name: 'English', nativeName: 'English' };
const FR = { code: 'fr', name: 'French', nativeName: 'français' };
const KNOWN_LOCALES = [EN, FR, { code: 'de', name: 'German', nativeName: 'Deutsch' }];

const SEARCH_ENGINES = [
  ['algolia', 'Algolia', true],
  ['aws', 'AWS CloudSearch', true],
  ['azure', 'Azure Search', true],
  ['db', 'Database - Basic', true],
  ['elasticsearch', 'Elasticsearch', true],
  ['manticore', 'Manticore Search', false],
  ['postgres', 'Database - PostgreSQL', true],
  ['solr', 'Apache Solr', false],
  ['sphinx', 'Sphinx', false],
];

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

function localeRow(store, { code, name, nativeName }) {
  const isInstalled = store.settings.locales.includes(code);
  const since = '2026-01-05T08:00:00.000Z';
  const installDate = isInstalled ? since : null;
  return {
    code,
    name,
    nativeName,
    isInstalled,
    installDate,
    availability: 100,
    isRTL: false,
    createdAt: since,
    updatedAt: since,
  };
}

const HOME_LINK = {
  id: 'home',
  kind: 'link',
  label: 'Home',
  icon: 'mdi-home',
  targetType: 'home',
  target: '/',
  visibilityMode: 'all',
  visibilityGroups: null,
};

export const administration = {
  AnalyticsQuery: { providers: () => [] },
  AssetQuery: { list: () => [], folders: () => [] },
  CommentQuery: {
    providers: () => [],
    list: () => [],
    single: () => {
      throw new WikiError('CommentNotFound');
    },
  },
  ContributeQuery: { contributors: () => null },
  LocalizationQuery: {
    locales: (_, args, { store }) => KNOWN_LOCALES.map((locale) => localeRow(store, locale)),
    config: (_, args, { store }) => ({
      locale: store.settings.locale,
      autoUpdate: true,
      namespacing: store.settings.namespacing,
      namespaces: store.settings.namespacing ? store.settings.locales : [],
    }),
    translations: () => {
      throw new Error('Invalid locale or namespace');
    },
  },
  LoggingQuery: { loggers: () => [] },
  MailQuery: {
    config: () => ({
      senderName: '',
      senderEmail: '',
      host: '',
      port: 465,
      name: '',
      secure: true,
      verifySSL: true,
      user: '',
      pass: '',
      useDKIM: false,
      dkimDomainName: '',
      dkimKeySelector: '',
      dkimPrivateKey: '',
    }),
  },
  NavigationQuery: {
    tree: (_, args, { store }) => [{ locale: store.settings.locale, items: [HOME_LINK] }],
    config: () => ({ mode: 'MIXED' }),
  },
  RenderingQuery: { renderers: () => [] },
  SearchQuery: {
    searchEngines: () =>
      SEARCH_ENGINES.map(([key, title, isAvailable]) => ({
        key,
        title,
        isAvailable,
        isEnabled: key === 'db',
        description: '',
        config: [],
      })),
  },
  SiteQuery: { config: (_, args, { store, address }) => ({ host: address.url, ...store.settings.site }) },
  StorageQuery: { targets: () => [], status: () => [] },
  SystemQuery: {
    flags: () => [
      { key: 'ldapdebug', value: false },
      { key: 'sqllog', value: false },
    ],
    info: (_, args, context) => systemInfo(context),
    extensions: () => [],
    exportStatus: () => ({ status: 'notrunning', progress: 0, message: '', startedAt: null }),
  },
  ThemingQuery: {
    themes: () => [{ key: 'default', title: 'Default', author: 'requarks.io' }],
    config: () => ({
      theme: 'default',
      iconset: 'mdi',
      darkMode: false,
      tocPosition: 'left',
      injectCSS: '',
      injectHead: '',
      injectBody: '',
    }),
  },
};
