import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { sendContent } from '../../http/send-content.js';

/** Beside package.json, three folders up from here in the sources as in what is built of them. */
const DOCUMENT = new URL('../../../openapi.yaml', import.meta.url);

/** Serves `openapi.yaml` as it is (media type: RFC 9512). */
export function openApiDocument(): RequestHandler {
  const document = readFileSync(DOCUMENT);
  return (_req, res) => {
    sendContent(res, 'application/yaml; charset=utf-8', document);
  };
}
