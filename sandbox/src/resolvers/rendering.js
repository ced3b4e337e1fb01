// SPDX-License-Identifier: MIT
// The rendering namespace. Settings are kept; pages are rendered in the one way that the sandbox knows.
import { RENDERERS } from '../modules/renderers.js';
import { listModules, updateModules } from '../modules/list.js';
import { respond } from './pages-mutation.js';

export const RenderingQuery = {
  renderers: (_, { orderBy }, { store }) => {
    const list = listModules(store, 'renderers', RENDERERS);
    return orderBy ? list.sort((a, b) => (a[orderBy] > b[orderBy]) - (a[orderBy] < b[orderBy])) : list;
  },
};

export const RenderingMutation = {
  updateRenderers(_, { renderers }, { store }) {
    return respond('Renderers updated successfully', () => updateModules(store, 'renderers', RENDERERS, renderers));
  },
};
