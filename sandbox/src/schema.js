// SPDX-License-Identifier: MIT
// The SDL files as an executable schema: resolvers are attached by name, @auth and @rateLimit become checks.
import { readFileSync, readdirSync } from 'node:fs';
import { buildASTSchema, getDirectiveValues, isObjectType, parse } from 'graphql';
import { hasPermission } from './permissions.js';
import { AnalyticsMutation, AnalyticsQuery } from './resolvers/analytics.js';
import { AssetMutation, AssetQuery } from './resolvers/assets.js';
import { AuthenticationMutation, AuthenticationQuery } from './resolvers/authentication.js';
import { CommentMutation, CommentQuery } from './resolvers/comments.js';
import { ContributeQuery } from './resolvers/contribute.js';
import { GroupMutation, GroupQuery } from './resolvers/groups.js';
import { LocalizationMutation, LocalizationQuery } from './resolvers/localization.js';
import { LoggingMutation, LoggingQuery } from './resolvers/logging.js';
import { MailMutation, MailQuery } from './resolvers/mail.js';
import { NavigationMutation, NavigationQuery } from './resolvers/navigation.js';
import { PageMutation } from './resolvers/pages-mutation.js';
import { PageQuery } from './resolvers/pages-query.js';
import { RenderingMutation, RenderingQuery } from './resolvers/rendering.js';
import { SearchMutation, SearchQuery } from './resolvers/search.js';
import { SiteMutation, SiteQuery } from './resolvers/site.js';
import { StorageMutation, StorageQuery } from './resolvers/storage.js';
import { SystemMutation, SystemQuery } from './resolvers/system.js';
import { ThemingMutation, ThemingQuery } from './resolvers/theming.js';
import { UserMutation, UserQuery } from './resolvers/users.js';

const FOLDER = new URL('../schema/', import.meta.url);

const RESOLVERS = {
  AnalyticsMutation,
  AnalyticsQuery,
  AssetMutation,
  AssetQuery,
  AuthenticationMutation,
  AuthenticationQuery,
  CommentMutation,
  CommentQuery,
  ContributeQuery,
  GroupMutation,
  GroupQuery,
  LocalizationMutation,
  LocalizationQuery,
  LoggingMutation,
  LoggingQuery,
  MailMutation,
  MailQuery,
  NavigationMutation,
  NavigationQuery,
  PageMutation,
  PageQuery,
  RenderingMutation,
  RenderingQuery,
  SearchMutation,
  SearchQuery,
  SiteMutation,
  SiteQuery,
  StorageMutation,
  StorageQuery,
  SystemMutation,
  SystemQuery,
  ThemingMutation,
  ThemingQuery,
  UserMutation,
  UserQuery,
};

export function loadSdl() {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  return files.map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n');
}

/** The plain schema, for checking documents. */
export function buildPlainSchema() {
  return buildASTSchema(parse(loadSdl(), { noLocation: true }), { assumeValidSDL: true });
}

/** Asynchronous on purpose: a refused non-null field then does not keep its neighbours from being reported. */
function withAuth(requires, resolve) {
  return async (source, args, context, info) => {
    if (!context.user) {
      throw new Error('Unauthorized');
    }
    if (!hasPermission(context.user, requires)) {
      throw new Error('Forbidden');
    }
    return resolve(source, args, context, info);
  };
}

function withRateLimit(window, name, resolve) {
  return (source, args, context, info) => {
    context.limiter.use(`${name} ${context.ip}`, window);
    return resolve(source, args, context, info);
  };
}

const isNamespace = (typeName) => /^(?!Query$|Mutation$).*(Query|Mutation)$/.test(typeName);

/** The schema that answers requests. */
export function buildServerSchema() {
  const schema = buildPlainSchema();
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      let { resolve } = field;
      if (roots.includes(type)) {
        resolve = () => ({});
      } else if (isNamespace(type.name)) {
        resolve = RESOLVERS[type.name]?.[field.name];
        if (!resolve) {
          throw new Error(`${name} has no resolver`);
        }
      }
      const auth = field.astNode && getDirectiveValues(schema.getDirective('auth'), field.astNode);
      const rateLimit = field.astNode && getDirectiveValues(schema.getDirective('rateLimit'), field.astNode);
      const plain = resolve ?? ((source) => source[field.name]);
      if (auth) {
        resolve = withAuth(auth.requires, plain);
      }
      if (rateLimit) {
        resolve = withRateLimit(rateLimit, name, resolve ?? plain);
      }
      field.resolve = resolve;
    }
  }
  return schema;
}
