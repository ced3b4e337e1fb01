// SPDX-License-Identifier: MIT
// The renderers of the server, and what can be set of each with its default.

const QUOTES = ['Chinese', 'English', 'French', 'German', 'Japanese', 'Polish', 'Russian', 'Spanish', 'Swedish'];

const renderer = (key, title, isEnabled, dependsOn, props = {}) => ({ key, title, isEnabled, dependsOn, props });
const core = (key, input, props = {}) => ({ key, title: 'Core', isEnabled: true, input, output: 'html', props });

export const RENDERERS = [
  core('asciidocCore', 'asciidoc', { safeMode: { default: 'server', enum: ['unsafe', 'safe', 'server', 'secure'] } }),
  core('htmlCore', 'html', {
    absoluteLinks: false,
    openExternalLinkNewTab: false,
    relAttributeExternalLink: { default: 'noreferrer', enum: ['noreferrer', 'noopener'] },
  }),
  core('markdownCore', 'markdown', {
    allowHTML: true,
    linebreaks: true,
    linkify: true,
    quotes: { default: 'English', enum: QUOTES },
    typographer: false,
    underline: false,
  }),
  core('openapiCore', 'openapi'),
  renderer('htmlAsciinema', 'Asciinema', false, 'htmlCore'),
  renderer('htmlBlockquotes', 'Blockquotes', true, 'htmlCore'),
  renderer('htmlCodehighlighter', 'Code Highlighting Post-Processor', true, 'htmlCore'),
  renderer('htmlDiagram', 'Diagrams Post-Processor', true, 'htmlCore'),
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
  renderer('markdownKroki', 'Kroki', false, 'markdownCore', {
    closeMarker: '```',
    openMarker: '```kroki',
    server: 'https://kroki.io',
  }),
  renderer('markdownMathjax', 'Mathjax', false, 'markdownCore', { useBlocks: true, useInline: true }),
  renderer('markdownMultiTable', 'MultiMarkdown Table', false, 'markdownCore', {
    headerlessEnabled: true,
    multilineEnabled: true,
    rowspanEnabled: true,
  }),
  renderer('markdownPivotTable', 'Pivot Table', false, 'markdownCore'),
  renderer('markdownPlantuml', 'PlantUML', true, 'markdownCore', {
    closeMarker: '```',
    imageFormat: { default: 'svg', enum: ['svg', 'png', 'latex', 'ascii'] },
    openMarker: '```plantuml',
    server: 'https://plantuml.example.com',
  }),
  renderer('markdownSupsub', 'Subscript/Superscript', true, 'markdownCore', { subEnabled: true, supEnabled: true }),
  renderer('markdownTasklists', 'Task Lists', true, 'markdownCore'),
];
