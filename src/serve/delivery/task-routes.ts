import { negotiate } from '../../http/negotiate.js';
import { readForm } from '../../http/read-form.js';
import type { Route } from '../routing/route.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { readTask, searchTasks } from './task-interactions.js';
import { taskSearchNames, taskSearchParameters } from './task-search.js';

/** Reading and searching of deliveries as Tasks. */
export function taskRoutes(dependencies: DeliveryDependencies): readonly Route[] {
  const search = searchTasks(dependencies);
  const toSearch = {
    needs: [{ interaction: 'search', type: 'Task' }],
    parameters: taskSearchNames,
    interaction: { type: 'Task', code: 'search-type', searchParameters: taskSearchParameters },
  } as const;
  return [
    { ...toSearch, method: 'GET', path: '/fhir/Task', handlers: [negotiate(), search] },
    {
      ...toSearch,
      method: 'POST',
      path: '/fhir/Task/_search',
      handlers: [...readForm(), negotiate(), search],
    },
    {
      method: 'GET',
      path: '/fhir/Task/:id',
      handlers: [negotiate(), readTask(dependencies)],
      needs: [{ interaction: 'read', type: 'Task' }],
      parameters: [],
      interaction: { type: 'Task', code: 'read' },
    },
  ];
}
