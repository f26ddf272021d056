import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { z } from 'zod';
import { KeysUnavailable } from './jwks.js';
import { CLIENT_NAME, DEFAULT_TENANT, TENANT_NAME, type Principal } from './principal.js';
import { badCredentials, cannotCheck, forbidden } from './refusal.js';
import { permissionsOf } from './scope.js';

/** Which tokens are believed. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Claim that names the tenant; null: everybody is of the default one. */
  readonly tenantClaim: string | null;
}

/** Signatures of public keys only: with one of a shared secret, the public key itself could sign (RFC 8725 §2.1). */
export const TOKEN_ALGORITHMS = ['RS256', 'RS384', 'ES256', 'ES384', 'PS256'];

/** Seconds that the clocks may differ. */
const TOLERANCE = 30;

/** Tokens are short-lived; one that is older than this was made by mistake, whatever it says of its end. */
const MAX_AGE = '24h';

/** What access tokens call themselves (RFC 7519 §5.1, RFC 9068 §2.1); ID tokens of other kinds of login do not. */
const TYPES = /^(application\/)?(jwt|at\+jwt)$/i;

/**
 * Makes the check of access tokens (JWT, RFC 7519, RFC 9068, SMART App Launch 2.2 "Backend Services").
 *
 * @param keyOf gives the authorization server's key for a token's header.
 * @returns token → who calls. It rejects with an OutcomeError: 401 for a token that is not valid, 403 for one without client or
 * tenant, 503 when the server's keys are not to be had.
 */
export function tokenVerifier(
  rules: TokenRules,
  keyOf: JWTVerifyGetKey,
): (token: string) => Promise<Principal> {
  const options: JWTVerifyOptions = {
    algorithms: TOKEN_ALGORITHMS,
    issuer: rules.issuer,
    audience: rules.audience,
    requiredClaims: ['exp'],
    clockTolerance: TOLERANCE,
    maxTokenAge: MAX_AGE,
  };
  return async (token) => {
    const { payload, protectedHeader } = await jwtVerify(token, keyOf, options).catch(refuse);
    const { typ = 'JWT' } = protectedHeader;
    if (!TYPES.test(typ)) throw badCredentials('token-of-another-type');
    return principalOfToken(payload, rules);
  };
}

function refuse(error: unknown): never {
  if (error instanceof KeysUnavailable) throw cannotCheck('jwks-unavailable', error);
  if (!(error instanceof errors.JOSEError)) throw error;
  throw badCredentials(error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid', error);
}

/** `client_id` is of RFC 9068, `azp` of OpenID Connect; SMART's backend services are their own subject. */
const claims = z.object({
  client_id: z.string().optional(),
  azp: z.string().optional(),
  sub: z.string().optional(),
  scope: z
    .union([z.string().transform((text) => text.split(' ')), z.array(z.string())])
    .catch([])
    .default([]),
});

function principalOfToken(payload: JWTPayload, { tenantClaim }: TokenRules): Principal {
  const read = claims.safeParse(payload);
  const client = read.data?.client_id ?? read.data?.azp ?? read.data?.sub ?? '';
  if (!CLIENT_NAME.test(client)) throw forbidden('token-without-client');
  const tenant = tenantClaim === null ? DEFAULT_TENANT : payload[tenantClaim];
  if (typeof tenant !== 'string' || !TENANT_NAME.test(tenant)) throw forbidden('token-without-tenant');
  return { client, tenant, ...permissionsOf(read.data?.scope ?? []) };
}
