// SPDX-License-Identifier: MIT
// The server's idea of now: real time plus an offset, so that tests can let tokens expire without waiting.

export class Clock {
  #offsetMs = 0;

  now() {
    return Date.now() + this.#offsetMs;
  }

  seconds() {
    return Math.floor(this.now() / 1000);
  }

  iso() {
    return new Date(this.now()).toISOString();
  }

  advance(seconds) {
    this.#offsetMs += seconds * 1000;
  }

  reset() {
    this.#offsetMs = 0;
  }
}
