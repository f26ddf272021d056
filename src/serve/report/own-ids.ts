import { DEFAULT_TENANT } from '../../auth/principal.js';
import type { TranslateRequest } from '../../translate/translator.js';

/** Whose ids a tenant's reports get. Those of the default tenant are as they are where there are no tenants. */
export function ownIds(tenant: string): Pick<TranslateRequest, 'tenant'> {
  return tenant === DEFAULT_TENANT ? {} : { tenant };
}
