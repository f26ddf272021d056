import { interactionRoutes } from '../interaction/interaction-routes.js';
import type { SearchDependencies } from '../interaction/search-interaction.js';
import type { Route } from '../routing/route.js';
import { publishedTypes } from './published.js';

/** Reading and searching of what this gateway publishes: it is about nobody, so that any client may whose scopes give anything. */
export function publishedRoutes(source: SearchDependencies): readonly Route[] {
  return publishedTypes
    .flatMap((type) => interactionRoutes(type, source))
    .map((route) => ({ ...route, needs: [] }));
}
