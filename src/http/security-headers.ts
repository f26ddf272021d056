import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import type { Middleware } from './middleware.js';

/**
 * Security headers of an API that is never a web page: nothing may be loaded, framed or sniffed, and health data are not
 * cached (OWASP REST security cheat sheet; `no-store` is RFC 9111 §5.2.2.5).
 */
export function securityHeaders(): Middleware {
  const headers = [...headersOfHelmet(), ['Cache-Control', 'no-store'] as const];
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

const none = ["'none'"];
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: none, frameAncestors: none, baseUri: none, formAction: none },
  },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // For pages that link, open windows or run plug-ins.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  xPoweredBy: false,
});

/** What helmet sets does not depend on the request: it is asked once. */
function headersOfHelmet(): [name: string, value: string][] {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  setHeaders(req, res, () => undefined);
  return Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]);
}
