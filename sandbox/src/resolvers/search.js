// SPDX-License-Identifier: MIT
// The search namespace.
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

export const SearchQuery = {
  searchEngines: () =>
    SEARCH_ENGINES.map(([key, title, isAvailable]) => ({
      key,
      title,
      isAvailable,
      isEnabled: key === 'db',
      description: '',
      config: [],
    })),
};

export const SearchMutation = {};
