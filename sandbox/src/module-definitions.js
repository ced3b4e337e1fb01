// SPDX-License-Identifier: MIT
// What the server is made of beside pages and users: comment providers, search engines, renderers, with their settings.
// A setting is its default value, or [default, choices].

const CLOUDSEARCH_REGIONS = ['ap-northeast-1', 'ap-southeast-1', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const DICTIONARIES = ['simple', 'danish', 'dutch', 'english', 'french', 'german', 'italian', 'spanish', 'swedish'];
const QUOTES = ['Chinese', 'English', 'French', 'German', 'Japanese', 'Polish', 'Russian', 'Spanish', 'Swedish'];

export const COMMENT_PROVIDERS = [
  { key: 'artalk', title: 'Artalk', settings: { server: '', siteName: '' } },
  { key: 'commento', title: 'Commento', settings: { instanceUrl: 'https://cdn.commento.io' } },
  { key: 'default', title: 'Default', isEnabled: true, settings: { akismet: '', minDelay: 30 } },
  { key: 'disqus', title: 'Disqus', settings: { accountName: '' } },
];

export const SEARCH_ENGINES = [
  { key: 'algolia', title: 'Algolia', settings: { apiKey: '', appId: '', indexName: 'wiki' } },
  {
    key: 'aws',
    title: 'AWS CloudSearch',
    settings: {
      AnalysisSchemeLang: ['en', ['de', 'en', 'es', 'fr', 'ja', 'mul']],
      accessKeyId: '',
      domain: '',
      endpoint: '',
      region: ['us-east-1', CLOUDSEARCH_REGIONS],
      secretAccessKey: '',
    },
  },
  { key: 'azure', title: 'Azure Search', settings: { adminKey: '', indexName: 'wiki', serviceName: '' } },
  { key: 'db', title: 'Database - Basic', isEnabled: true, settings: {} },
  {
    key: 'elasticsearch',
    title: 'Elasticsearch',
    settings: {
      analyzer: 'simple',
      apiVersion: ['7.x', ['8.x', '7.x', '6.x']],
      hosts: '',
      indexName: 'wiki',
      sniffInterval: 0,
      sniffOnStart: false,
      tlsCertPath: '',
      verifyTLSCertificate: true,
    },
  },
  { key: 'manticore', title: 'Manticore Search', isAvailable: false, settings: {} },
  { key: 'postgres', title: 'Database - PostgreSQL', settings: { dictLanguage: ['english', DICTIONARIES] } },
  {
    key: 'solr',
    title: 'Solr',
    isAvailable: false,
    settings: { core: 'wiki', host: 'solr', port: 8983, protocol: ['http', ['http', 'https']] },
  },
  { key: 'sphinx', title: 'Sphinx', isAvailable: false, settings: {} },
];

const renderer = (key, title, isEnabled, dependsOn, settings = {}) => ({ key, title, isEnabled, dependsOn, settings });
const core = (key, input, settings = {}) => ({ key, title: 'Core', isEnabled: true, input, output: 'html', settings });

export const RENDERERS = [
  core('asciidocCore', 'asciidoc', { safeMode: ['server', ['unsafe', 'safe', 'server', 'secure']] }),
  core('htmlCore', 'html', {
    absoluteLinks: false,
    openExternalLinkNewTab: false,
    relAttributeExternalLink: ['noreferrer', ['noreferrer', 'noopener']],
  }),
  core('markdownCore', 'markdown', {
    allowHTML: true,
    linebreaks: true,
    linkify: true,
    quotes: ['English', QUOTES],
    typographer: false,
    underline: false,
  }),
  core('openapiCore', 'openapi'),
  renderer('htmlAsciinema', 'Asciinema', false, 'htmlCore'),
  renderer('htmlBlockquotes', 'Blockquotes', true, 'htmlCore'),
  renderer('htmlCodehighlighter', 'Code Highlighting', true, 'htmlCore'),
  renderer('htmlDiagram', 'Diagrams', true, 'htmlCore'),
  renderer('htmlImagePrefetch', 'Image Prefetch', false, 'htmlCore'),
  renderer('htmlMediaplayers', 'Media Players', true, 'htmlCore'),
  renderer('htmlMermaid', 'Mermaid', true, 'htmlCore'),
  renderer('htmlSecurity', 'Security', true, 'htmlCore', {
    allowDrawIoUnsafe: true,
    allowIFrames: false,
    safeHTML: true,
  }),
  renderer('htmlTabset', 'Tabsets', true, 'htmlCore'),
  renderer('htmlTwemoji', 'Twemoji', true, 'htmlCore'),
  renderer('markdownAbbr', 'Abbreviations', true, 'markdownCore'),
  renderer('markdownEmoji', 'Emoji', true, 'markdownCore'),
  renderer('markdownExpandtabs', 'Expand Tabs', true, 'markdownCore', { tabWidth: 4 }),
  renderer('markdownFootnotes', 'Footnotes', true, 'markdownCore'),
  renderer('markdownImsize', 'Image Size', true, 'markdownCore'),
  renderer('markdownKatex', 'Katex', true, 'markdownCore', { useBlocks: true, useInline: true }),
  renderer('markdownMathjax', 'Mathjax', false, 'markdownCore', { useBlocks: true, useInline: true }),
  renderer('markdownSupsub', 'Subscript/Superscript', true, 'markdownCore', { subEnabled: true, supEnabled: true }),
  renderer('markdownTasklists', 'Task Lists', true, 'markdownCore'),
];
