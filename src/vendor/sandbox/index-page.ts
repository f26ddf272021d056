import { type Answer, json } from './answer.js';
import type { SandboxCase } from './cases.js';
import { FAULT_KINDS, type Faults } from './faults.js';
import { SANDBOX_LOCALES } from './localise.js';

/** Where the vendor's API begins; the same as the client's default. */
export const API_PREFIX = '/s2s-api/v3';

/** What a tester needs to find the way: which reports there are, how to ask for one, and what can be broken. */
export function indexPage(cases: readonly SandboxCase[], faults: Faults): Answer {
  return json(200, {
    about: 'Stand-in for the vendor. Everything here is invented; nothing is a medical result.',
    ask: {
      report: `GET ${API_PREFIX}/anonymous-diagnostic-reports/{id or handle, URL-encoded once}?locale=en`,
      pdf: `GET ${API_PREFIX}/anonymous-diagnostic-reports/{id or handle}?format=pdf`,
      header: 'X-API-TOKEN',
      locales: SANDBOX_LOCALES,
    },
    faults: {
      switchOn: 'PUT /sandbox/faults with {"kind": …, "times"?: n, "rate"?: 0..1, "reportId"?: id}',
      switchOff: 'DELETE /sandbox/faults',
      kinds: FAULT_KINDS,
      current: faults.current() ?? null,
    },
    reports: cases.map(({ id, handle, title, about }) => ({ id, handle, title, about })),
  });
}
