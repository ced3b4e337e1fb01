// SPDX-License-Identifier: MIT
import { WikiError } from '../errors.js';
import { respond } from './pages-mutation.js';

const LOCAL = {
  key: 'local',
  props: [],
  title: 'Local',
  description: 'Built-in authentication for Wiki.js',
  isAvailable: true,
  useForm: true,
  usernameType: 'email',
  logo: '/_assets/svg/auth-icon-local.svg',
  color: 'primary',
  website: 'https://wiki.js.org',
  icon: '',
};

const ACTIVE_LOCAL = {
  key: 'local',
  strategy: LOCAL,
  displayName: 'Local',
  order: 0,
  isEnabled: true,
  config: [],
  selfRegistration: false,
  domainWhitelist: [],
  autoEnrollGroups: [],
};

export const AuthenticationQuery = {
  apiKeys: (_, args, { store }) =>
    [...store.apiKeys.values()].sort((a, b) => Number(a.isRevoked) - Number(b.isRevoked)),
  apiState: (_, args, { store }) => store.settings.apiEnabled,
  strategies: () => [LOCAL],
  activeStrategies: () => [ACTIVE_LOCAL],
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
        throw new WikiError('MailNotConfigured');
      }
    });
  },
  register() {
    return respond('Registration success', () => {
      throw new WikiError('AuthRegistrationDisabled');
    });
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
};
