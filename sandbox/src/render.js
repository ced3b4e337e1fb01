// SPDX-License-Identifier: MIT
// Contents to HTML, enough to look like the real thing: headings with anchors, marked links, lists, code, tables.
// Not a Markdown implementation.

const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function slugOf(title) {
  return title
    .toLowerCase()
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

function inline(text) {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, '<img src="$2" alt="$1">')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>');
}

function headingHtml(level, title, inner) {
  const slug = slugOf(title);
  const anchor = `<a class="toc-anchor" href="#${slug}">¶</a>`;
  return `<h${level} id="${slug}" class="toc-header">${anchor} ${inner}</h${level}>`;
}

/** Block rules, tried in order on the line at the front; each returns how many lines it took. */
const BLOCKS = [
  function fence(lines, out) {
    const open = /^```(\S*)/.exec(lines[0]);
    if (!open) {
      return 0;
    }
    let end = 1;
    while (end < lines.length && !lines[end].startsWith('```')) {
      end += 1;
    }
    const code = lines
      .slice(1, end)
      .map((line) => `${escapeHtml(line)}\n`)
      .join('');
    const language = open[1] ? ` class="language-${open[1]}"` : '';
    out.push(`<pre class="prismjs line-numbers" v-pre="true"><code${language}>${code}</code></pre>`);
    return Math.min(end + 1, lines.length);
  },
  function heading(lines, out) {
    const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[0]);
    if (!match) {
      return 0;
    }
    out.push(headingHtml(match[1].length, match[2], inline(match[2])));
    return 1;
  },
  listOf(/^[-*+]\s+/, 'ul'),
  listOf(/^\d+[.)]\s+/, 'ol'),
  function quote(lines, out) {
    const count = leading(lines, /^>\s?/);
    if (count > 0) {
      const inner = lines.slice(0, count).map((line) => line.replace(/^>\s?/, ''));
      out.push(`<blockquote>\n${renderLines(inner)}</blockquote>`);
    }
    return count;
  },
  function table(lines, out) {
    if (lines.length < 2 || !lines[0].startsWith('|') || !/^\|[-:| ]+\|$/.test(lines[1])) {
      return 0;
    }
    const count = leading(lines, /^\|/);
    const row = (line, cell) => {
      const cells = line.slice(1, line.lastIndexOf('|')).split('|');
      return `<tr>\n${cells.map((text) => `<${cell}>${inline(text.trim())}</${cell}>\n`).join('')}</tr>\n`;
    };
    const body = lines
      .slice(2, count)
      .map((line) => row(line, 'td'))
      .join('');
    const head = `<thead>\n${row(lines[0], 'th')}</thead>\n`;
    out.push(`<div class="table-container"><table>\n${head}<tbody>\n${body}</tbody>\n</table></div>`);
    return count;
  },
  function paragraph(lines, out) {
    let count = 1;
    while (count < lines.length && lines[count].trim() !== '' && !/^(#{1,6}\s|```|>|[-*+]\s|\|)/.test(lines[count])) {
      count += 1;
    }
    out.push(`<p>${inline(lines.slice(0, count).join('\n'))}</p>`);
    return count;
  },
];

function leading(lines, pattern) {
  let count = 0;
  while (count < lines.length && pattern.test(lines[count])) {
    count += 1;
  }
  return count;
}

function listOf(marker, element) {
  return function list(lines, out) {
    const count = leading(lines, marker);
    if (count > 0) {
      const items = lines.slice(0, count).map((line) => `<li>${inline(line.replace(marker, ''))}</li>\n`);
      out.push(`<${element}>\n${items.join('')}</${element}>`);
    }
    return count;
  };
}

function renderLines(lines) {
  const out = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at].trim() === '') {
      at += 1;
      continue;
    }
    const rest = lines.slice(at, at + 400); // bounds the copies; a longer block is merely split
    for (const block of BLOCKS) {
      const taken = block(rest, out);
      if (taken > 0) {
        at += taken;
        break;
      }
    }
  }
  return out.map((block) => `${block}\n`).join('');
}

const SCHEME = /^[a-z][a-z0-9+.-]*:|^\/\//i;

/**
 * What kind of link an href is and where it leads: {kind: 'external' | 'asset' | 'page' | 'none', href, target}.
 * A relative href counts from the page itself as a folder, as on the real server.
 */
function classify(href, page, locales) {
  if (SCHEME.test(href)) {
    return { kind: 'external', href };
  }
  if (href === '' || href.startsWith('#')) {
    return { kind: 'none', href };
  }
  let path = href.replace(/[?#].*$/, '');
  if (path.includes('.')) {
    return { kind: 'asset', href: encodeURI(href) };
  }
  const absolute = href.startsWith('/') ? href : `/${page.path}/${href}`;
  path = absolute.replace(/[?#].*$/, '').slice(1);
  try {
    path = decodeURIComponent(path);
  } catch {
    return { kind: 'none', href };
  }
  const first = path.split('/', 1)[0];
  const hasLocale = locales.includes(first);
  const target = { locale: hasLocale ? first : page.localeCode, path: hasLocale ? path.slice(first.length + 1) : path };
  return { kind: 'page', href: absolute, target };
}

/**
 * Renders a page and finds its links: {html, links, toc}.
 * `exists(locale, path)` tells valid links from broken ones.
 */
export function renderPage(page, { locales, exists }) {
  const html = page.contentType === 'markdown' ? renderLines(page.content.split(/\r?\n/)) : renderHtml(page.content);
  const links = [];
  const marked = html.replace(/<a href="([^"]*)"/g, (all, written) => {
    const { kind, href, target } = classify(written, page, locales);
    if (kind === 'none') {
      return all;
    }
    if (kind !== 'page') {
      return `<a href="${href}" class="is-${kind}-link"`;
    }
    if (!links.some((link) => link.path === target.path && link.locale === target.locale)) {
      links.push(target);
    }
    const validity = exists(target.locale, target.path) ? 'is-valid-page' : 'is-invalid-page';
    return `<a href="${href}" class="is-internal-link ${validity}"`;
  });
  return { html: marked, links, toc: tableOfContents(html) };
}

/** A piece of Markdown by itself, such as a comment. */
export function renderMarkdown(text) {
  return renderLines(text.split(/\r?\n/));
}

/** Gives headings an anchor; a text without any element is put into one. */
function renderHtml(content) {
  if (!content.trimStart().startsWith('<')) {
    return `<div>${content}</div>`;
  }
  return content.replace(/<h([1-6])[^>]*>([\s\S]*?)<\/h\1>/g, (all, level, text) =>
    headingHtml(level, text.trim(), text.trim()),
  );
}

/** Headings as a tree: each holds the deeper ones that follow it. */
function tableOfContents(html) {
  const root = { level: 0, children: [] };
  const open = [root];
  for (const match of html.matchAll(/<h([1-6]) id="([^"]*)"[^>]*>.*?<\/a> (.*?)<\/h\1>/g)) {
    const level = Number(match[1]);
    while (open.at(-1).level >= level) {
      open.pop();
    }
    const entry = { title: match[3], anchor: `#${match[2]}`, children: [] };
    open.at(-1).children.push(entry);
    open.push({ level, children: entry.children });
  }
  return root.children;
}
