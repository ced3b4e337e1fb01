// SPDX-License-Identifier: MIT
// RS256 JSON Web Tokens with node:crypto, signed and checked as the real server does it.
import { createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const AUDIENCE = 'urn:wiki.js';
const HEADER = encode({ alg: 'RS256', typ: 'JWT' });
const VERIFIED_MAX = 1000;

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part) {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** A new private key as PEM. The keys are for development only and belong to one sandbox. */
export async function generateSigningKey() {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
}

export class Tokens {
  #privateKey;
  #publicKey;
  #verified = new Map();

  constructor(privatePem) {
    this.use(privatePem);
  }

  /** From now on with this key: tokens of the old one are worth nothing. */
  use(privatePem) {
    this.#verified.clear();
    this.#privateKey = createPrivateKey(privatePem);
    this.#publicKey = createPublicKey(this.#privateKey);
  }

  jwk() {
    const { kty, n, e } = this.#publicKey.export({ format: 'jwk' });
    return { kty, n, e };
  }

  sign(claims, issuedAt, expiresAt) {
    const payload = { ...claims, iat: issuedAt, exp: expiresAt, aud: AUDIENCE, iss: AUDIENCE };
    const signed = `${HEADER}.${encode(payload)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(this.#privateKey, 'base64url');
    return `${signed}.${signature}`;
  }

  /** The claims of a well-signed token, expired or not; null for anything else. */
  verify(token) {
    const known = this.#verified.get(token);
    if (known) {
      return known;
    }
    const parts = token.split('.');
    if (parts.length !== 3 || decode(parts[0])?.alg !== 'RS256') {
      return null;
    }
    const claims = decode(parts[1]);
    const verifier = createVerify('RSA-SHA256').update(`${parts[0]}.${parts[1]}`);
    if (!claims || !verifier.verify(this.#publicKey, parts[2], 'base64url')) {
      return null;
    }
    if (claims.aud !== AUDIENCE || claims.iss !== AUDIENCE) {
      return null;
    }
    if (this.#verified.size >= VERIFIED_MAX) {
      this.#verified.clear();
    }
    this.#verified.set(token, claims);
    return claims;
  }
}
