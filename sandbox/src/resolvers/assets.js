// SPDX-License-Identifier: MIT
// The assets namespace.
import { respond } from './pages-mutation.js';

export const AssetQuery = {
  list: (_, { folderId, kind }, { assets, user }) => assets.list(user, folderId, kind),
  folders: (_, { parentFolderId }, { assets, user }) => assets.folders(user, parentFolderId),
};

export const AssetMutation = {
  createFolder: (_, { parentFolderId, slug }, { assets }) =>
    respond('Asset Folder has been created successfully.', () => assets.createFolder(parentFolderId, slug)),
  renameAsset: (_, { id, filename }, { assets, user }) =>
    respond('Asset has been renamed successfully.', () => assets.rename(user, id, filename)),
  deleteAsset: (_, { id }, { assets, user }) =>
    respond('Asset has been deleted successfully.', () => assets.delete(user, id)),
  flushTempUploads: () => respond('Temporary Uploads have been flushed successfully.', () => {}),
};
