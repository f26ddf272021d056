import type { DestinationAuth } from '../../destination/destination-auth.js';
import { accessTokens, type TokenDeps } from './access-token.js';
import type { Authoriser } from './authoriser.js';
import { bearerFile } from './bearer-file.js';
import { basicHeader, fixedCredentials } from './fixed-credentials.js';

/**
 * Makes what a destination wants to be told of who sends.
 *
 * @throws TypeError for a key that does not fit its algorithm.
 */
export function createAuthoriser(baseUrl: string, auth: DestinationAuth, deps: TokenDeps): Authoriser {
  switch (auth.kind) {
    case 'none':
      return fixedCredentials({});
    case 'basic':
      return fixedCredentials({ authorization: basicHeader(auth.user, auth.password) });
    case 'bearer':
      return fixedCredentials({ authorization: `Bearer ${auth.token}` });
    case 'header':
      return fixedCredentials({ [auth.name.toLowerCase()]: auth.value });
    case 'bearer-file':
      return bearerFile(auth.file);
    case 'oauth2':
    case 'smart-backend':
      return accessTokens(baseUrl, auth, deps);
  }
}
