// SPDX-License-Identifier: MIT
// The comments namespace.
import { WikiError } from '../errors.js';

export const CommentQuery = {
  providers: () => [],
  list: () => [],
  single: () => {
    throw new WikiError('CommentNotFound');
  },
};

export const CommentMutation = {};
