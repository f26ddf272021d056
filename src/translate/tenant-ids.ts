import { createIdSource, type IdSource } from '../fhir/id-source.js';
import type { TranslateContext } from './context.js';

/**
 * Makes what gives each tenant ids of its own: two tenants may have the same report, and one server may get it from both, where
 * neither must write over what the other has.
 *
 * @returns a function that gives the context's own ids when nobody is named.
 */
export function tenantIds({
  namespace,
  idOf,
}: Pick<TranslateContext, 'namespace' | 'idOf'>): (tenant: string | undefined) => IdSource {
  const sources = new Map<string, IdSource>();
  return (tenant) => {
    if (tenant === undefined) return idOf;
    // No URI has a blank, so that no namespace is another one's with a tenant.
    const source = sources.get(tenant) ?? createIdSource(`${namespace} ${tenant}`);
    sources.set(tenant, source);
    return source;
  };
}
