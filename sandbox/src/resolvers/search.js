// SPDX-License-Identifier: MIT
// The search namespace. Engines can be chosen; the sandbox finds pages in the one way that it knows.
import { SEARCH_ENGINES } from '../modules/search.js';
import { enabledModule, listModules, updateModules } from '../modules/list.js';
import { respond } from './pages-mutation.js';

export const SearchQuery = {
  searchEngines: (_, { orderBy }, { store }) => {
    const list = listModules(store, 'searchEngines', SEARCH_ENGINES);
    return orderBy ? list.sort((a, b) => (a[orderBy] > b[orderBy]) - (a[orderBy] < b[orderBy])) : list;
  },
};

export const SearchMutation = {
  updateSearchEngines(_, { engines }, { store }) {
    return respond('Search Engines updated successfully', () => {
      updateModules(store, 'searchEngines', SEARCH_ENGINES, engines);
      const engine = enabledModule(store, 'searchEngines', SEARCH_ENGINES);
      if (engine?.isAvailable === false) {
        throw new Error(`Cannot find module '../modules/search/${engine.key}/engine'`);
      }
    });
  },
  rebuildIndex() {
    return respond('Index rebuilt successfully', () => {});
  },
};
