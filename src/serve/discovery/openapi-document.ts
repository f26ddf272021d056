import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { sendContent } from '../../http/send-content.js';
import { inPackage } from '../../package-info.js';

/** Serves `openapi.yaml` as it is (media type: RFC 9512). */
export function openApiDocument(): RequestHandler {
  const document = readFileSync(inPackage('openapi.yaml'));
  return (_req, res) => {
    sendContent(res, 'application/yaml; charset=utf-8', document);
  };
}
