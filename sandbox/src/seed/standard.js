// SPDX-License-Identifier: MIT
// The small wiki of a sandbox without --pages: one page for each thing that a client has to cope with.
import { seedPage, seedVersions } from './page.js';

const en = (path) => ({ locale: 'en', path });

const PAGES = [
  {
    path: 'home',
    title: 'Home',
    description: 'Where to begin',
    tags: ['start'],
    links: [en('docs/intro'), en('docs/api')],
    createdAt: '2026-01-05T08:00:10.101Z',
    content: '# Welcome\n\nThis wiki lives in memory.\n\n- [Introduction](/docs/intro)\n- [API Reference](/docs/api)\n',
  },
  {
    path: 'docs/intro',
    title: 'Introduction',
    description: 'What this is and how to start',
    tags: ['docs', 'guide'],
    links: [en('docs/api'), en('docs/missing')],
    createdAt: '2026-01-05T08:01:00.250Z',
    updatedAt: '2026-01-06T10:30:00.125Z',
    content:
      '# Introduction\n\nRead this first, then the [API Reference](/docs/api).\n\n## Next steps\n\n' +
      '1. Get a key\n2. List the pages\n3. Look at [a page that is missing](/docs/missing)\n',
  },
  {
    path: 'docs/api',
    title: 'API Reference',
    description: 'Every operation',
    tags: ['docs', 'api'],
    links: [en('docs/api/auth')],
    createdAt: '2026-01-05T08:02:00.333Z',
    authorId: 3,
    content:
      '# API Reference\n\nSee [authentication](/docs/api/auth).\n\n```graphql\n{ pages { list { id path } } }\n```\n',
  },
  {
    path: 'docs/api/auth',
    title: 'API Authentication',
    description: 'Keys and tokens',
    tags: ['api', 'security'],
    createdAt: '2026-01-05T08:03:00.044Z',
    authorId: 3,
    content:
      '# API Authentication\n\nSend `Authorization: Bearer <key>`.\n\n| kind | lives |\n|---|---|\n| key | a year |\n| token | 30 minutes |\n',
  },
  {
    path: 'about',
    title: 'About us',
    description: 'Written with the visual editor',
    editor: 'ckeditor',
    tags: ['team'],
    links: [en('docs/intro')],
    createdAt: '2026-01-05T08:04:00.900Z',
    content: '<h1>About us</h1><p>We write <strong>things</strong> down.</p><p><a href="/docs/intro">More</a></p>',
  },
  {
    path: 'docs/styled',
    title: 'A page with scripts',
    description: 'Has CSS, JavaScript and publish dates',
    tags: ['docs'],
    createdAt: '2026-01-05T08:05:00.010Z',
    publishStartDate: '2026-01-01T00:00:00.000Z',
    publishEndDate: '2027-01-01T00:00:00.000Z',
    extra: { css: 'h1{color:#036}', js: 'window.sandbox = true;' },
    content: '# A page with scripts\n\nAn update that leaves them out wipes them.\n',
  },
  {
    path: 'docs/überblick-日本',
    title: 'Überblick: 日本 & “Reisen” 🚆',
    description: 'Not only ASCII',
    tags: ['décision', 'docs'],
    createdAt: '2026-01-05T08:06:00.777Z',
    content: '# Überblick\n\nGrüße aus 東京.\n',
  },
  {
    path: 'drafts/roadmap',
    title: 'Roadmap (draft)',
    description: 'Not published yet',
    isPublished: false,
    tags: ['draft'],
    createdAt: '2026-01-05T08:07:00.500Z',
    authorId: 3,
    content: '# Roadmap\n\nNot yet.\n',
  },
  {
    locale: 'fr',
    path: 'docs/intro',
    title: 'Présentation',
    description: 'La page en français',
    tags: ['docs', 'guide'],
    createdAt: '2026-01-05T08:08:00.600Z',
    content: '# Présentation\n\nÀ lire d’abord.\n',
  },
  {
    path: 'docs/changelog',
    title: 'Changelog',
    description: 'A page with a past',
    tags: ['docs', 'release'],
    createdAt: '2026-01-05T08:09:00.123Z',
    updatedAt: '2026-02-03T09:00:00.321Z',
    authorId: 3,
    creatorId: 1,
    content: '# Changelog\n\n## 1.2\n\nThird.\n\n## 1.1\n\nSecond.\n\n## 1.0\n\nFirst.\n',
  },
  {
    path: 'team/on-call',
    title: 'On call',
    description: 'Who answers the phone',
    tags: [],
    links: [en('team')],
    createdAt: '2026-01-05T08:10:00.404Z',
    content: '# On call\n\nBack to the [team](/team).\n',
  },
  {
    path: 'team',
    title: 'Team',
    description: 'A page that is a folder as well',
    tags: ['team'],
    links: [en('team/on-call'), en('about')],
    createdAt: '2026-01-05T08:11:00.808Z',
    content: '# Team\n\n- [On call](/team/on-call)\n- [About us](/about)\n',
  },
  {
    path: 'team/private-notes',
    title: 'Private notes',
    description: '',
    isPrivate: true,
    createdAt: '2026-01-05T08:12:00.909Z',
    content: 'Marked as private, and yet everybody who may read pages can list it.\n',
  },
];

const CHANGELOG_PAST = [
  {
    authorId: 1,
    versionDate: '2026-01-05T08:09:00.123Z',
    path: 'docs/news',
    content: '# Changelog\n\n## 1.0\n\nFirst.\n',
    title: 'News',
  },
  {
    authorId: 1,
    versionDate: '2026-01-12T14:00:00.456Z',
    path: 'docs/news',
    content: '# Changelog\n\n## 1.1\n\nSecond.\n\n## 1.0\n\nFirst.\n',
    action: 'moved',
  },
  {
    authorId: 3,
    versionDate: '2026-01-20T16:45:00.789Z',
    content: '# Changelog\n\n## 1.1\n\nSecond.\n\n## 1.0\n\nFirst.\n',
  },
];

export function seedStandard(store) {
  for (const fields of PAGES) {
    const page = seedPage(store, fields);
    if (page.path === 'docs/changelog') {
      seedVersions(store, page, CHANGELOG_PAST);
    }
  }
}
