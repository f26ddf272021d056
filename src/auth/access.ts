import type { CapabilityStatementRestSecurity } from 'fhir/r4.js';
import { GATEWAY_SCOPES } from './principal.js';

/** How clients get in, as far as everybody may know. */
export interface Access {
  /** false: nobody is asked. */
  readonly isOn: boolean;
  /** Whether tokens of an authorization server are accepted. */
  readonly takesTokens: boolean;
  /** Where clients get tokens; null: they have to know by themselves. */
  readonly tokenUrl: string | null;
}

const SERVICES = 'http://terminology.hl7.org/CodeSystem/restful-security-service';

const NO_CREDENTIALS = 'The server itself asks for no credentials: protect it by the network.';

const KEYS =
  'An API key of the operator, in X-API-Key, as Authorization: Bearer, or as Authorization: Basic with its id as user.';

const TOKENS =
  "An access token (JWT) of the operator's authorization server, with system/ scopes of SMART v1 or v2, and gateway/ scopes for deliveries.";

/** What the CapabilityStatement says about access (https://hl7.org/fhir/R4/capabilitystatement.html, `rest.security`). */
export function describeAccess({ isOn, takesTokens }: Access): CapabilityStatementRestSecurity {
  if (!isOn) return { cors: false, description: NO_CREDENTIALS };
  const codes = takesTokens ? ['SMART-on-FHIR', 'Basic'] : ['Basic'];
  return {
    cors: false,
    service: codes.map((code) => ({ coding: [{ system: SERVICES, code }] })),
    description: takesTokens ? `${KEYS} ${TOKENS}` : KEYS,
  };
}

/** The widest ones of each version; clients ask for what they need of them. */
const SMART_SCOPES = ['system/*.rs', 'system/*.cruds', 'system/*.read', 'system/*.*'];

/**
 * What a SMART client looks for before it asks for a token (SMART App Launch 2.2, "Conformance" and "Backend Services").
 *
 * @param tokenUrl the authorization server's token endpoint.
 */
export function smartConfiguration(tokenUrl: string): Readonly<Record<string, unknown>> {
  return {
    token_endpoint: tokenUrl,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: [...SMART_SCOPES, ...GATEWAY_SCOPES],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
  };
}
