import type { RequestHandler } from 'express';
import { readQuery, queryOf } from '../../http/query.js';
import { sendFhir } from '../../http/send-fhir.js';
import { sendJsonText } from '../../http/send-json-text.js';
import { CURSOR } from '../../search/read-search.js';
import { bundleText, entryText } from '../interaction/bundle-text.js';
import { pageLinks } from '../interaction/page-links.js';
import { known } from '../interaction/resource-source.js';
import { idIn } from '../routing/route.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { readTaskSearch, taskSearchNames } from './task-search.js';
import { taskOf } from './task.js';

/** `GET Task/{id}`: a delivery as FHIR. @throws OutcomeError (from the handler) 404. */
export function readTask({ reports, outbox }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    readQuery(req, []);
    sendFhir(req, res, 200, taskOf(known(await outbox.deliveries.read(reports.tenantOf(req), idIn(req)))));
  };
}

/** `GET Task?…` and `POST Task/_search`: newest first. @throws OutcomeError (from the handler) 400 for parameters. */
export function searchTasks({ reports, outbox }: DeliveryDependencies): RequestHandler {
  const { baseUrl, tenantOf } = reports;
  return async (req, res) => {
    const valueOf = readQuery(req, taskSearchNames);
    const search = readTaskSearch(valueOf, queryOf(req).keys(), baseUrl);
    const { filter, count, cursor } = search;
    const page = await outbox.deliveries.list(tenantOf(req), filter, count, cursor);
    const link = pageLinks(`${baseUrl}/Task`, search.used, valueOf(CURSOR) ?? null, {
      next: page.next,
      previous: null,
    });
    const entries = page.deliveries.map((delivery) =>
      entryText(`${baseUrl}/Task/${delivery.id}`, JSON.stringify(taskOf(delivery)), {
        search: { mode: 'match' },
      }),
    );
    sendJsonText(req, res, 200, bundleText({ type: 'searchset', link }, entries));
  };
}
