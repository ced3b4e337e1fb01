// SPDX-License-Identifier: MIT
// Any number of realistic pages, the same for the same seed: folders up to depth 4, 1 to 8 KB of Markdown,
// tags, several authors, links, some history, some drafts, some titles and paths beyond ASCII.
import { Random } from '../random.js';
import { seedPage, seedVersions } from './page.js';

const AREAS = ['engineering', 'operations', 'people', 'product', 'security', 'support', 'überblick'];
const TOPICS = [
  'api',
  'backups',
  'databases',
  'deployment',
  'faq',
  'monitoring',
  'network',
  'onboarding',
  'policies',
  'releases',
];
const SUBTOPICS = ['checklists', 'howto', 'incidents', 'notes', 'runbooks', 'specs'];
const SUBJECTS = [
  'billing service',
  'build pipeline',
  'cache layer',
  'certificate authority',
  'feature flags',
  'gateway',
  'load balancer',
  'mail relay',
  'message queue',
  'mobile app',
  'object store',
  'partner portal',
  'scheduler',
  'search index',
  'user directory',
];
const TITLES = [
  (subject) => `Access to the ${subject}`,
  (subject) => `How the ${subject} works`,
  (subject) => `Migrating the ${subject}`,
  (subject) => `Setting up the ${subject}`,
  (subject) => `Troubleshooting the ${subject}`,
  (subject) => `Upgrading the ${subject}`,
  (subject) => `${subject}: design notes`,
  (subject) => `Résumé: ${subject} – 概要`,
];
const TAGS = [
  'api',
  'archive',
  'décision',
  'draft',
  'faq',
  'guide',
  'howto',
  'kubernetes',
  'linux',
  'on-call',
  'policy',
  'postgres',
  'reference',
  'release',
  'security',
];
const SENTENCES = [
  'The service reads its settings once at start and keeps them until the next restart.',
  'Ask in the channel of the team before you change anything here.',
  'A dry run shows what would happen and writes nothing.',
  'Every step can be repeated without harm.',
  'Measurements were taken on two cores with the default configuration.',
  'If the queue grows beyond a thousand entries, somebody is called.',
  'Les anciens réglages restent valables jusqu’à la fin de l’année.',
  'Größere Änderungen brauchen eine zweite Meinung.',
  'The old address answers with a redirect for another six months.',
  'Keep the certificate and the key in separate places.',
];
const CODE = '```sh\nsystemctl status gateway\njournalctl -u gateway --since today | tail -n 20\n```';
const AUTHORS = [1, 3, 4, 5];
const FIRST_DAY = Date.UTC(2024, 0, 1, 9);
const MINUTE = 60000;
const MIN_BYTES = 1000;
const EXTRA_BYTES = 7000;

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

function folderFor(random) {
  const depth = random.below(4);
  return [AREAS, TOPICS, SUBTOPICS].slice(0, depth).map((names) => random.pick(names));
}

function contentFor(random, title, targets) {
  const size = MIN_BYTES + random.below(EXTRA_BYTES);
  const parts = [`# ${title}\n`];
  let length = title.length + 3;
  const add = (part) => {
    parts.push(part);
    length += part.length + 1;
  };
  for (const { path } of targets) {
    add(`See also [${path.split('/').pop()}](/${path}).\n`);
  }
  for (let section = 1; length < size; section += 1) {
    add(`## Step ${section}\n`);
    add(`${random.pick(SENTENCES)} ${random.pick(SENTENCES)} ${random.pick(SENTENCES)}\n`);
    const kind = random.below(4);
    if (kind === 0) {
      add(`- ${random.pick(SENTENCES)}\n- ${random.pick(SENTENCES)}\n`);
    } else if (kind === 1) {
      add(`${CODE}\n`);
    }
  }
  return parts.join('\n');
}

function someTags(random) {
  const count = random.below(5);
  const tags = new Set();
  for (let i = 0; i < count; i += 1) {
    tags.add(random.pick(TAGS));
  }
  return [...tags];
}

function addPast(store, page, random) {
  const count = 1 + random.below(3);
  const versions = [];
  for (let i = 0; i < count; i += 1) {
    const versionDate = new Date(Date.parse(page.createdAt) + i * 60 * MINUTE).toISOString();
    versions.push({
      versionDate,
      authorId: random.pick(AUTHORS),
      content: `${page.content.slice(0, 200)}\n\nRevision ${i + 1}.\n`,
    });
  }
  page.updatedAt = new Date(Date.parse(page.createdAt) + count * 60 * MINUTE).toISOString();
  seedVersions(store, page, versions);
}

/** Adds `count` pages, the first of them "home". */
export function seedBulk(store, count, seed) {
  const random = new Random(seed);
  const places = [];
  const taken = new Set();
  for (let i = 0; i < count; i += 1) {
    const subject = random.pick(SUBJECTS);
    const text = i === 0 ? 'Home' : random.pick(TITLES)(subject);
    const title = text[0].toUpperCase() + text.slice(1);
    const folder = i === 0 ? [] : folderFor(random);
    let path = [...folder, slug(title)].join('/');
    if (taken.has(path)) {
      path = `${path}-${i}`;
    }
    taken.add(path);
    const links = places.length === 0 ? [] : Array.from({ length: random.below(4) }, () => random.pick(places));
    const targets = [...new Set(links)];
    const page = seedPage(store, {
      path,
      title,
      description: random.below(3) === 0 ? '' : `About the ${subject}`,
      tags: someTags(random),
      links: targets,
      createdAt: new Date(FIRST_DAY + i * 7 * MINUTE + random.below(1000)).toISOString(),
      authorId: random.pick(AUTHORS),
      creatorId: random.pick(AUTHORS),
      isPublished: random.below(20) !== 0,
      content: contentFor(random, title, targets),
    });
    places.push({ locale: 'en', path });
    if (random.below(10) === 0) {
      addPast(store, page, random);
    }
  }
}
