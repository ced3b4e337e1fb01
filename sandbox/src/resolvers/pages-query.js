// SPDX-License-Identifier: MIT
import { likePattern } from '../database.js';
import { DatabaseError, WikiError } from '../errors.js';
import { trailOf, versionOf } from '../pages/history.js';
import { listPages } from '../pages/list.js';
import { searchPages } from '../pages/search.js';
import { mayAccessPage } from '../permissions.js';
import { renderPage } from '../render.js';
import { byKindAndTitle } from '../tree.js';

const SEARCH_TAGS_MAX = 5;
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Rules by tag count only where the server hands the tags over: in search, not in list and tree. */
function mayRead({ store, user }, page) {
  return mayAccessPage(store.groups, user, ['read:pages'], page);
}

const placeOf = (page) => ({ locale: page.localeCode, path: page.path });

/** Seeded pages are rendered when somebody first asks. */
function rendered(store, page) {
  if (page.render === null) {
    const { html, toc } = renderPage(page, {
      locales: store.settings.locales,
      exists: (locale, path) => store.pageAt(locale, path) !== undefined,
    });
    Object.assign(page, { render: html, toc });
  }
  return page;
}

/** A page as `single` shows it. */
export function fullPage(store, page) {
  const author = store.users.get(page.authorId);
  const creator = store.users.get(page.creatorId);
  return {
    ...rendered(store, page),
    locale: page.localeCode,
    editor: page.editorKey,
    scriptCss: page.extra.css,
    scriptJs: page.extra.js,
    tags: page.tags.map((id) => store.tags.get(id)),
    authorName: author?.name,
    authorEmail: author?.email,
    creatorName: creator?.name,
    creatorEmail: creator?.email,
  };
}

function viewable(context, page) {
  if (!page) {
    throw new WikiError('PageNotFound');
  }
  if (!mayAccessPage(context.store.groups, context.user, ['manage:pages', 'delete:pages'], placeOf(page))) {
    throw new WikiError('PageViewForbidden');
  }
  return fullPage(context.store, page);
}

/** The page whose history is asked for; the server stumbles over one that is not there. */
function pageWithHistory(context, id) {
  const page = context.store.pages.get(id);
  if (!page) {
    throw new TypeError("Cannot read properties of undefined (reading 'path')");
  }
  if (!mayAccessPage(context.store.groups, context.user, ['read:history'], placeOf(page))) {
    throw new WikiError('PageHistoryForbidden');
  }
  return page;
}

function pageToUpdate(context, id, refusal) {
  const page = context.store.pages.get(id);
  if (!page) {
    throw new WikiError('PageNotFound');
  }
  const wanted = ['write:pages', 'manage:pages'];
  if (!mayAccessPage(context.store.groups, context.user, wanted, placeOf(page))) {
    throw new WikiError(refusal);
  }
  return page;
}

function listItem({ page, tags }) {
  const { id, path, title, description, contentType, isPublished, isPrivate, privateNS, createdAt, updatedAt } = page;
  const locale = page.localeCode;
  return {
    id,
    path,
    locale,
    title,
    description,
    contentType,
    isPublished,
    isPrivate,
    privateNS,
    createdAt,
    updatedAt,
    tags,
    ...page.listedAs,
  };
}

function treeLevel(context, { path, parent, mode, locale: asked, includeAncestors }) {
  const { store } = context;
  const locale = asked || store.settings.locale;
  let parentId = parent > 0 ? parent : null;
  let ancestors = [];
  if (path && !parent) {
    const current = store.tree.rowAt(locale, path);
    if (!current) {
      return [];
    }
    parentId = current.parent;
    ancestors = includeAncestors ? current.ancestors : [];
  }
  if (mode === 'PAGES') {
    throw new TypeError('builder.andWhereNotNull is not a function');
  }
  const rows = store.tree.level(locale, parentId).filter((row) => mode !== 'FOLDERS' || row.isFolder);
  if (parentId !== null && ancestors.length > 0) {
    const extra = store.tree.rowsWithIds(ancestors).filter((row) => !rows.includes(row));
    rows.push(...extra);
    rows.sort(byKindAndTitle);
  }
  return rows
    .map((row) => ({ ...row, locale: row.localeCode, parent: row.parent ?? 0 }))
    .filter((row) => mayRead(context, row));
}

function tagsInUse(context) {
  const { store } = context;
  const ids = new Set();
  for (const page of store.pages.values()) {
    if (page.tags.length > 0 && mayRead(context, { ...placeOf(page), tags: store.tagNames(page) })) {
      page.tags.forEach((id) => ids.add(id));
    }
  }
  return [...ids].map((id) => store.tags.get(id)).sort((a, b) => compare(a.tag, b.tag));
}

export const PageQuery = {
  history(_, { id, offsetPage, offsetSize }, context) {
    pageWithHistory(context, id);
    return trailOf(context.store, id, offsetPage || 0, offsetSize || 100);
  },
  version(_, { pageId, versionId }, context) {
    pageWithHistory(context, pageId);
    return versionOf(context.store, pageId, versionId);
  },
  search(_, args, context) {
    const found = searchPages(context.store, args);
    const results = found
      .filter((page) => mayRead(context, { ...placeOf(page), tags: context.store.tagNames(page) }))
      .map((page) => ({ ...placeOf(page), id: page.id, title: page.title, description: page.description }));
    return { results, suggestions: [], totalHits: found.length };
  },
  list(_, args, context) {
    if (args.limit < 0) {
      throw new DatabaseError(
        'DataError',
        'select "pages"."id", "path", … from "pages" left join … limit $1 - LIMIT must not be negative',
      );
    }
    const items = listPages(context.store, args);
    return items.filter(({ page }) => mayRead(context, placeOf(page))).map(listItem);
  },
  single(_, { id }, context) {
    return viewable(context, context.store.pages.get(id));
  },
  singleByPath(_, { path, locale }, context) {
    return viewable(context, context.store.pageAt(locale, path));
  },
  tags(_, args, context) {
    return tagsInUse(context);
  },
  searchTags(_, { query }, context) {
    const wanted = likePattern(query.trim());
    const names = tagsInUse(context).map((tag) => tag.tag);
    return names.filter((name) => wanted.test(name)).slice(0, SEARCH_TAGS_MAX);
  },
  tree(_, args, context) {
    return treeLevel(context, args);
  },
  links(_, { locale }, context) {
    const pages = [...context.store.pages.values()].filter((page) => page.localeCode === locale);
    return pages
      .filter((page) => mayRead(context, placeOf(page)))
      .map((page) => ({
        id: page.id,
        title: page.title,
        path: `${page.localeCode}/${page.path}`,
        links: page.links.map((link) => `${link.locale}/${link.path}`),
      }));
  },
  checkConflicts(_, { id, checkoutDate }, context) {
    return pageToUpdate(context, id, 'PageUpdateForbidden').updatedAt > checkoutDate;
  },
  conflictLatest(_, { id }, context) {
    const page = pageToUpdate(context, id, 'PageViewForbidden');
    const { store } = context;
    return {
      ...page,
      locale: page.localeCode,
      tags: store.tagNames(page),
      authorName: store.users.get(page.authorId)?.name,
    };
  },
};
