// SPDX-License-Identifier: MIT
// POST /u. It answers "ok" to nearly everything, and keeps quiet about what it could not store.
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { hasPermission } from '../permissions.js';
import { HANG, html, json } from '../reply.js';
import { BadForm, readForm } from './multipart.js';
import { storedName } from './names.js';

const FIELD_NAME = 'mediaUpload';
const FIELD_MAX = 1024 * 1024;

class ClientGone extends Error {}

const failed = (message) =>
  html(500, `<!DOCTYPE html><html><body><h1>${message}</h1><p>MulterError: ${message}</p></body></html>`);
const refused = (status, message) => json(status, { succeeded: false, message });

class TextPart {
  #chunks = [];
  #size = 0;

  constructor(done) {
    this.done = done;
  }

  write(chunk) {
    this.#size += chunk.length;
    if (this.#size <= FIELD_MAX) {
      this.#chunks.push(Buffer.from(chunk));
    }
  }

  end() {
    this.done(Buffer.concat(this.#chunks).toString('utf8'));
  }
}

/** Goes to a temporary file; what is beyond the limit is read and dropped. */
class FilePart {
  size = 0;

  constructor(file, head, limit, refuse) {
    Object.assign(this, { file, head, limit, refuse });
  }

  async open() {
    this.handle = await open(this.file, 'w');
    return this;
  }

  async write(chunk) {
    this.size += chunk.length;
    if (this.size > this.limit) {
      this.refuse('File too large');
    } else {
      await this.handle.writeFile(chunk);
    }
  }

  async end() {
    await this.handle.close();
  }
}

const DROPPED = { write() {}, end() {} };

/** The form: its text, its files, and the first thing that is wrong with it. */
async function readUpload(request, assets, site) {
  const form = { files: [], text: undefined, refusal: null };
  const refuse = (message) => {
    form.refusal ??= message;
  };
  const onPart = (head) => {
    if (head.filename === undefined) {
      return new TextPart((text) => {
        form.text = head.name === FIELD_NAME ? text : form.text;
      });
    }
    if (head.name !== FIELD_NAME || form.files.length === site.uploadMaxFiles) {
      refuse(head.name === FIELD_NAME ? 'Too many files' : 'Unexpected field');
      return DROPPED;
    }
    const part = new FilePart(assets.temporaryFile(), head, site.uploadMaxFileSize, refuse);
    form.files.push(part);
    return part.open();
  };
  try {
    await readForm(request, onPart);
  } catch (error) {
    await Promise.all(form.files.map((part) => part.end().catch(() => {})));
    if (!(error instanceof BadForm)) {
      dropFiles(form);
      throw new ClientGone(error.message);
    }
    refuse(error.message);
  }
  return form;
}

function dropFiles(form) {
  for (const { file } of form.files) {
    rmSync(file, { force: true });
  }
}

function folderOf(text) {
  const folderId = JSON.parse(text).folderId ?? null;
  return folderId === 0 ? null : folderId;
}

function store({ sandbox, identity }, form) {
  const { assets } = sandbox;
  if (form.files.length !== 1) {
    return form.files.length === 0
      ? refused(400, 'Missing upload payload.')
      : refused(400, 'You cannot upload multiple files within the same request.');
  }
  let folderId;
  try {
    folderId = folderOf(form.text);
  } catch {
    return refused(400, 'Missing upload folder metadata.');
  }
  const [{ file, head, size }] = form.files;
  const filename = storedName(head.filename);
  if (!assets.may(identity.user, 'write:assets', assets.assetPath(folderId, filename))) {
    return refused(403, 'You are not authorized to upload files to this folder.');
  }
  if (folderId === null || sandbox.store.assetFolders.has(folderId)) {
    assets.put({ file, filename, mime: head.type, size, folderId });
  } else {
    sandbox.store.nextId('assets'); // the id of an insert that fails is lost
  }
  return html(200, 'ok');
}

/** Who may not is told so after the form was read; who sends no form, or an expired key, waits for ever. */
export async function answerUpload(exchange) {
  const { request, identity, sandbox } = exchange;
  if (!identity.user) {
    return HANG;
  }
  const { headers } = request;
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  const isForm = hasBody && /^multipart\/form-data/i.test(headers['content-type'] ?? '');
  let form = { files: [], refusal: null };
  try {
    form = isForm ? await readUpload(request, sandbox.assets, sandbox.store.settings.site) : form;
  } catch (error) {
    if (error instanceof ClientGone) {
      return HANG;
    }
    throw error;
  }
  try {
    if (form.refusal) {
      return failed(form.refusal);
    }
    if (identity.fromCookie || !hasPermission(identity.user, ['write:assets', 'manage:system'])) {
      return refused(403, 'You are not authorized to upload files.');
    }
    return isForm ? store(exchange, form) : HANG;
  } finally {
    dropFiles(form);
  }
}
