// SPDX-License-Identifier: MIT
// The server's own numbered errors, and the database errors that it lets through as they are.

const OWN_ERRORS = [
  [1002, 'AuthLoginFailed', 'Invalid email / username or password.'],
  [1003, 'AuthProviderInvalid', 'Invalid authentication provider.'],
  [1004, 'AuthAccountAlreadyExists', 'An account already exists using this email address.'],
  [1005, 'AuthTFAFailed', 'Incorrect TFA Security Code.'],
  [1006, 'AuthTFAInvalid', 'Invalid TFA Security Code or Login Token.'],
  [1010, 'AuthRegistrationDisabled', 'Registration is disabled. Contact your system administrator.'],
  [1011, 'AuthRegistrationDomainUnauthorized', 'You are not authorized to register. Your domain is not whitelisted.'],
  [1012, 'InputInvalid', 'Input data is invalid.'],
  [1013, 'AuthAccountBanned', 'Your account has been disabled.'],
  [1015, 'AuthValidationTokenInvalid', 'Invalid validation token.'],
  [1016, 'UserNotFound', 'This user does not exist.'],
  [1017, 'UserDeleteForeignConstraint', 'Cannot delete user because of content relational constraints.'],
  [1018, 'UserDeleteProtected', 'Cannot delete a protected system account.'],
  [1019, 'AuthRequired', 'You must be authenticated to access this resource.'],
  [1020, 'AuthPasswordInvalid', 'Password is incorrect.'],
  [2002, 'AssetFolderExists', 'An asset folder with the same name already exists.'],
  [2003, 'AssetDeleteForbidden', 'You are not authorized to delete this asset.'],
  [2004, 'AssetInvalid', 'This asset does not exist or is invalid.'],
  [2005, 'AssetRenameCollision', 'An asset with the same filename in the same folder already exists.'],
  [2006, 'AssetRenameForbidden', 'You are not authorized to rename this asset.'],
  [2007, 'AssetRenameInvalid', 'The new asset filename is invalid.'],
  [2008, 'AssetRenameInvalidExt', 'The file extension cannot be changed on an existing asset.'],
  [2009, 'AssetRenameTargetForbidden', 'You are not authorized to rename this asset to the requested name.'],
  [3002, 'MailNotConfigured', 'The mail configuration is incomplete or invalid.'],
  [3004, 'MailInvalidRecipient', 'The recipient email address is invalid.'],
  [6002, 'PageDuplicateCreate', 'Cannot create this page because an entry already exists at the same path.'],
  [6003, 'PageNotFound', 'This page does not exist.'],
  [6004, 'PageEmptyContent', 'Page content cannot be empty.'],
  [6005, 'PageIllegalPath', 'Page path cannot contains illegal characters.'],
  [6006, 'PagePathCollision', 'Destination page path already exists.'],
  [6007, 'PageMoveForbidden', 'You are not authorized to move this page.'],
  [6009, 'PageUpdateForbidden', 'You are not authorized to update this page.'],
  [6010, 'PageDeleteForbidden', 'You are not authorized to delete this page.'],
  [6011, 'PageRestoreForbidden', 'You are not authorized to restore this page version.'],
  [6012, 'PageHistoryForbidden', 'You are not authorized to view the history of this page.'],
  [6013, 'PageViewForbidden', 'You are not authorized to view this page.'],
  [8002, 'CommentPostForbidden', 'You are not authorized to post a comment on this page.'],
  [8003, 'CommentContentMissing', 'Comment content is missing or too short.'],
  [8004, 'CommentManageForbidden', 'You are not authorized to manage comments on this page.'],
  [7002, 'SystemSSLDisabled', 'SSL is not enabled.'],
  [8005, 'CommentNotFound', 'This comment does not exist.'],
  [8006, 'CommentViewForbidden', 'You are not authorized to view comments for this page.'],
];

const BY_NAME = new Map(OWN_ERRORS.map((row) => [row[1], row]));

/** One of the server's own errors; its number reaches the client as extensions.exception.code. */
export class WikiError extends Error {
  constructor(name, message) {
    const row = BY_NAME.get(name);
    if (!row) {
      throw new TypeError(`unknown error name ${name}`);
    }
    super(message ?? row[2]);
    this.name = name;
    this.code = row[0];
  }
}

/** An error of the database layer: no number, the class name becomes the slug. */
export class DatabaseError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

export function foreignKeyViolation(statement, table, constraint) {
  return new DatabaseError(
    'ForeignKeyViolationError',
    `${statement} - insert or update on table "${table}" violates foreign key constraint "${constraint}"`,
  );
}

export function dataError(statement, detail) {
  return new DatabaseError('DataError', `${statement} - ${detail}`);
}

/** What a mutation answers instead of throwing. */
export function failedResult(error) {
  return {
    succeeded: false,
    errorCode: Number.isFinite(error.code) ? error.code : 1,
    slug: error.name,
    message: error.message || 'An unexpected error occured.',
  };
}

export function okResult(message) {
  return { succeeded: true, errorCode: 0, slug: 'ok', message };
}

/** extensions.exception as the server shows it: numbered errors carry code and stack, others a trace only. */
export function describeException(error) {
  const original = (error.path && error.originalError) || error;
  const frame = '    at sandbox';
  if (original instanceof WikiError) {
    const head = `${original.name} ${original.code}: ${original.message}`;
    return {
      stack: `${head}\n${frame}`,
      code: original.code,
      message: original.message,
      stacktrace: [head, frame],
    };
  }
  if (original instanceof DatabaseError) {
    return {
      name: original.name,
      client: 'postgres',
      nativeError: { severity: 'ERROR' },
      stacktrace: [`${original.name}: ${original.message}`, frame],
    };
  }
  const trace = { stacktrace: [`${original.name}: ${original.message}`, frame] };
  return original.name === 'GraphQLError' && error.path ? { message: original.message, ...trace } : trace;
}
