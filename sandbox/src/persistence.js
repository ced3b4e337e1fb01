// SPDX-License-Identifier: MIT
// The state in files: written beside and renamed, a moment after a change and when the server ends.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DELAY_MS = 100;
const GATHER_MS = 5; // in which answers that wait to be saved become one write

export class StateFolder {
  #folder;
  #timer = null;
  #toSave = null;
  #saved = null;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  loadSigningKey() {
    return this.#read('signing-key.pem');
  }

  saveSigningKey(pem) {
    this.#write('signing-key.pem', pem);
  }

  /** The saved state as a value, or null. */
  load() {
    const text = this.#read('state.json');
    return text === null ? null : JSON.parse(text);
  }

  /** Saves `store` soon; several changes in a row are one write. */
  saveSoon(store) {
    this.#toSave = store;
    this.#timer ??= setTimeout(() => this.flush(), DELAY_MS);
  }

  /** Resolves when everything that was done until now is in the files. */
  saved() {
    if (this.#toSave) {
      this.#saved ??= new Promise((done) => setTimeout(done, GATHER_MS)).then(() => this.flush());
    }
    return this.#saved;
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#saved = null;
    if (this.#toSave) {
      const store = this.#toSave;
      this.#toSave = null;
      this.#write('state.json', JSON.stringify(store));
    }
  }

  #read(name) {
    const path = join(this.#folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  #write(name, text) {
    const path = join(this.#folder, name);
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}
