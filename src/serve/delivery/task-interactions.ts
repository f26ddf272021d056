import type { RequestHandler } from 'express';
import { outcomeOf } from '../../fhir/outcome.js';
import { queryOf, readQuery } from '../../http/query.js';
import { sendFhir } from '../../http/send-fhir.js';
import { sendJsonText } from '../../http/send-json-text.js';
import { CURSOR } from '../../search/cursor.js';
import { subset } from '../../search/subset.js';
import type { DeliveryPage } from '../../store/outbox/delivery-list.js';
import { bundleText, entryText, outcomeEntryText } from '../interaction/bundle-text.js';
import { ignoredIssues, isStrict } from '../interaction/ignored-parameters.js';
import { pageLinks } from '../interaction/page-links.js';
import { known } from '../interaction/resource-source.js';
import { idIn } from '../routing/route.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { readTaskSearch, taskCursor, type TaskSearch } from './task-search.js';
import { taskOf } from './task.js';

/** `GET Task/{id}`: a delivery as FHIR. @throws OutcomeError (from the handler) 404. */
export function readTask({ reports, outbox }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    readQuery(req, []);
    sendFhir(req, res, 200, taskOf(known(await outbox.deliveries.read(reports.tenantOf(req), idIn(req)))));
  };
}

/** `GET Task?…` and `POST Task/_search`: newest first. @throws OutcomeError (from the handler) 400 for parameters. */
export function searchTasks({ reports, outbox, now }: DeliveryDependencies): RequestHandler {
  const { baseUrl, tenantOf } = reports;
  return async (req, res) => {
    const given = [...queryOf(req)];
    const options = { baseUrl, isStrict: isStrict(req), nowMs: now().getTime() };
    const search = readTaskSearch(given, options);
    const { total, deliveries, next } = await find(outbox.deliveries, tenantOf(req), search);
    const cursor = given.find(([name]) => name === CURSOR)?.[1] ?? null;
    const start = { next: taskCursor(next, search.key), previous: null };
    const link = pageLinks(`${baseUrl}/Task`, search.used, cursor, start);
    const entries = deliveries.map((delivery) =>
      entryText(`${baseUrl}/Task/${delivery.id}`, subset(JSON.stringify(taskOf(delivery)), search.view), {
        search: { mode: 'match' },
      }),
    );
    const issues = ignoredIssues(search.ignored);
    const told = issues.length === 0 ? [] : [outcomeEntryText(outcomeOf(issues))];
    sendJsonText(req, res, 200, bundleText({ type: 'searchset', total, link }, [...entries, ...told]));
  };
}

/** The page that is wanted, and how many there are on all pages. */
async function find(
  outbox: DeliveryDependencies['outbox']['deliveries'],
  tenant: string,
  { filter, order, count, cursor, isTotalWanted }: TaskSearch,
): Promise<DeliveryPage & { readonly total: number | null }> {
  const total = isTotalWanted ? await outbox.total(tenant, filter) : null;
  if (count === 0) return { deliveries: [], next: null, total };
  return { ...(await outbox.list(tenant, filter, count, cursor, order)), total };
}
