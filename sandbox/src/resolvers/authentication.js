// SPDX-License-Identifier: MIT
// The authentication namespace: logins, API keys, strategies, registration.
import { hashPassword } from '../accounts.js';
import { WikiError } from '../errors.js';
import { STRATEGIES } from '../modules/strategies.js';
import { describeProps, describeSettings, takeSettings } from '../modules/settings.js';
import { GUEST_ID } from '../store.js';
import { deliver } from './mail.js';
import { respond } from './pages-mutation.js';

const LOCAL = {
  key: 'local',
  strategyKey: 'local',
  displayName: 'Local',
  order: 0,
  isEnabled: true,
  config: {},
  selfRegistration: false,
  domainWhitelist: [],
  autoEnrollGroups: [],
};

/** The strategies that are set up, as they are stored. */
function activeStrategies(store) {
  store.settings.strategies ??= [{ ...LOCAL }];
  return store.settings.strategies;
}

const strategyOf = (key) => STRATEGIES.find((strategy) => strategy.key === key);

function known(strategy) {
  return {
    description: '',
    usernameType: null,
    logo: `/_assets/svg/auth-icon-${strategy.key}.svg`,
    website: '',
    icon: null,
    ...strategy,
  };
}

function checkRegistration({ email, password, name }, { domainWhitelist }) {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    throw new WikiError('InputInvalid', 'Email is not a valid email');
  }
  if (password.length < 6) {
    throw new WikiError('InputInvalid', 'Password is too short (minimum is 6 characters)');
  }
  if (name.length < 2) {
    throw new WikiError('InputInvalid', 'Name is too short (minimum is 2 characters)');
  }
  if (domainWhitelist.length > 0 && !domainWhitelist.includes(email.split('@').at(-1))) {
    throw new WikiError('AuthRegistrationDomainUnauthorized');
  }
}

/** Makes the account before the mail is sent: when that fails, it is there nonetheless. */
function register(args, { store, clock }) {
  const local = activeStrategies(store).find(({ key }) => key === 'local');
  if (!local?.selfRegistration) {
    throw new WikiError('AuthRegistrationDisabled');
  }
  const email = args.email.toLowerCase();
  checkRegistration({ ...args, email }, local);
  if (store.userByEmail(email)) {
    throw new WikiError('AuthAccountAlreadyExists');
  }
  const now = clock.iso();
  const id = Math.max(...store.users.keys(), store.sequences.users ?? 0) + 1;
  store.sequences.users = id;
  const pattern = store.users.get(GUEST_ID);
  store.users.set(id, {
    ...pattern,
    id,
    email,
    name: args.name,
    passwordHash: hashPassword(args.password),
    isSystem: false,
    isActive: true,
    isVerified: false,
    groups: [...local.autoEnrollGroups],
    createdAt: now,
    updatedAt: now,
  });
  store.changed();
  deliver(store);
}

function updateStrategies(list, store) {
  const previous = activeStrategies(store);
  const next = list.map(({ config, ...strategy }) => ({ ...strategy, config: takeSettings(config) }));
  const gone = previous.filter(({ key }) => !next.some((strategy) => strategy.key === key));
  /* As on the real server: what is there is changed, and only then is it found that a deletion is not possible. */
  store.settings.strategies = [...next, ...gone];
  store.changed();
  for (const strategy of gone) {
    if (strategy.key === 'local') {
      throw new Error(`Cannot delete ${strategy.displayName} as 1 or more users are still using it.`);
    }
    store.settings.strategies = store.settings.strategies.filter(({ key }) => key !== strategy.key);
  }
}

/** The server's order: good keys first, then by name. */
const byStateAndName = (a, b) => Number(a.isRevoked) - Number(b.isRevoked) || a.name.localeCompare(b.name);

export const AuthenticationQuery = {
  apiKeys: (_, args, { store }) => [...store.apiKeys.values()].sort(byStateAndName),
  apiState: (_, args, { store }) => store.settings.apiEnabled,
  strategies: () => STRATEGIES.map((strategy) => ({ ...known(strategy), props: describeProps(strategy.props) })),
  activeStrategies: (_, { enabledOnly }, { store }) =>
    activeStrategies(store)
      .filter(({ isEnabled }) => isEnabled || !enabledOnly)
      .map((active) => {
        const strategy = strategyOf(active.strategyKey);
        /* `props` stays an object here, which the schema's list cannot show: as on the real server. */
        return { ...active, strategy: known(strategy), config: describeSettings(strategy.props, active.config) };
      }),
};

export const AuthenticationMutation = {
  createApiKey(_, args, { accounts }) {
    return respond('API Key created successfully', () => ({ key: accounts.createApiKey(args) }));
  },
  login(_, args, { accounts }) {
    return respond('Login success', () => accounts.login(args));
  },
  loginTFA(_, args, { accounts }) {
    return respond('TFA success', () => accounts.loginTfa(args));
  },
  loginChangePassword(_, args, { accounts }) {
    return respond('Password changed successfully', () => accounts.loginChangePassword(args));
  },
  forgotPassword(_, { email }, { store }) {
    return respond('Password reset request processed.', () => {
      if (store.userByEmail(email)) {
        deliver(store);
      }
    });
  },
  register(_, args, context) {
    return respond('Registration success', () => register(args, context));
  },
  revokeApiKey(_, { id }, { store, clock }) {
    return respond('API Key revoked successfully', () => {
      const key = store.apiKeys.get(id);
      if (key) {
        Object.assign(key, { isRevoked: true, updatedAt: clock.iso() });
        store.changed();
      }
    });
  },
  setApiState(_, { enabled }, { store }) {
    return respond('API State changed successfully', () => {
      store.settings.apiEnabled = enabled;
      store.changed();
    });
  },
  updateStrategies(_, { strategies }, { store }) {
    return respond('Strategies updated successfully', () => updateStrategies(strategies, store));
  },
  regenerateCertificates(_, args, { regenerateKeys }) {
    return respond('Certificates have been regenerated successfully.', regenerateKeys);
  },
  resetGuestUser(_, args, { store, clock }) {
    return respond('Guest user has been reset successfully.', () => {
      const guest = store.users.get(GUEST_ID);
      const now = clock.iso();
      Object.assign(guest, { email: 'guest@example.com', name: 'Guest', groups: [2], createdAt: now, updatedAt: now });
      store.changed();
    });
  },
};
