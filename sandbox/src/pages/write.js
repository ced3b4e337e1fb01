// SPDX-License-Identifier: MIT
// Creating, updating, moving and deleting pages, step by step in the server's own order: where it stops half-way,
// what it did before stays done.
import { WikiError } from '../errors.js';
import { mayAccessPage } from '../permissions.js';
import { renderPage } from '../render.js';
import { pageHash } from '../store.js';
import { copyToTargets } from './copies.js';
import {
  EDITORS,
  checkLookup,
  checkReferences,
  checkRelocation,
  checkTag,
  checkUpdate,
  checkValues,
} from './columns.js';
import { checkedPath } from './path.js';

/** A stand-in for the server's CSS minifier: enough for white space, comments and empty rules. */
export function minifyCss(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{}:;,>])\s*/g, '$1')
    .replace(/;}/g, '}')
    .replace(/[^{}]+\{\}/g, '')
    .trim();
}

export class PageWriter {
  #store;
  #clock;
  #jobs;

  constructor({ store, clock, jobs }) {
    this.#store = store;
    this.#clock = clock;
    this.#jobs = jobs;
  }

  may(user, wanted, locale, path, tags) {
    return mayAccessPage(this.#store.groups, user, wanted, { locale, path, tags });
  }

  /** The reply shows the page as it was before it was rendered. */
  async create(user, args) {
    const path = checkedPath(args.path);
    if (!this.may(user, ['write:pages'], args.locale, path)) {
      throw new WikiError('PageDeleteForbidden'); // sic: the server has the wrong name here
    }
    checkLookup(path);
    if (this.#store.pageAt(args.locale, path)) {
      throw new WikiError('PageDuplicateCreate');
    }
    if (args.content.trim() === '') {
      throw new WikiError('PageEmptyContent');
    }
    await this.#jobs.raceWindow();
    this.#insert(user, args, path);
    await this.#jobs.raceWindow();
    const page = this.#store.pageAt(args.locale, path);
    const reply = { ...page };
    await this.#jobs.render('renderOnCreate');
    this.#render(page);
    await this.#jobs.rebuildTree();
    copyToTargets(this.#store, page);
    this.#reconnectLinks(page);
    return { ...reply, updatedAt: page.updatedAt };
  }

  #insert(user, args, path) {
    const now = this.#clock.iso();
    const page = {
      id: 0,
      path,
      hash: pageHash(args.locale, path, args.isPrivate ? 'TODO' : ''),
      title: args.title,
      description: args.description,
      isPrivate: args.isPrivate,
      isPublished: args.isPublished,
      privateNS: null,
      publishStartDate: args.publishStartDate || '',
      publishEndDate: args.publishEndDate || '',
      content: args.content,
      contentType: EDITORS[args.editor] ?? 'text',
      render: null,
      toc: [],
      editorKey: args.editor,
      localeCode: args.locale,
      authorId: user.id,
      creatorId: user.id,
      createdAt: now,
      updatedAt: now,
      extra: this.#scripts(user, { js: '', css: '' }, args),
      tags: [],
      links: [],
    };
    checkValues(page);
    page.id = this.#store.nextId('pages');
    checkReferences(this.#store, page);
    this.#store.addPage(page);
    if (args.tags.length > 0) {
      this.#associateTags(page, args.tags);
    }
  }

  /** The reply shows render, toc and path as they were before the page was rendered and moved. */
  async update(user, args, action = 'updated') {
    const page = this.#store.pages.get(args.id);
    if (!page) {
      throw new Error('Invalid Page Id');
    }
    if (!this.may(user, ['write:pages'], page.localeCode, page.path)) {
      throw new WikiError('PageUpdateForbidden');
    }
    if (!args.content || args.content.trim() === '') {
      throw new WikiError('PageEmptyContent');
    }
    this.#store.addVersion(page, action, this.#clock.iso());
    const changes = {
      authorId: user.id,
      content: args.content,
      isPublished: args.isPublished === true,
      publishStartDate: args.publishStartDate || '',
      publishEndDate: args.publishEndDate || '',
      extra: this.#scripts(user, page.extra, args),
      updatedAt: this.#clock.iso(),
    };
    for (const name of ['title', 'description']) {
      if (args[name] !== undefined) {
        changes[name] = args[name];
      }
    }
    checkUpdate(changes);
    Object.assign(page, changes);
    this.#store.changed();
    this.#associateTags(page, args.tags);
    const reply = { ...page };
    await this.#jobs.render('renderOnUpdate');
    this.#render(page);
    copyToTargets(this.#store, page);
    const wantsMove = (args.locale && args.locale !== page.localeCode) || (args.path && args.path !== page.path);
    if (wantsMove) {
      await this.#moveByUpdate(user, page, args);
    } else {
      this.#store.tree.retitle(page.id, page.title);
    }
    return { ...reply, updatedAt: page.updatedAt };
  }

  async #moveByUpdate(user, page, args) {
    if (!this.may(user, ['write:pages'], args.locale, args.path ?? '')) {
      throw new WikiError('PageMoveForbidden');
    }
    await this.move(user, { id: page.id, destinationLocale: args.locale, destinationPath: args.path });
  }

  async move(user, args) {
    const page = this.#store.pages.get(args.id);
    if (!page) {
      throw new WikiError('PageNotFound');
    }
    if (args.destinationPath === undefined || args.destinationPath === null) {
      throw new TypeError("Cannot read properties of undefined (reading 'includes')");
    }
    const path = checkedPath(args.destinationPath);
    const locale = args.destinationLocale;
    if (!this.may(user, ['manage:pages'], page.localeCode, page.path)) {
      throw new WikiError('PageMoveForbidden');
    }
    if (!this.may(user, ['write:pages'], locale, path)) {
      throw new WikiError('PageMoveForbidden');
    }
    if (locale === undefined || locale === null) {
      throw new Error(
        "undefined passed as a property in argument #0 for 'where' operation. " +
          'Call skipUndefined() method to ignore the undefined values.',
      );
    }
    if (this.#store.pageAt(locale, path)) {
      throw new WikiError('PagePathCollision');
    }
    this.#store.addVersion(page, 'moved', this.#clock.iso());
    const title = page.title === page.path.split('/').pop() ? path.split('/').pop() : page.title;
    checkRelocation(this.#store, locale, path, title);
    this.#store.relocatePage(page, locale, path);
    page.title = title;
    page.hash = pageHash(locale, path);
    page.updatedAt = this.#clock.iso();
    await this.#jobs.rebuildTree();
    copyToTargets(this.#store, page);
    this.#reconnectLinks(page);
  }

  async delete(user, id) {
    const page = this.#store.pages.get(id);
    if (!page) {
      throw new WikiError('PageNotFound');
    }
    // The server passes no locale here, so that rules which name one never allow a delete.
    if (!this.may(user, ['delete:pages'], undefined, page.path)) {
      throw new WikiError('PageDeleteForbidden');
    }
    this.#store.addVersion(page, 'deleted', this.#clock.iso());
    this.#store.removePage(page);
    await this.#jobs.rebuildTree();
    copyToTargets(this.#store, page);
  }

  async rerender(id) {
    const page = this.#store.pages.get(id);
    if (!page) {
      throw new WikiError('PageNotFound');
    }
    await this.#jobs.render('renderOnUpdate');
    this.#render(page);
  }

  /**
   * Scripts need a right of their own; without it those of the page stay as they are. The server looks for that right
   * at the path and locale of the call: an update that gives none fails under rules for a part of the wiki.
   */
  #scripts(user, current, args) {
    const scripts = { ...current };
    const { locale, path } = args;
    if (this.may(user, ['write:styles'], locale, path)) {
      scripts.css = args.scriptCss ? minifyCss(args.scriptCss) : '';
    }
    if (this.may(user, ['write:scripts'], locale, path)) {
      scripts.js = args.scriptJs ?? '';
    }
    return scripts;
  }

  #associateTags(page, tags) {
    if (tags === undefined || tags === null) {
      throw new TypeError(`Cannot read properties of ${tags} (reading 'map')`);
    }
    const now = this.#clock.iso();
    const names = new Set(tags.map((tag) => (tag ?? '').trim().toLowerCase()));
    for (const name of names) {
      checkTag(name);
    }
    const ids = [...names].map((name) => this.#store.ensureTag(name, now).id);
    page.tags = ids.reverse(); // the real order is the database's whim: nobody may rely on that of the request
    this.#store.changed();
  }

  #render(page) {
    const { html, links, toc } = renderPage(page, {
      locales: this.#store.settings.locales,
      exists: (locale, path) => this.#store.pageAt(locale, path) !== undefined,
    });
    Object.assign(page, { render: html, links, toc, updatedAt: this.#clock.iso() });
    this.#store.changed();
  }

  /** Pages that linked to nowhere until now get working links, and by that a new updatedAt. */
  #reconnectLinks(target) {
    const now = this.#clock.iso();
    for (const page of this.#store.pages.values()) {
      const linked = page.links.some((link) => link.path === target.path && link.locale === target.localeCode);
      if (linked && page !== target && page.render !== null) {
        const html = this.#linksOf(page);
        if (html !== page.render) {
          Object.assign(page, { render: html, updatedAt: now });
        }
      }
    }
    this.#store.changed();
  }

  #linksOf(page) {
    return renderPage(page, {
      locales: this.#store.settings.locales,
      exists: (locale, path) => this.#store.pageAt(locale, path) !== undefined,
    }).html;
  }
}
