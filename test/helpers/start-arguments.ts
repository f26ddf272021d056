import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const file = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(file));

/** What Node is given by `npm start`: flags and the file, from the project's folder. */
export const startArguments: readonly string[] = scripts.start.split(' ').slice(1);
