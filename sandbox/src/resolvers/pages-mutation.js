// SPDX-License-Identifier: MIT
import { failedResult, okResult } from '../errors.js';
import { convertPage, deleteTag, migrateToLocale, purgeHistory, renameTag, restorePage } from '../pages/maintain.js';

/** Runs a write and says how it went in a responseResult; whatever it returns is added to the answer. */
export async function respond(message, work) {
  try {
    const more = await work();
    return { responseResult: okResult(message), ...more };
  } catch (error) {
    return { responseResult: failedResult(error) };
  }
}

/** A page in a write answer: editor, locale and scripts are null there, in the real server as well. */
function pageReply(store, page) {
  const author = store.users.get(page.authorId);
  const creator = store.users.get(page.creatorId);
  return {
    page: {
      ...page,
      tags: page.tags.map((id) => store.tags.get(id)),
      authorName: author?.name,
      authorEmail: author?.email,
      creatorName: creator?.name,
      creatorEmail: creator?.email,
    },
  };
}

export const PageMutation = {
  create(_, args, { writer, store, user }) {
    return respond('Page created successfully.', async () => pageReply(store, await writer.create(user, args)));
  },
  update(_, args, { writer, store, user }) {
    return respond('Page has been updated.', async () => pageReply(store, await writer.update(user, args)));
  },
  convert(_, args, context) {
    return respond('Page has been converted.', () => convertPage(context, context.user, args));
  },
  move(_, args, { writer, user }) {
    return respond('Page has been moved.', () => writer.move(user, args));
  },
  delete(_, { id }, { writer, user }) {
    return respond('Page has been deleted.', () => writer.delete(user, id));
  },
  deleteTag(_, { id }, context) {
    return respond('Tag has been deleted.', () => deleteTag(context, id));
  },
  updateTag(_, args, context) {
    return respond('Tag has been updated successfully.', () => renameTag(context, args));
  },
  flushCache() {
    return respond('Pages Cache has been flushed successfully.', () => {});
  },
  migrateToLocale(_, args, context) {
    return respond('Migrated content to target locale successfully.', () => ({
      count: migrateToLocale(context, args),
    }));
  },
  rebuildTree(_, args, { jobs }) {
    return respond('Page tree rebuilt successfully.', () => jobs.rebuildTree());
  },
  render(_, { id }, { writer }) {
    return respond('Page rendered successfully.', () => writer.rerender(id));
  },
  restore(_, args, context) {
    return respond('Page version restored successfully.', () => restorePage(context, context.user, args));
  },
  purgeHistory(_, { olderThan }, context) {
    return respond('Page history purged successfully.', () => purgeHistory(context, olderThan));
  },
};
