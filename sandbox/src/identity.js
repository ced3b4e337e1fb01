// SPDX-License-Identifier: MIT
// Who is asking? Follows the real server: a bad token is a guest, an expired key is nobody, a revoked one an error.
import { permissionsOf } from './permissions.js';
import { GUEST_ID } from './store.js';

const RENEWABLE_SECONDS = 14 * 86400;

/** The token of a request: the Authorization header with scheme Bearer, else the cookie. */
export function tokenOf(headers) {
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '');
  if (bearer) {
    return { token: bearer[1], fromCookie: false };
  }
  const cookie = /(?:^|;\s*)jwt=([^;]+)/.exec(headers.cookie ?? '');
  return cookie ? { token: cookie[1], fromCookie: true } : { token: null, fromCookie: false };
}

export class Identities {
  #store;
  #clock;
  #tokens;
  #accounts;
  #bootedAt;

  constructor({ store, clock, tokens, accounts, bootedAt }) {
    this.#store = store;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#accounts = accounts;
    this.#bootedAt = bootedAt;
  }

  /**
   * {user, newToken, refusal, expired}. `user` is undefined for a token that has run out and cannot be renewed:
   * then every protected field is "Unauthorized". `refusal` is the text of an HTTP 500.
   * `pretendExpired` treats a good token as one that has just run out.
   */
  identify(token, { pretendExpired = false } = {}) {
    const claims = token === null ? null : this.#tokens.verify(token);
    if (!claims) {
      return { user: this.guest() };
    }
    const now = this.#clock.seconds();
    const expiredFor = pretendExpired ? Math.max(0, now - claims.exp) : now - claims.exp;
    if (expiredFor >= RENEWABLE_SECONDS) {
      return { user: this.guest() };
    }
    if (expiredFor >= 0) {
      return this.#renewed(claims);
    }
    return claims.api === undefined ? this.#member(claims) : this.#apiUser(claims);
  }

  guest() {
    const guest = this.#store.users.get(GUEST_ID);
    const groups = [...guest.groups];
    return {
      id: GUEST_ID,
      name: guest.name,
      email: guest.email,
      groups,
      permissions: permissionsOf(this.#store.groups, groups),
    };
  }

  /** A log-in token carries its own permissions, until somebody changes the user or a group of theirs. */
  #member(claims) {
    const watched = [`u${claims.id}`, ...claims.groups.map((id) => `g${id}`)];
    const outdated = watched.some((key) => claims.iat < (this.#store.revokedBefore.get(key) ?? 0));
    if (outdated || claims.iat < this.#bootedAt) {
      return this.#renewed(claims);
    }
    const { id, name, email, groups, permissions } = claims;
    return { user: { id, name, email, groups, permissions } };
  }

  #apiUser(claims) {
    if (!this.#store.settings.apiEnabled) {
      return { refusal: 'API is disabled. You must enable it from the Administration Area first.' };
    }
    const key = this.#store.apiKeys.get(claims.api);
    if (!key || key.isRevoked) {
      return { refusal: 'API Key is invalid or was revoked.' };
    }
    const groups = [claims.grp];
    const permissions = permissionsOf(this.#store.groups, groups);
    return { user: { id: 1, name: 'API', email: 'api@localhost', groups, permissions } };
  }

  #renewed(claims) {
    try {
      const { user, jwt } = this.#accounts.renew(claims.id);
      const groups = [...user.groups];
      const permissions = permissionsOf(this.#store.groups, groups);
      return { user: { id: user.id, name: user.name, email: user.email, groups, permissions }, newToken: jwt };
    } catch {
      return { user: undefined, expired: true };
    }
  }
}
