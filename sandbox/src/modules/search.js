// SPDX-License-Identifier: MIT
// The search engines of the server, and what can be set of each with its default.

const CLOUDSEARCH_REGIONS = ['ap-northeast-1', 'ap-southeast-1', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const DICTIONARIES = ['simple', 'danish', 'dutch', 'english', 'french', 'german', 'italian', 'spanish', 'swedish'];

export const SEARCH_ENGINES = [
  { key: 'algolia', title: 'Algolia', props: { apiKey: '', appId: '', indexName: 'wiki' } },
  {
    key: 'aws',
    title: 'AWS CloudSearch',
    props: {
      AnalysisSchemeLang: { default: 'en', enum: ['de', 'en', 'es', 'fr', 'ja', 'mul'] },
      accessKeyId: '',
      domain: '',
      endpoint: '',
      region: { default: 'us-east-1', enum: CLOUDSEARCH_REGIONS },
      secretAccessKey: '',
    },
  },
  { key: 'azure', title: 'Azure Search', props: { adminKey: '', indexName: 'wiki', serviceName: '' } },
  { key: 'db', title: 'Database - Basic', isEnabled: true, props: {} },
  {
    key: 'elasticsearch',
    title: 'Elasticsearch',
    props: {
      analyzer: 'simple',
      apiVersion: { default: '7.x', enum: ['8.x', '7.x', '6.x'] },
      hosts: '',
      indexName: 'wiki',
      sniffInterval: 0,
      sniffOnStart: false,
      tlsCertPath: '',
      verifyTLSCertificate: true,
    },
  },
  { key: 'manticore', title: 'Manticore Search', isAvailable: false, props: {} },
  {
    key: 'postgres',
    title: 'Database - PostgreSQL',
    props: { dictLanguage: { default: 'english', enum: DICTIONARIES } },
  },
  {
    key: 'solr',
    title: 'Solr',
    isAvailable: false,
    props: { core: 'wiki', host: 'solr', port: 8983, protocol: { default: 'http', enum: ['http', 'https'] } },
  },
  { key: 'sphinx', title: 'Sphinx', isAvailable: false, props: {} },
];
