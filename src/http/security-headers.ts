import helmet from 'helmet';
import type { RequestHandler } from 'express';

/**
 * Security headers of an API that is never a web page: nothing may be loaded, framed or sniffed, and health data are not
 * cached (OWASP REST security cheat sheet; `no-store` is RFC 9111 §5.2.2.5).
 */
export function securityHeaders(): RequestHandler[] {
  const none = ["'none'"];
  return [
    helmet({
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
    }),
    (_req, res, next) => {
      res.set('Cache-Control', 'no-store');
      next();
    },
  ];
}
