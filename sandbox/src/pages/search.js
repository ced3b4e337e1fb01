// SPDX-License-Identifier: MIT
// pages.search with the engine "db": a case-insensitive LIKE over title, description and path of published pages.
import { likePattern } from '../database.js';

const MAX_ROWS = 100; // rows of page x tag, as in the server's SQL

export function searchPages(store, { query, path, locale }) {
  const wanted = likePattern(query);
  const below = path ? likePattern(path, { prefix: true }) : null;
  const found = [];
  let rows = 0;
  for (const page of store.pages.values()) {
    if (!page.isPublished || (locale && page.localeCode !== locale) || (below && !below.test(page.path))) {
      continue;
    }
    if (!wanted.test(page.title) && !wanted.test(page.description) && !wanted.test(page.path)) {
      continue;
    }
    found.push(page);
    rows += Math.max(1, page.tags.length);
    if (rows >= MAX_ROWS) {
      break;
    }
  }
  return found;
}
