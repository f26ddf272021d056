import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageFile = z.object({ name: z.string(), version: z.string() });

/** Name and version as package.json, one folder up, says them. */
export const packageInfo = packageFile.parse(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
);
