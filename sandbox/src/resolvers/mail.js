// SPDX-License-Identifier: MIT
// The mail namespace.

export const MailQuery = {
  config: () => ({
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
  }),
};

export const MailMutation = {};
