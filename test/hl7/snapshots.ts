import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StructureDefinition } from 'fhir/r4.js';
import { buildIfNeeded, runJava } from '../helpers/maven.js';

/**
 * Gives profiles the snapshots that HL7's own generator makes of their differentials, in one JVM.
 *
 * @param profiles may be made from each other; a snapshot that one already has is not looked at.
 * @returns the same profiles, in the order of their ids, and nothing else of them changed.
 * @throws Error when the JVM cannot be started, or cannot make one of them.
 */
export async function withSnapshots(
  profiles: readonly StructureDefinition[],
): Promise<StructureDefinition[]> {
  await buildIfNeeded(import.meta.dirname);
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  try {
    for (const profile of profiles)
      writeFileSync(join(folder, `${profile.id ?? ''}.json`), JSON.stringify(profile));
    const made = await runJava<StructureDefinition>(
      import.meta.dirname,
      'io.github.dermfhirgateway.hl7.Snapshots',
      [folder],
    );
    return made.map(({ id, snapshot }) => {
      const profile = profiles.find((one) => one.id === id);
      if (profile === undefined || snapshot === undefined) throw new Error(`no snapshot of ${String(id)}`);
      return { ...profile, snapshot };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
