// SPDX-License-Identifier: MIT
// What storage targets are told of a page after it was written. Nothing is copied; a local folder below /forbidden fails, as
// a folder does that the real server may not write to.

export function copyToTargets(store, page) {
  const disk = store.settings.storage?.disk;
  if (disk?.isEnabled && disk.config.path?.startsWith('/forbidden')) {
    throw new Error(`EACCES: permission denied, open '${disk.config.path}/${page.path}.md'`);
  }
}
