// SPDX-License-Identifier: MIT
// The loggers of the server, and what can be set of each with its default.

export const LOGGERS = [
  { key: 'airbrake', title: 'Airbrake', level: 'warn', props: {} },
  { key: 'bugsnag', title: 'Bugsnag', level: 'warn', props: { key: '' } },
  { key: 'disk', title: 'Log Files', level: 'info', props: {} },
  { key: 'eventlog', title: 'Windows Event Log', level: 'warn', props: {} },
  { key: 'loggly', title: 'Loggly', level: 'warn', props: { subdomain: '', token: '' } },
  { key: 'logstash', title: 'Logstash', level: 'warn', props: {} },
  { key: 'newrelic', title: 'New Relic', level: 'warn', props: {} },
  { key: 'raygun', title: 'Raygun', level: 'warn', props: {} },
  { key: 'rollbar', title: 'Rollbar', level: 'warn', props: { key: '' } },
  { key: 'sentry', title: 'Sentry', level: 'warn', props: { key: '' } },
  { key: 'syslog', title: 'Syslog', level: 'warn', props: {} },
  { key: 'papertrail', title: 'Papertrail', level: 'warn', props: { host: '', port: 0 } },
];
