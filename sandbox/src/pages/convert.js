// SPDX-License-Identifier: MIT
// Markdown to HTML and back, for pages.convert: enough for headings, paragraphs, lists, links and emphasis.
import { renderPage } from '../render.js';

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ', '&amp;': '&' };

export function toHtml(markdown) {
  const page = { content: markdown, contentType: 'markdown', localeCode: 'en', path: '' };
  const { html } = renderPage(page, { locales: [], exists: () => true });
  return html.replace(/<a class="toc-anchor"[^>]*>¶<\/a>/g, '');
}

export function toMarkdown(html) {
  return html
    .replace(
      /<h([1-6])[^>]*>([\s\S]*?)<\/h\1>/gi,
      (all, level, text) => `\n\n${'#'.repeat(Number(level))} ${text.trim()}\n\n`,
    )
    .replace(/<li[^>]*>([\s\S]*?)<\/li>\s*/gi, '\n- $1')
    .replace(/<(strong|b)>([\s\S]*?)<\/\1>/gi, '**$2**')
    .replace(/<(em|i)>([\s\S]*?)<\/\1>/gi, '*$2*')
    .replace(/<code[^>]*>([\s\S]*?)<\/code>/gi, '`$1`')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, '[$2]($1)')
    .replace(/<br\s*\/?>/gi, '  \n')
    .replace(/<\/(p|div|ul|ol|blockquote|table|tr)>/gi, '\n\n')
    .replace(/<[^>]+>\n?/g, '')
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity])
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
