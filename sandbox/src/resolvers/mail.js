// SPDX-License-Identifier: MIT
// The mail namespace. No mail ever leaves: a server that is configured cannot be reached.
import { WikiError } from '../errors.js';
import { MASK } from '../modules/settings.js';
import { respond } from './pages-mutation.js';

const UNSET = {
  senderName: '',
  senderEmail: '',
  host: '',
  port: 465,
  name: '',
  secure: true,
  verifySSL: true,
  user: '',
  pass: '',
  useDKIM: false,
  dkimDomainName: '',
  dkimKeySelector: '',
  dkimPrivateKey: '',
};

function configOf(store) {
  store.settings.mail ??= { ...UNSET };
  return store.settings.mail;
}

/** Sends a mail, which always fails: without a host at once, else for want of somebody who answers there. */
export function deliver(store) {
  const { host, port } = configOf(store);
  if (!host) {
    throw new WikiError('MailNotConfigured');
  }
  throw new Error(`connect ECONNREFUSED ${host}:${port}`);
}

export const MailQuery = {
  config(_, args, { store }) {
    const config = configOf(store);
    return { ...config, pass: config.pass ? MASK : '' };
  },
};

export const MailMutation = {
  sendTest(_, { recipientEmail }, { store }) {
    return respond('Test email sent successfully.', () => {
      if (recipientEmail.length < 6) {
        throw new WikiError('MailInvalidRecipient');
      }
      deliver(store);
    });
  },
  updateConfig(_, args, { store }) {
    return respond('Mail configuration updated successfully.', () => {
      const pass = args.pass === MASK ? configOf(store).pass : args.pass;
      store.settings.mail = { ...args, pass };
      store.changed();
    });
  },
};
