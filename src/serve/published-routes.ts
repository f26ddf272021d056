import { interactionRoutes } from './interaction-routes.js';
import { publishedTypes } from './published.js';
import type { Route } from './route.js';
import type { SearchDependencies } from './search-interaction.js';

/** Reading and searching of what this gateway publishes: it is about nobody, so that any client may whose scopes give anything. */
export function publishedRoutes(source: SearchDependencies): readonly Route[] {
  return publishedTypes
    .flatMap((type) => interactionRoutes(type, source))
    .map((route) => ({ ...route, needs: [] }));
}
