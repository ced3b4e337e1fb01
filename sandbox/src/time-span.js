// SPDX-License-Identifier: MIT
// Time spans as the server reads them: "30d" for tokens and keys, "P1Y" for the age of history.

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31557600 };
const UNIT_NAMES = [
  [/^(seconds?|secs?|s)$/i, 's'],
  [/^(minutes?|mins?|m)$/i, 'm'],
  [/^(hours?|hrs?|h)$/i, 'h'],
  [/^(days?|d)$/i, 'd'],
  [/^(weeks?|w)$/i, 'w'],
  [/^(years?|yrs?|y)$/i, 'y'],
];

/** Seconds of a span such as "30d", "1y" or "4 hours"; null when it is none. */
export function parseSpanSeconds(text) {
  const match = /^(-?\d+(?:\.\d+)?) *([a-z]+)$/i.exec(text);
  const unit = match && UNIT_NAMES.find(([pattern]) => pattern.test(match[2]));
  return unit ? Math.floor(Number(match[1]) * UNIT_SECONDS[unit[1]]) : null;
}

const ISO_DURATION = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The moment (ms) that lies an ISO 8601 duration before `nowMs`, a negative one after it; null for a text that is none. */
export function subtractIsoDuration(nowMs, text) {
  const match = ISO_DURATION.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) {
    return null;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((n) => (match[1] ? -1 : 1) * Number(n ?? 0));
  const date = new Date(nowMs);
  date.setUTCFullYear(date.getUTCFullYear() - years, date.getUTCMonth() - months, date.getUTCDate() - days - 7 * weeks);
  return date.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
