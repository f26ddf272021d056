import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `openapi.yaml`, parsed. */
export function readOpenApi(): unknown {
  return parse(readFileSync('openapi.yaml', 'utf8'));
}
