// SPDX-License-Identifier: MIT
// The storage targets of the server: their modes, actions, and what can be set of each with its default.

// A table: each row is a line.
// prettier-ignore
export const TARGETS = [
  { key: 's3', title: 'Amazon S3', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['exportAll'], props: { region: '', bucket: '', accessKeyId: '', secretAccessKey: { default: '', sensitive: true } } },
  { key: 'azure', title: 'Azure Blob Storage', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['exportAll'], props: { accountName: '', accountKey: { default: '', sensitive: true }, containerName: 'wiki', storageTier: { default: 'Cool', enum: ['Hot', 'Cool'] } } },
  { key: 'box', title: 'Box', isAvailable: false, supportedModes: null, mode: 'push', schedule: null, actions: [], props: { clientId: '', clientSecret: '', rootFolder: '' } },
  { key: 'digitalocean', title: 'DigitalOcean Spaces', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['exportAll'], props: { endpoint: { default: 'nyc3.digitaloceanspaces.com', enum: ['ams3.digitaloceanspaces.com', 'fra1.digitaloceanspaces.com', 'nyc3.digitaloceanspaces.com', 'sfo2.digitaloceanspaces.com', 'sfo3.digitaloceanspaces.com', 'sgp1.digitaloceanspaces.com', 'tor1.digitaloceanspaces.com'] }, bucket: '', accessKeyId: '', secretAccessKey: { default: '', sensitive: true } } },
  { key: 'dropbox', title: 'Dropbox', isAvailable: false, supportedModes: null, mode: 'push', schedule: null, actions: [], props: { appKey: '', appSecret: '' } },
  { key: 'git', title: 'Git', isAvailable: true, supportedModes: ['sync', 'push', 'pull'], mode: 'sync', schedule: 'PT5M', actions: ['syncUntracked', 'sync', 'importAll', 'purge'], props: { authType: { default: 'ssh', enum: ['basic', 'ssh'] }, repoUrl: '', branch: 'master', sshPrivateKeyMode: { default: 'path', enum: ['path', 'contents'] }, sshPrivateKeyPath: '', sshPrivateKeyContent: { default: '', sensitive: true }, verifySSL: true, basicUsername: '', basicPassword: { default: '', sensitive: true }, defaultEmail: 'name@company.com', defaultName: 'John Smith', localRepoPath: './data/repo', alwaysNamespace: false, gitBinaryPath: '' } },
  { key: 'gdrive', title: 'Google Drive', isAvailable: false, supportedModes: null, mode: 'push', schedule: null, actions: [], props: { clientId: '', clientSecret: '' } },
  { key: 'disk', title: 'Local File System', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['dump', 'backup', 'importAll'], props: { path: '', createDailyBackups: false } },
  { key: 'onedrive', title: 'OneDrive', isAvailable: false, supportedModes: null, mode: 'push', schedule: null, actions: [], props: { clientId: '', clientSecret: '' } },
  { key: 's3generic', title: 'S3 Generic', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['exportAll'], props: { endpoint: 'https://service.region.example.com', bucket: '', accessKeyId: '', secretAccessKey: { default: '', sensitive: true }, sslEnabled: true, s3ForcePathStyle: false, s3BucketEndpoint: false } },
  { key: 'sftp', title: 'SFTP', isAvailable: true, supportedModes: ['push'], mode: 'push', schedule: false, actions: ['exportAll'], props: { host: '', port: 22, authMode: { default: 'privateKey', enum: ['privateKey', 'password'] }, username: '', privateKey: { default: '', sensitive: true }, passphrase: { default: '', sensitive: true }, password: { default: '', sensitive: true }, basePath: '/root/wiki' } },
];
