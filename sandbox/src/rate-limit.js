// SPDX-License-Identifier: MIT
// So many calls per window, counted by field and address. Refused calls count, but do not lengthen the window.

import { GraphQLError } from 'graphql';

export class RateLimiter {
  #clock;
  #windows = new Map();

  constructor(clock) {
    this.#clock = clock;
  }

  /** Throws when `key` has been used up. */
  use(key, { limit, duration }) {
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (!window || window.ends <= now) {
      window = { count: 0, ends: now + duration * 1000 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    if (window.count > limit) {
      const seconds = Math.ceil((window.ends - now) / 1000);
      throw new GraphQLError(`Too many requests, please try again in ${seconds} seconds.`);
    }
  }

  reset() {
    this.#windows.clear();
  }
}
