// SPDX-License-Identifier: MIT
// The comments namespace, with the server's default provider.
import { WikiError } from '../errors.js';
import { COMMENT_PROVIDERS } from '../modules/comments.js';
import { enabledModule, listModules, updateModules } from '../modules/list.js';
import { mayAccessPage } from '../permissions.js';
import { renderMarkdown } from '../render.js';
import { GUEST_ID } from '../store.js';
import { respond } from './pages-mutation.js';

const TOO_SOON = 'Your administrator has set a time limit before you can post another comment. Try again later.';

function may({ store, user }, role, page) {
  const place = { path: page.path, locale: page.localeCode, tags: store.tagNames(page) };
  return mayAccessPage(store.groups, user, [role], place);
}

/** A comment with its page; throws as the server does when either is missing. */
function find(context, id, role, refusal) {
  const comment = context.store.comments.get(id);
  if (!comment) {
    throw new WikiError('CommentNotFound');
  }
  const page = context.store.pages.get(comment.pageId);
  if (!page) {
    throw new WikiError('PageNotFound');
  }
  if (!may(context, role, page)) {
    throw new WikiError(refusal);
  }
  return comment;
}

export const CommentQuery = {
  providers: (_, args, { store }) => listModules(store, 'commentProviders', COMMENT_PROVIDERS),
  list(_, { locale, path }, context) {
    const page = context.store.pageAt(locale, path);
    if (!page) {
      return [];
    }
    if (!may(context, 'read:comments', page)) {
      throw new WikiError('CommentViewForbidden');
    }
    return [...context.store.comments.values()].filter((comment) => comment.pageId === page.id);
  },
  single: (_, { id }, context) => find(context, id, 'read:comments', 'CommentViewForbidden'),
};

/** Who signs a comment. */
function author(context, { guestName, guestEmail }) {
  const { id } = context.user;
  if (id !== GUEST_ID) {
    return { authorId: id, authorName: context.user.name, authorEmail: context.user.email };
  }
  if (!/^\S+@\S+\.\S+$/.test(guestEmail ?? '') && guestEmail) {
    throw new WikiError('InputInvalid', 'Email is not a valid email');
  }
  if (!guestName?.trim()) {
    throw new WikiError('InputInvalid', "Name can't be blank");
  }
  if (guestName.length < 2) {
    throw new WikiError('InputInvalid', 'Name is too short (minimum is 2 characters)');
  }
  return { authorId: id, authorName: guestName, authorEmail: guestEmail ?? '' };
}

function checkDelay({ store, clock }, authorId) {
  const { config } = enabledModule(store, 'commentProviders', COMMENT_PROVIDERS);
  const newest = Math.max(
    0,
    ...[...store.comments.values()]
      .filter((comment) => comment.authorId === authorId)
      .map((comment) => Date.parse(comment.updatedAt)),
  );
  if (config.minDelay > 0 && newest > clock.now() - config.minDelay * 1000) {
    throw new Error(TOO_SOON);
  }
}

function create(context, args) {
  const { store, clock, ip } = context;
  const signed = author(context, args);
  const content = args.content.trim();
  if (content.length < 2) {
    throw new WikiError('CommentContentMissing');
  }
  const page = store.pages.get(args.pageId);
  if (!page) {
    throw new WikiError('PageNotFound');
  }
  if (!may(context, 'write:comments', page)) {
    throw new WikiError('CommentPostForbidden');
  }
  checkDelay(context, signed.authorId);
  const now = clock.iso();
  const comment = {
    id: store.nextId('comments'),
    pageId: page.id,
    replyTo: args.replyTo ?? 0,
    content,
    render: renderMarkdown(content),
    ...signed,
    authorIP: ip,
    createdAt: now,
    updatedAt: now,
  };
  store.comments.set(comment.id, comment);
  store.changed();
  return { id: comment.id };
}

export const CommentMutation = {
  updateProviders(_, { providers }, { store }) {
    return respond('Comment Providers updated successfully', () =>
      updateModules(store, 'commentProviders', COMMENT_PROVIDERS, providers),
    );
  },
  create(_, args, context) {
    return respond('New comment posted successfully', () => create(context, args));
  },
  update(_, { id, content }, context) {
    return respond('Comment updated successfully', () => {
      const comment = find(context, id, 'manage:comments', 'CommentManageForbidden');
      Object.assign(comment, { content, render: renderMarkdown(content), updatedAt: context.clock.iso() });
      context.store.changed();
      return { render: comment.render };
    });
  },
  delete(_, { id }, context) {
    return respond('Comment deleted successfully', () => {
      find(context, id, 'manage:comments', 'CommentManageForbidden');
      context.store.comments.delete(id);
      context.store.changed();
    });
  },
};
