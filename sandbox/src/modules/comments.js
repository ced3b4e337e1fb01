// SPDX-License-Identifier: MIT
// The comment providers of the server, and what can be set of each with its default.

export const COMMENT_PROVIDERS = [
  { key: 'artalk', title: 'Artalk', props: { server: '', siteName: '' } },
  { key: 'commento', title: 'Commento', props: { instanceUrl: 'https://cdn.commento.io' } },
  { key: 'default', title: 'Default', isEnabled: true, props: { akismet: '', minDelay: 30 } },
  { key: 'disqus', title: 'Disqus', props: { accountName: '' } },
];
