// SPDX-License-Identifier: MIT
// Assets and their folders. The rows are in the store; the bytes are files, in the state folder or in a temporary one.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WikiError, foreignKeyViolation } from '../errors.js';
import { mayAccessPage } from '../permissions.js';
import { extensionOf, slugOf } from './names.js';

const INSERT_FOLDER = 'insert into "assetFolders" ("name", "parentId", "slug") values ($1, $2, $3) returning "id"';

export class AssetLibrary {
  #sandbox;
  #folder = null;
  #isTemporary;

  /** `dataFolder`: where the bytes are kept, or null. */
  constructor(sandbox, dataFolder) {
    this.#sandbox = sandbox;
    this.#isTemporary = dataFolder === null;
    this.#folder = dataFolder === null ? null : join(dataFolder, 'assets');
  }

  get #store() {
    return this.#sandbox.store;
  }

  /** A path for a file that is not an asset yet. */
  temporaryFile() {
    this.#makeFolder();
    this.uploads = (this.uploads ?? 0) + 1;
    return join(this.#folder, `upload-${process.pid}-${this.uploads}`);
  }

  fileOf(asset) {
    return join(this.#folder, String(asset.id));
  }

  #makeFolder() {
    if (this.#folder === null) {
      this.#folder = mkdtempSync(join(tmpdir(), 'wikijs-sandbox-'));
    }
    mkdirSync(this.#folder, { recursive: true });
  }

  /** The bytes of all assets, by id. */
  readFiles() {
    return new Map([...this.#store.assets.values()].map((asset) => [asset.id, readFileSync(this.fileOf(asset))]));
  }

  writeFiles(files) {
    this.#makeFolder();
    for (const [id, bytes] of files) {
      writeFileSync(this.fileOf({ id }), bytes);
    }
  }

  /** Everything but the rows goes: with the process, or on a reset. */
  clear() {
    if (this.#folder !== null && existsSync(this.#folder)) {
      rmSync(this.#folder, { recursive: true });
    }
    this.#folder = this.#isTemporary ? null : this.#folder;
  }

  close() {
    if (this.#isTemporary) {
      this.clear();
    }
  }

  /** "a/b" of a folder id; "" for the root, and for an unknown one, as on the real server. */
  pathOf(folderId) {
    const slugs = [];
    for (let folder = this.#store.assetFolders.get(folderId); folder;) {
      slugs.unshift(folder.slug);
      folder = this.#store.assetFolders.get(folder.parentId);
    }
    return slugs.join('/');
  }

  assetPath(folderId, filename) {
    const folder = this.pathOf(folderId);
    return folder ? `${folder}/${filename}` : filename;
  }

  may(user, permission, path) {
    return mayAccessPage(this.#store.groups, user, [permission], { path });
  }

  at(path) {
    return [...this.#store.assets.values()].find((asset) => this.assetPath(asset.folderId, asset.filename) === path);
  }

  list(user, folderId, kind) {
    return [...this.#store.assets.values()].filter(
      (asset) =>
        (asset.folderId ?? 0) === folderId &&
        (kind === 'ALL' || asset.kind === kind) &&
        this.may(user, 'read:assets', this.assetPath(asset.folderId, asset.filename)),
    );
  }

  folders(user, parentId) {
    return [...this.#store.assetFolders.values()].filter(
      (folder) => (folder.parentId ?? 0) === parentId && this.may(user, 'read:assets', this.pathOf(folder.id)),
    );
  }

  createFolder(parentId, name) {
    const slug = slugOf(name);
    const parent = parentId === 0 ? null : parentId;
    const siblings = [...this.#store.assetFolders.values()].filter((folder) => folder.parentId === parent);
    if (siblings.some((folder) => folder.slug === slug)) {
      throw new WikiError('AssetFolderExists');
    }
    const id = this.#store.nextId('assetFolders');
    if (parent !== null && !this.#store.assetFolders.has(parent)) {
      throw foreignKeyViolation(INSERT_FOLDER, 'assetFolders', 'assetfolders_parentid_foreign');
    }
    this.#store.assetFolders.set(id, { id, slug, name: slug, parentId: parent });
    this.#store.changed();
  }

  /** Stores an uploaded file; an asset of that name in that folder is overwritten, and keeps its id. */
  put({ file, filename, mime, size, folderId }) {
    const now = this.#sandbox.clock.iso();
    const there = this.at(this.assetPath(folderId, filename));
    const asset = there ?? { id: this.#store.nextId('assets'), filename, folderId, metadata: null, createdAt: now };
    Object.assign(asset, {
      ext: extensionOf(filename),
      kind: mime.startsWith('image/') ? 'IMAGE' : 'BINARY',
      mime,
      fileSize: size,
      updatedAt: now,
      cached: true, // the upload itself becomes the cached copy
    });
    renameSync(file, this.fileOf(asset));
    this.#store.assets.set(asset.id, asset);
    this.#store.changed();
  }

  rename(user, id, name) {
    const filename = slugOf(name);
    const asset = this.#found(id);
    if (!filename.endsWith(asset.ext)) {
      throw new WikiError('AssetRenameInvalidExt');
    }
    if (asset.ext.length > 0 && filename.length - asset.ext.length < 1) {
      throw new WikiError('AssetRenameInvalid');
    }
    const target = this.assetPath(asset.folderId, filename);
    if (this.at(target)) {
      throw new WikiError('AssetRenameCollision');
    }
    if (!this.may(user, 'manage:assets', this.assetPath(asset.folderId, asset.filename))) {
      throw new WikiError('AssetRenameForbidden');
    }
    if (!this.may(user, 'write:assets', target)) {
      throw new WikiError('AssetRenameTargetForbidden');
    }
    Object.assign(asset, { filename, updatedAt: this.#sandbox.clock.iso(), cached: false });
    this.#store.changed();
  }

  delete(user, id) {
    const asset = this.#found(id);
    if (!this.may(user, 'manage:assets', this.assetPath(asset.folderId, asset.filename))) {
      throw new WikiError('AssetDeleteForbidden');
    }
    rmSync(this.fileOf(asset), { force: true });
    this.#store.assets.delete(id);
    this.#store.changed();
  }

  /** What a download needs: the file, and whether this answer comes from the cache. Afterwards the next one does. */
  open(asset) {
    const file = this.fileOf(asset);
    const { size, mtime } = statSync(file);
    const cached = asset.cached;
    asset.cached = true;
    return { file, size, mtime, cached };
  }

  #found(id) {
    const asset = this.#store.assets.get(id);
    if (!asset) {
      throw new WikiError('AssetInvalid');
    }
    return asset;
  }
}
