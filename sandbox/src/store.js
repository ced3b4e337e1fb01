// SPDX-License-Identifier: MIT
// All state of the stand-in server, in memory, with the few indexes that the operations need.
// Records are plain objects, so that the whole can be written to a file and read back.
import { createHash } from 'node:crypto';
import { TreeIndex } from './tree.js';

const TABLES = ['pages', 'tags', 'users', 'groups', 'apiKeys', 'assets', 'assetFolders', 'comments'];

export const GUEST_ID = 2;
export const ADMIN_GROUP = 1;
export const GUEST_GROUP = 2;

/** The `hash` of a page: a digest of where it lies, not of what it says. */
export function pageHash(locale, path, namespace = '') {
  return createHash('sha1').update(`${locale}|${path}|${namespace}`).digest('hex');
}

/** What a version keeps of a page: neither tags nor what can be computed again. */
export function versionedPart(page) {
  const { tags, links, render, toc, ...kept } = page;
  return kept;
}

export class Store {
  constructor() {
    for (const table of TABLES) {
      this[table] = new Map();
    }
    this.history = new Map(); // page id -> versions, oldest first; kept after the page is gone
    this.settings = { apiEnabled: true, namespacing: false, locale: 'en', locales: ['en', 'fr'], site: {} };
    this.sequences = {};
    this.tree = new TreeIndex();
    this.revokedBefore = new Map(); // "u3" or "g4" -> seconds; older tokens must be renewed
    this.changed = () => {};
    this.#byPath = new Map();
    this.#tagByName = new Map();
  }

  #byPath;
  #tagByName;

  nextId(sequence) {
    this.sequences[sequence] = (this.sequences[sequence] ?? 0) + 1;
    return this.sequences[sequence];
  }

  // --- pages ---------------------------------------------------------------------------------------------------

  /** The page at a path; the youngest, when parallel creates have made several. */
  pageAt(locale, path) {
    return this.#byPath.get(`${locale}/${path}`)?.at(-1);
  }

  addPage(page) {
    this.pages.set(page.id, page);
    this.#indexPath(page);
    this.changed();
  }

  relocatePage(page, locale, path) {
    this.#unindexPath(page);
    page.localeCode = locale;
    page.path = path;
    this.#indexPath(page);
    this.changed();
  }

  removePage(page) {
    this.#unindexPath(page);
    this.pages.delete(page.id);
    this.changed();
  }

  #indexPath(page) {
    const key = `${page.localeCode}/${page.path}`;
    const there = this.#byPath.get(key);
    if (there) {
      there.push(page);
    } else {
      this.#byPath.set(key, [page]);
    }
  }

  #unindexPath(page) {
    const key = `${page.localeCode}/${page.path}`;
    const rest = this.#byPath.get(key).filter((other) => other !== page);
    if (rest.length > 0) {
      this.#byPath.set(key, rest);
    } else {
      this.#byPath.delete(key);
    }
  }

  // --- tags ----------------------------------------------------------------------------------------------------

  tagNamed(name) {
    return this.#tagByName.get(name);
  }

  /** The tag of that name, made on the fly when there is none. */
  ensureTag(name, now) {
    let tag = this.#tagByName.get(name);
    if (!tag) {
      tag = { id: this.nextId('tags'), tag: name, title: name, createdAt: now, updatedAt: now };
      this.tags.set(tag.id, tag);
      this.#tagByName.set(name, tag);
    }
    return tag;
  }

  renameTag(tag, name) {
    this.#tagByName.delete(tag.tag);
    tag.tag = name;
    this.#tagByName.set(name, tag);
    this.changed();
  }

  removeTag(tag) {
    this.tags.delete(tag.id);
    this.#tagByName.delete(tag.tag);
    for (const page of this.pages.values()) {
      page.tags = page.tags.filter((id) => id !== tag.id);
    }
    this.changed();
  }

  tagNames(page) {
    return page.tags.map((id) => this.tags.get(id).tag);
  }

  // --- history -------------------------------------------------------------------------------------------------

  /** Keeps a snapshot of `page` as it is before a change; its createdAt is the moment of the snapshot. */
  addVersion(page, action, now) {
    const version = {
      ...versionedPart(page),
      id: this.nextId('history'),
      pageId: page.id,
      action,
      extra: { ...page.extra },
      versionDate: page.updatedAt,
      createdAt: now,
    };
    const versions = this.history.get(page.id);
    if (versions) {
      versions.push(version);
    } else {
      this.history.set(page.id, [version]);
    }
  }

  versionsOf(pageId) {
    return this.history.get(pageId) ?? [];
  }

  /** A user or group that was changed comes last in lists that name no order, as a row of PostgreSQL does. */
  moveToEnd(table, id) {
    const record = this[table].get(id);
    this[table].delete(id);
    this[table].set(id, record);
    this.changed();
  }

  // --- accounts ------------------------------------------------------------------------------------------------

  userByEmail(email) {
    const wanted = email.toLowerCase();
    for (const user of this.users.values()) {
      if (user.email === wanted) {
        return user;
      }
    }
    return undefined;
  }

  membersOf(groupId) {
    return [...this.users.values()].filter((user) => user.groups.includes(groupId));
  }

  /** Tokens older than this must be renewed. The five seconds of slack are the real server's. */
  revokeTokens(key, nowSeconds) {
    this.revokedBefore.set(key, nowSeconds - 5);
    this.changed();
  }

  // --- as one value --------------------------------------------------------------------------------------------

  toJSON() {
    const tables = Object.fromEntries(TABLES.map((table) => [table, [...this[table].values()]]));
    return {
      ...tables,
      history: [...this.history],
      settings: this.settings,
      sequences: this.sequences,
      revokedBefore: [...this.revokedBefore],
    };
  }

  static fromJSON(value) {
    const store = new Store();
    for (const table of TABLES) {
      store[table] = new Map((value[table] ?? []).map((record) => [record.id, record]));
    }
    store.history = new Map(value.history);
    store.settings = value.settings;
    store.sequences = value.sequences;
    store.revokedBefore = new Map(value.revokedBefore);
    for (const page of store.pages.values()) {
      store.#indexPath(page);
    }
    for (const tag of store.tags.values()) {
      store.#tagByName.set(tag.tag, tag);
    }
    return store;
  }
}
