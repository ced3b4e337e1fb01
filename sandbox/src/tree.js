// SPDX-License-Identifier: MIT
// The page tree: derived from the pages, with ids that every rebuild hands out anew.

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** All rows of the tree for the given pages, in the order in which the ids are given out. */
export function buildTree(pages) {
  const sorted = [...pages].sort((a, b) => compare(a.localeCode, b.localeCode) || compare(a.path, b.path));
  const rows = [];
  const byPath = new Map();
  for (const page of sorted) {
    const parts = page.path.split('/');
    let path = '';
    let parent = null;
    const ancestors = [];
    parts.forEach((part, index) => {
      const isFolder = index < parts.length - 1;
      path = index === 0 ? part : `${path}/${part}`;
      const key = `${page.localeCode}/${path}`;
      let row = byPath.get(key);
      if (!row) {
        row = {
          id: rows.length + 1,
          localeCode: page.localeCode,
          path,
          depth: index + 1,
          title: isFolder ? part : page.title,
          isFolder,
          isPrivate: !isFolder && page.isPrivate,
          privateNS: isFolder ? null : page.privateNS,
          parent,
          pageId: isFolder ? null : page.id,
          ancestors: [...ancestors],
        };
        rows.push(row);
        byPath.set(key, row);
      } else if (isFolder) {
        row.isFolder = true;
      }
      parent = row.id;
      ancestors.push(row.id);
    });
  }
  return rows;
}

export class TreeIndex {
  #rows = [];
  #byParent = new Map();
  #byPath = new Map();
  #byPage = new Map();
  #source = null;

  /** Takes the pages of now as the tree's content. The rows are made when they are first looked at. */
  rebuildFrom(pages) {
    this.#source = pages;
  }

  /** As rebuildFrom, but with rows that were made before. */
  replace(rows) {
    this.#source = null;
    this.#rows = rows;
    this.#byParent = new Map();
    this.#byPath = new Map();
    this.#byPage = new Map();
    for (const row of rows) {
      const siblings = this.#byParent.get(row.parent);
      if (siblings) {
        siblings.push(row);
      } else {
        this.#byParent.set(row.parent, [row]);
      }
      this.#byPath.set(`${row.localeCode}/${row.path}`, row);
      if (row.pageId !== null) {
        this.#byPage.set(row.pageId, row);
      }
    }
  }

  /** Makes the rows now; what happens to the pages afterwards is not seen until the next rebuild. */
  settle() {
    if (this.#source) {
      this.replace(buildTree(this.#source.values()));
    }
  }

  rowAt(locale, path) {
    this.settle();
    return this.#byPath.get(`${locale}/${path}`);
  }

  /** One level, folders first, then by title. `parent` is null for the top. */
  level(locale, parent) {
    this.settle();
    return (this.#byParent.get(parent) ?? []).filter((row) => row.localeCode === locale).sort(byKindAndTitle);
  }

  rowsWithIds(ids) {
    this.settle();
    return ids.map((id) => this.#rows[id - 1]);
  }

  retitle(pageId, title) {
    if (this.#source) {
      return; // rows are yet to be made and will have the title
    }
    const row = this.#byPage.get(pageId);
    if (row) {
      row.title = title;
    }
  }
}

export function byKindAndTitle(a, b) {
  return Number(b.isFolder) - Number(a.isFolder) || compare(a.title, b.title);
}
