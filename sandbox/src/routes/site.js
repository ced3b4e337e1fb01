// SPDX-License-Identifier: MIT
// Everything besides GraphQL: health, source download, redirects by id, rendered pages, the upload address.
import { answerDownload } from '../assets/download.js';
import { answerUpload } from '../assets/upload.js';
import { versionOf } from '../pages/history.js';
import { mayAccessPage } from '../permissions.js';
import { HANG, html, json, redirect } from '../reply.js';
import { fullPage } from '../resolvers/pages-query.js';
import { sourceFile } from '../source-file.js';

const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const document = (title, body) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>${escapeHtml(title)} | Wiki.js</title></head><body>${body}</body></html>`;

const notFound = () => html(404, document('Page Not Found', '<not-found></not-found>'));
const unauthorized = (action, status = 403) =>
  html(status, document('Unauthorized', `<unauthorized action="${action}"></unauthorized>`));

/** A first segment of this form is taken for a locale, whether there is such a locale or not. */
const LOCALE_LIKE = /^[a-z]{2}(-[a-z]{2})?$/i;

const EXTENSION = /\.([^.]+)$/; // over the whole path, as the server does it: "a.b/c" has the extension "b/c"

/** Where a URL path leads: locale segment and page extension taken off, percent-encoding undone. */
function parsePath(store, urlPath) {
  let path;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  path = path.replace(/^\/+/, '');
  path = path.replace(/["|<>:*?\\\x00-\x1f]/, ''); // the first one only, as on the real server
  let locale = store.settings.locale;
  const first = path.split('/', 1)[0];
  if (LOCALE_LIKE.test(first)) {
    locale = first;
    path = path.slice(first.length + 1);
  } else if (/^[a-z]\//i.test(path)) {
    path = path.slice(first.length + 1); // one letter is taken for a route of its own and ignored
  }
  const pageExtensions = store.settings.site.pageExtensions.split(',').map((name) => name.trim());
  const extension = EXTENSION.exec(path)?.[1];
  const isPage = extension === undefined || pageExtensions.includes(extension);
  return { locale, isPage, path: (isPage ? path.replace(EXTENSION, '') : path) || 'home' };
}

/** Finds the page behind a URL and asks for one right; calls `show` with it, or answers with the refusal. */
function withPage({ sandbox, identity }, urlPath, { permission, action, missing, onExpired, refusedStatus }, show) {
  const target = parsePath(sandbox.store, urlPath);
  if (!target) {
    return notFound();
  }
  if (!identity.user) {
    return onExpired;
  }
  const page = sandbox.store.pageAt(target.locale, target.path);
  const rightsOn = { ...target, tags: page ? sandbox.store.tagNames(page) : [] };
  if (!mayAccessPage(sandbox.store.groups, identity.user, [permission], rightsOn)) {
    return unauthorized(action, refusedStatus);
  }
  return page ? show(fullPage(sandbox.store, page), target) : missing(target);
}

function download(exchange, urlPath) {
  const versionId = Number.parseInt(exchange.url.searchParams.get('v') ?? '0', 10);
  const rules = {
    permission: versionId > 0 ? 'read:history' : 'read:source',
    action: 'download',
    missing: () => ({ status: 404, headers: {}, body: '' }),
    onExpired: HANG,
  };
  return withPage(exchange, urlPath, rules, (page) =>
    versionId > 0 ? versionFile(exchange, page, versionId) : sourceFile(page),
  );
}

/** An old version: no tags, "undefined" for the editor, both dates that of the snapshot. An unknown one hangs. */
function versionFile({ sandbox }, page, versionId) {
  const version = versionOf(sandbox.store, page.id, versionId);
  return version
    ? sourceFile({ ...version, path: page.path, editor: undefined, updatedAt: version.createdAt, tags: [] })
    : HANG;
}

function showSource(exchange, urlPath) {
  const rules = {
    permission: 'read:source',
    action: 'source',
    missing: ({ path }) => redirect(302, `/${path}`),
    onExpired: HANG,
  };
  const show = (page) => html(200, document(page.title, `<pre>${escapeHtml(page.content)}</pre>`));
  return withPage(exchange, urlPath, rules, show);
}

function showHistory(exchange, urlPath) {
  const rules = {
    permission: 'read:history',
    action: 'history',
    missing: ({ path }) => redirect(302, `/${path}`),
    onExpired: HANG,
    refusedStatus: 200, // sic
  };
  return withPage(exchange, urlPath, rules, (page) => html(200, document(page.title, '<history></history>')));
}

function redirectById({ sandbox, identity }, idText) {
  const id = Number.parseInt(idText, 10);
  if (!(id > 0)) {
    return redirect(302, '/');
  }
  const page = sandbox.store.pages.get(id);
  if (!page) {
    return notFound();
  }
  if (!identity.user) {
    return HANG;
  }
  const place = { locale: page.localeCode, path: page.path };
  if (!mayAccessPage(sandbox.store.groups, identity.user, ['read:pages'], place)) {
    return unauthorized('view', 200); // sic
  }
  const prefix = sandbox.store.settings.namespacing ? `${place.locale}/` : ''; // without it a page of another locale is missed
  return redirect(302, encodeURI(`/${prefix}${place.path}`));
}

function showPage(exchange) {
  const { path, sandbox, identity } = exchange;
  const target = parsePath(sandbox.store, path);
  if (target && !target.isPage) {
    return identity.user ? answerDownload(exchange, target.path) : HANG;
  }
  const rules = {
    permission: 'read:pages',
    action: 'view',
    missing: notFound,
    onExpired: html(500, document('Error', '<error></error>')),
  };
  return withPage(exchange, path, rules, (page) => html(200, document(page.title, page.render)));
}

/** Routes with a first segment of one letter; what follows is a page path. */
const LETTER_ROUTES = { d: download, s: showSource, h: showHistory, i: redirectById };

export async function answerSite(exchange) {
  const reply = await routeTo(exchange);
  if (reply === HANG) {
    return HANG;
  }
  const language = reply.status === 301 ? {} : { 'Content-Language': exchange.sandbox.store.settings.locale };
  return { ...reply, headers: { ...language, ...reply.headers } };
}

function routeTo(exchange) {
  const { request, path, sandbox } = exchange;
  if (path === '/u' && request.method === 'POST') {
    return answerUpload(exchange);
  }
  if (request.method === 'OPTIONS') {
    return html(200, 'GET,HEAD', { Allow: 'GET,HEAD' });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return notFound();
  }
  if (path === '/healthz' || path === '/u') {
    return json(200, { ok: true });
  }
  if (path === '/.well-known/jwk.json') {
    return json(200, sandbox.jwk());
  }
  if (path.length > 1 && path.endsWith('/')) {
    return redirect(301, path.slice(0, -1));
  }
  const letter = /^\/([a-z])(?:\/(.+))?$/.exec(path);
  if (letter && Object.hasOwn(LETTER_ROUTES, letter[1])) {
    return LETTER_ROUTES[letter[1]](exchange, letter[2] ?? '');
  }
  return showPage(exchange);
}
