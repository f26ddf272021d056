import { rmSync } from 'node:fs';

/** Removes the temporary folder that `global-setup.ts` has made: that one and never another. */
export default function removeTemporary(): void {
  const folder = process.env['TMPDIR'] ?? '';
  if (/[\\/]derm-fhir-tests-[^\\/]+$/.test(folder)) rmSync(folder, { recursive: true, force: true });
}
