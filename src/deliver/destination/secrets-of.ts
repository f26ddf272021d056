import type { DeliveryDestination } from './delivery-destination.js';

/** Everything of a destination that must never be seen, for the log's last defence. */
export function secretsOf({ auth, tls }: Pick<DeliveryDestination, 'auth' | 'tls'>): readonly string[] {
  return [...ofAuth(auth), ...(tls.key === undefined ? [] : [tls.key])];
}

function ofAuth(auth: DeliveryDestination['auth']): readonly string[] {
  switch (auth.kind) {
    case 'none':
    case 'bearer-file':
      return [];
    case 'basic':
      return [auth.password];
    case 'bearer':
      return [auth.token];
    case 'header':
      return [auth.value];
    case 'oauth2':
      return [auth.clientSecret];
    case 'smart-backend':
      return auth.keys.map(({ pem }) => pem);
  }
}
