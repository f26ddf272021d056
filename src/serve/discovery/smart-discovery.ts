import type { RequestHandler } from 'express';
import { smartConfiguration, type Access } from '../../auth/access.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { sendJson } from '../../http/send-json.js';

/** Serves `/.well-known/smart-configuration`: always JSON, whatever `Accept` says (SMART App Launch 2.2, "Conformance"). */
export function smartDiscovery({ isOn, takesTokens, tokenUrl }: Access): RequestHandler {
  if (!isOn || !takesTokens || tokenUrl === null)
    return () => {
      throw new OutcomeError('not-found', 'This server names no authorization server.');
    };
  const configuration = smartConfiguration(tokenUrl);
  return (_req, res) => {
    sendJson(res, 200, configuration);
  };
}
