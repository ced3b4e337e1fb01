// SPDX-License-Identifier: MIT
// The slow parts of a write: rendering and the tree rebuild. The real server forks a process for each;
// here they take the time that --write-cost says, and with --races two rebuilds at once collide.
import { buildTree } from './tree.js';

const RACE_WINDOW_MS = 5;

/** Share of --write-cost that each part takes; they add up to 1.0 for a create, 0.7 for an update. */
const SHARE = { renderOnCreate: 0.6, renderOnUpdate: 0.7, tree: 0.4 };

const COLLISION =
  'Error when running job rebuild-tree: insert into "pageTree" ("id", "localeCode", "path", …) values (…) - ' +
  'duplicate key value violates unique constraint "pageTree_pkey"';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export class Jobs {
  #store;
  #cost;
  #races;
  #rebuilding = 0;

  constructor(store, { writeCost, races }) {
    this.#store = store;
    this.#cost = writeCost;
    this.#races = races;
  }

  /** The moment between "is the path free?" and "insert", in which another create can slip through. */
  async raceWindow() {
    if (this.#races) {
      await sleep(RACE_WINDOW_MS);
    }
  }

  async render(kind) {
    await this.#take(SHARE[kind]);
  }

  /** Throws when another rebuild is under way; the write that asked for it has happened nonetheless. */
  async rebuildTree() {
    if (!this.#races) {
      await this.#take(SHARE.tree);
      this.#store.tree.rebuildFrom(this.#store.pages);
      return;
    }
    const collides = this.#rebuilding > 0;
    this.#rebuilding += 1;
    const rows = buildTree(this.#store.pages.values());
    try {
      await sleep(Math.max(RACE_WINDOW_MS, this.#cost * SHARE.tree));
    } finally {
      this.#rebuilding -= 1;
    }
    if (collides) {
      throw new Error(COLLISION);
    }
    this.#store.tree.replace(rows);
  }

  async #take(share) {
    if (this.#cost > 0) {
      await sleep(this.#cost * share);
    }
  }
}
