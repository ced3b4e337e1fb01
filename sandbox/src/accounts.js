// SPDX-License-Identifier: MIT
// Users' passwords, log-in with its detours, API keys and the tokens of both.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { checkLengths } from './database.js';
import { DatabaseError, WikiError } from './errors.js';
import { permissionsOf } from './permissions.js';
import { GUEST_ID } from './store.js';
import { parseSpanSeconds } from './time-span.js';

const JWT_SECONDS = 30 * 60;
const CONTINUATION_SECONDS = 24 * 3600;
const KEY_SHOWN_CHARS = 20;
const TIME_MAX_SECONDS = 8e12; // what fits a Date
const INSERT_KEY =
  'insert into "apiKeys" ("createdAt", "expiration", "isRevoked", "key", "name", "updatedAt") ' +
  'values ($1, $2, $3, $4, $5, $6) returning "id"';

const digest = (salt, password) => createHash('sha256').update(salt).update(password).digest();

/** Made for test accounts: one round of SHA-256, so that log-ins cost nothing. */
export function hashPassword(password) {
  const salt = randomBytes(8).toString('hex');
  return `${salt}:${digest(salt, password).toString('hex')}`;
}

export class Accounts {
  #store;
  #clock;
  #tokens;
  #continuations = new Map(); // token -> {userId, kind, expires}

  constructor({ store, clock, tokens }) {
    this.#store = store;
    this.#clock = clock;
    this.#tokens = tokens;
  }

  /** A fresh token for a user, with the permissions of now written into it. */
  issueJwt(user) {
    const now = this.#clock.seconds();
    user.lastLoginAt = this.#clock.iso();
    this.#store.changed();
    const claims = {
      id: user.id,
      email: user.email,
      name: user.name,
      av: null,
      tz: user.timezone,
      lc: user.localeCode,
      df: user.dateFormat,
      ap: user.appearance,
      permissions: permissionsOf(this.#store.groups, user.groups),
      groups: user.groups,
    };
    return this.#tokens.sign(claims, now, now + JWT_SECONDS);
  }

  passwordFits(user, password) {
    const [salt, expected] = user.passwordHash.split(':');
    return timingSafeEqual(digest(salt, password), Buffer.from(expected, 'hex'));
  }

  /** A new token for somebody whose old one has run out; throws for users who may not come in. */
  renew(userId) {
    const user = this.#store.users.get(userId);
    if (!user || !user.isActive) {
      throw new WikiError('AuthAccountBanned');
    }
    return { user, jwt: this.issueJwt(user) };
  }

  login({ username, password, strategy }) {
    if (strategy !== 'local') {
      throw new WikiError('AuthProviderInvalid');
    }
    const user = this.#store.userByEmail(username);
    if (!user || user.id === GUEST_ID || !this.passwordFits(user, password)) {
      throw new WikiError('AuthLoginFailed');
    }
    if (!user.isActive) {
      throw new WikiError('AuthAccountBanned');
    }
    if (user.tfaIsActive) {
      return { mustProvideTFA: true, continuationToken: this.#continue(user, 'tfa') };
    }
    return this.#afterFactors(user);
  }

  loginTfa({ continuationToken, securityCode }) {
    if (securityCode.length !== 6) {
      throw new WikiError('AuthTFAInvalid');
    }
    const user = this.#continued(continuationToken, 'tfa', 'AuthTFAInvalid');
    if (securityCode !== user.tfaCode) {
      throw new WikiError('AuthTFAFailed');
    }
    this.#continuations.delete(continuationToken);
    return this.#afterFactors(user);
  }

  loginChangePassword({ continuationToken, newPassword }) {
    if (newPassword.length < 6) {
      throw new WikiError('InputInvalid', 'Password must be at least 6 characters!');
    }
    const user = this.#continued(continuationToken, 'password', 'AuthValidationTokenInvalid');
    this.#continuations.delete(continuationToken);
    user.passwordHash = hashPassword(newPassword);
    user.mustChangePwd = false;
    return this.#welcome(user);
  }

  #afterFactors(user) {
    if (user.mustChangePwd) {
      return { mustChangePwd: true, continuationToken: this.#continue(user, 'password') };
    }
    return this.#welcome(user);
  }

  #welcome(user) {
    return { jwt: this.issueJwt(user), redirect: this.#redirectOf(user) };
  }

  #redirectOf(user) {
    const pages = user.groups.map((id) => this.#store.groups.get(id)?.redirectOnLogin ?? '/');
    return pages.find((page) => page !== '/') ?? '/';
  }

  #continue(user, kind) {
    const token = randomBytes(32).toString('base64url');
    const expires = this.#clock.seconds() + CONTINUATION_SECONDS;
    this.#continuations.set(token, { userId: user.id, kind, expires });
    return token;
  }

  #continued(token, kind, failure) {
    const entry = this.#continuations.get(token);
    if (!entry || entry.kind !== kind || entry.expires <= this.#clock.seconds()) {
      throw new WikiError(failure);
    }
    return this.#store.users.get(entry.userId);
  }

  /** Makes an API key. With a bad time span a dead row stays behind, as on the real server. */
  createApiKey({ name, expiration, fullAccess, group }) {
    const now = this.#clock.iso();
    const seconds = parseSpanSeconds(expiration);
    if (Math.abs(seconds) > TIME_MAX_SECONDS) {
      throw new DatabaseError('ValidationError', 'expiration: should be string');
    }
    checkLengths(INSERT_KEY, [name]);
    const key = {
      id: this.#store.nextId('apiKeys'),
      name,
      keyShort: '...pending',
      expiration: new Date(this.#clock.now() + (seconds ?? 365 * 86400) * 1000).toISOString(),
      isRevoked: true,
      createdAt: now,
      updatedAt: now,
    };
    this.#store.apiKeys.set(key.id, key);
    this.#store.changed();
    if (seconds === null) {
      throw new Error(
        '"expiresIn" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
      );
    }
    const issued = this.#clock.seconds();
    const token = this.#tokens.sign({ api: key.id, grp: fullAccess ? 1 : group }, issued, issued + seconds);
    Object.assign(key, { keyShort: `...${token.slice(-KEY_SHOWN_CHARS)}`, isRevoked: false });
    return token;
  }
}
