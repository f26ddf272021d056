import type { TokenRules } from '../auth/verify-token.js';
import { baseUrlProblem } from '../net/base-url.js';
import { isLoopback } from '../net/loopback.js';
import { ConfigError } from './config-error.js';
import type { Settings } from './settings.js';

/** Who may call. */
export interface AuthConfig {
  /** false: nobody is asked. */
  readonly isOn: boolean;
  /** Whether this machine alone can call. */
  readonly isLocal: boolean;
  /** Whose tokens are believed; null: nobody's. */
  readonly oauth: OAuthConfig | null;
  /** Requests of a client within a minute; 0: no limit. */
  readonly rateLimit: number;
  /** How many proxies of ours stand before this server. */
  readonly trustedProxies: number;
}

/** The authorization server. */
export interface OAuthConfig extends TokenRules {
  readonly jwksUrl: string;
  /** Where clients get tokens; null: they have to know by themselves. */
  readonly tokenUrl: string | null;
}

/**
 * What the settings say about callers.
 *
 * @throws ConfigError for half an authorization server.
 */
export function authConfig(settings: Settings): AuthConfig {
  return {
    isOn: settings.AUTH === 'on',
    isLocal: isLoopback(settings.HOST),
    oauth: oauthConfig(settings),
    rateLimit: settings.RATE_LIMIT,
    trustedProxies: settings.TRUST_PROXY,
  };
}

function oauthConfig(settings: Settings): OAuthConfig | null {
  const { OAUTH_ISSUER: issuer, OAUTH_AUDIENCE: audience, OAUTH_JWKS_URL: jwksUrl } = settings;
  const { OAUTH_TENANT_CLAIM: tenantClaim, OAUTH_TOKEN_URL: tokenUrl } = settings;
  if (issuer !== undefined && audience !== undefined && jwksUrl !== undefined) {
    if (baseUrlProblem(jwksUrl, false) !== null)
      throw new ConfigError('OAUTH_JWKS_URL must be https, unless it is this machine.');
    return { issuer, audience, jwksUrl, tenantClaim: tenantClaim ?? null, tokenUrl: tokenUrl ?? null };
  }
  // Without one of the three, tokens of others, or meant for others, would be let in.
  if ([issuer, audience, jwksUrl, tenantClaim, tokenUrl].some((value) => value !== undefined))
    throw new ConfigError('OAUTH_ISSUER, OAUTH_AUDIENCE and OAUTH_JWKS_URL must be set together.');
  return null;
}
