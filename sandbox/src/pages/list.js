// SPDX-License-Identifier: MIT
// pages.list: the real server joins pages with tags in SQL and limits the rows of that join,
// before it looks at permissions and before it puts the rows together to pages.

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const SORT_KEYS = { CREATED: 'createdAt', ID: 'id', PATH: 'path', TITLE: 'title', UPDATED: 'updatedAt' };

function byAuthors({ creatorId, authorId }) {
  const creator = creatorId > 0 ? creatorId : null;
  const author = authorId > 0 ? authorId : null;
  if (creator === null && author === null) {
    return () => true;
  }
  return (page) => page.creatorId === creator || page.authorId === author;
}

/** One row for each page and each of its tags that pass the filter; a page without tags has one row as well. */
function* joinedRows(pages, tagNamesOf, wantedTags) {
  for (const page of pages) {
    const names = tagNamesOf(page);
    if (wantedTags.length > 0) {
      for (const name of names) {
        if (wantedTags.includes(name)) {
          yield { page, tag: name };
        }
      }
    } else if (names.length === 0) {
      yield { page, tag: null };
    } else {
      for (const name of names) {
        yield { page, tag: name };
      }
    }
  }
}

/** [{page, tags}] as the server's join gives them, permissions not yet considered. */
export function listPages(store, args) {
  const wantedTags = args.tags ?? [];
  const passesAuthors = byAuthors(args);
  const pages = [...store.pages.values()].filter(
    (page) => passesAuthors(page) && (!args.locale || page.localeCode === args.locale),
  );
  const key = SORT_KEYS[args.orderBy] ?? 'id';
  const sign = args.orderByDirection === 'DESC' ? -1 : 1;
  pages.sort((a, b) => sign * compare(a[key], b[key]));

  const limit = args.limit ? args.limit : Infinity;
  const items = [];
  let rows = 0;
  for (const { page, tag } of joinedRows(pages, (p) => store.tagNames(p), wantedTags)) {
    rows += 1;
    if (rows > limit) {
      break;
    }
    if (items.at(-1)?.page !== page) {
      items.push({ page, tags: [] });
    }
    if (tag !== null) {
      items.at(-1).tags.push(tag);
    }
  }
  return items.filter((item) => wantedTags.every((tag) => item.tags.includes(tag)));
}
