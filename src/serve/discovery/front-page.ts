import type { RequestHandler } from 'express';
import { sendContent } from '../../http/send-content.js';
import type { ServiceIdentity } from './capability-statement.js';

/** Says to somebody who opens the bare address what this is and where to go on. */
export function frontPage({ name, version, baseUrl }: ServiceIdentity): RequestHandler {
  const page = {
    name,
    version,
    fhir: baseUrl,
    capabilities: `${baseUrl}/metadata`,
    description: '/openapi.yaml',
    health: ['/health/live', '/health/ready'],
  };
  const text = JSON.stringify(page, null, 2);
  return (_req, res) => {
    sendContent(res, 'application/json; charset=utf-8', `${text}\n`);
  };
}
