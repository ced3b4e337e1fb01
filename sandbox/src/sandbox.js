// SPDX-License-Identifier: MIT
// Puts the parts together: state, accounts, GraphQL and the HTTP server of one sandbox.
import { Accounts } from './accounts.js';
import { AssetLibrary } from './assets/library.js';
import { Clock } from './clock.js';
import { Faults } from './faults.js';
import { GraphqlEngine } from './graphql-request.js';
import { createHttpServer } from './http.js';
import { Identities } from './identity.js';
import { Jobs } from './jobs.js';
import { DEFAULTS } from './options.js';
import { PageWriter } from './pages/write.js';
import { StateFolder } from './persistence.js';
import { Random } from './random.js';
import { RateLimiter } from './rate-limit.js';
import { RequestLog } from './request-log.js';
import { buildServerSchema } from './schema.js';
import { announcedUsers, seedAccounts, seedKeys } from './seed/accounts.js';
import { seedBulk } from './seed/bulk.js';
import { siteDefaults } from './seed/site.js';
import { seedStandard } from './seed/standard.js';
import { Store } from './store.js';
import { generateSigningKey, Tokens } from './tokens.js';

export class Sandbox {
  #options;
  #folder;
  #tokens;
  #signingKey;
  #server;
  #keys;
  #checkpoint = null;

  constructor(options = {}) {
    this.#options = { ...DEFAULTS, ...options };
    this.#folder = this.#options.data ? new StateFolder(this.#options.data) : null;
    this.clock = new Clock();
    this.random = new Random(this.#options.seed);
    this.faults = new Faults(() => this.random);
    this.log = new RequestLog();
    this.limiter = new RateLimiter(this.clock);
    this.engine = new GraphqlEngine(buildServerSchema());
    this.assets = new AssetLibrary(this, this.#options.data ?? null);
    this.address = { url: '', port: 0 };
  }

  /** Starts listening and returns what the start line says. */
  async start() {
    const pem = this.#folder?.loadSigningKey() ?? null;
    const signingKey = pem ?? generateSigningKey(); // runs beside the seeding
    const saved = this.#folder?.load() ?? null;
    const store = saved ? Store.fromJSON(saved) : this.#seeded();
    const key = await signingKey;
    if (pem === null) {
      this.#folder?.saveSigningKey(key);
    }
    this.#signingKey = key;
    this.#tokens = new Tokens(key);
    this.bootedAt = this.clock.seconds();
    this.#use(store);
    this.#server = createHttpServer(this);
    await this.#listen();
    return this.announcement();
  }

  announcement() {
    return { url: this.address.url, pid: process.pid, keys: this.#keys, ...announcedUsers() };
  }

  jwk() {
    return this.#tokens.jwk();
  }

  /** From now on reset() comes back to the contents of this moment. */
  checkpoint() {
    this.#checkpoint = { contents: JSON.stringify(this.store), files: this.assets.readFiles() };
  }

  /** Back to the checkpoint, or else to the first start: contents, clock, faults, log and rate limits. */
  reset() {
    this.clock.reset();
    this.faults.clear();
    this.log.clear();
    this.limiter.reset();
    this.random = new Random(this.#options.seed);
    this.#tokens.use(this.#signingKey);
    this.#folder?.saveSigningKey(this.#signingKey);
    this.assets.clear();
    if (this.#checkpoint) {
      this.assets.writeFiles(this.#checkpoint.files);
      this.#use(Store.fromJSON(JSON.parse(this.#checkpoint.contents)));
    } else {
      this.#use(this.#seeded());
    }
    this.store.changed();
  }

  /** What resolvers get to see of a request. */
  contextFor(user, ip) {
    const { store, clock, jobs, writer, accounts, assets, limiter, address } = this;
    const regenerateKeys = () => this.#regenerateKeys();
    return { store, clock, jobs, writer, accounts, assets, limiter, address, user, ip, regenerateKeys };
  }

  /** A new key to sign tokens with: nobody is known any more. */
  async #regenerateKeys() {
    const key = await generateSigningKey();
    this.#tokens.use(key);
    this.#folder?.saveSigningKey(key);
  }

  /** With --save-first: resolves when a kill would lose nothing of what an answer tells. */
  async saved() {
    if (this.#options.saveFirst) {
      await this.#folder?.saved();
    }
  }

  async close() {
    this.#folder?.flush();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    this.assets.close();
  }

  #seeded() {
    const store = new Store();
    store.settings.locale = this.#options.locale;
    store.settings.locales = [...this.#options.locales];
    store.settings.site = siteDefaults();
    seedAccounts(store);
    if (this.#options.pages === null) {
      seedStandard(store);
    } else {
      seedBulk(store, this.#options.pages, this.#options.seed);
    }
    return store;
  }

  #use(store) {
    this.store = store;
    this.jobs = new Jobs(store, this.#options);
    this.writer = new PageWriter(this);
    this.accounts = new Accounts({ store, clock: this.clock, tokens: this.#tokens });
    this.identities = new Identities({ ...this, tokens: this.#tokens });
    this.#keys = seedKeys(store, this.#tokens, this.clock.seconds());
    store.tree.rebuildFrom(store.pages);
    if (this.#folder) {
      store.changed = () => this.#folder.saveSoon(store);
      store.changed();
    }
  }

  async #listen() {
    await new Promise((done, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(this.#options.port, '127.0.0.1', done);
    });
    const { port } = this.#server.address();
    this.address = { url: `http://127.0.0.1:${port}`, port };
  }
}
