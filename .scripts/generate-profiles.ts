/**
 * Writes the profiles and extensions of `mappings/` from `.scripts/profiles/`, with the snapshots of HL7's own generator (needs
 * Java and Maven). Run it after any change there: `npx tsx .scripts/generate-profiles.ts`.
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { withSnapshots } from '../test/hl7/snapshots.js';
import { withNarrative } from './mapping-narrative.js';
import { structureDefinitions } from './profiles/all.js';

const MAPPINGS = new URL('../mappings/', import.meta.url);

for (const { snapshot, differential, ...profile } of await withSnapshots(structureDefinitions)) {
  const published = withNarrative({
    ...profile,
    ...{ snapshot, differential },
  });
  writeFileSync(
    new URL(`StructureDefinition-${profile.id ?? ''}.json`, MAPPINGS),
    await format(JSON.stringify(published), { parser: 'json', printWidth: 110 }),
  );
}
