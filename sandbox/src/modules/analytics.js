// SPDX-License-Identifier: MIT
// The analytics providers of the server, and what can be set of each with its default.

// A table: each row is a line.
// prettier-ignore
export const PROVIDERS = [
  { key: 'azureinsights', title: 'Azure Application Insights', isAvailable: true, props: { instrumentationKey: '' } },
  { key: 'baidutongji', title: 'Baidu Tongji', isAvailable: true, props: { propertyTrackingId: '' } },
  { key: 'countly', title: 'Countly', isAvailable: true, props: { appKey: '', serverUrl: '' } },
  { key: 'elasticapm', title: 'Elasticsearch APM RUM', isAvailable: true, props: { serverUrl: 'http://apm.example.com:8200', serviceName: 'wiki-js', environment: '' } },
  { key: 'fathom', title: 'Fathom', isAvailable: true, props: { host: '', siteId: '' } },
  { key: 'fullstory', title: 'FullStory', isAvailable: true, props: { org: '' } },
  { key: 'google', title: 'Google Analytics', isAvailable: true, props: { propertyTrackingId: '' } },
  { key: 'gtm', title: 'Google Tag Manager', isAvailable: true, props: { containerTrackingId: '' } },
  { key: 'hotjar', title: 'Hotjar', isAvailable: true, props: { siteId: '' } },
  { key: 'matomo', title: 'Matomo', isAvailable: true, props: { siteId: { default: 1, type: 'string' }, serverHost: 'https://example.matomo.cloud' } },
  { key: 'newrelic', title: 'New Relic Browser', isAvailable: true, props: { licenseKey: '', appId: '', beacon: 'bam.nr-data.net', errorBeacon: 'bam.nr-data.net' } },
  { key: 'plausible', title: 'Plausible Analytics', isAvailable: true, props: { domain: '', plausibleJsSrc: 'https://plausible.io/js/plausible.js' } },
  { key: 'statcounter', title: 'StatCounter', isAvailable: true, props: { projectId: '', securityToken: '' } },
  { key: 'umami', title: 'Umami Analytics v1', isAvailable: true, props: { websiteID: '', url: '' } },
  { key: 'umami2', title: 'Umami Analytics v2', isAvailable: true, props: { websiteID: '', url: '' } },
  { key: 'yandex', title: 'Yandex Metrica', isAvailable: true, props: { tagNumber: '' } },
];
