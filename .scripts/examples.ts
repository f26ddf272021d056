import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseReport } from '../src/raw/read-report.js';
import { createTerminology } from '../src/terminology/terminology.js';
import { createContext } from '../src/translate/context.js';
import { translate, type TranslatedResource } from '../src/translate/translate.js';

const RAW = join(import.meta.dirname, '..', 'src', 'vendor', 'sandbox', 'reports', 'acne.json');

/** Examples of the profiles: what the acne report of the sandbox becomes, each resource naming its profile. */
export function examples(): readonly TranslatedResource[] {
  const context = createContext({
    terminology: createTerminology(),
    baseUrl: 'https://gateway.example/fhir',
    metaProfile: true,
  });
  return translate(parseReport(readFileSync(RAW)), context).resources;
}
