import type { Bundle } from 'fhir/r4.js';

export function generatedBundles(seed: number, count: number): Bundle[] {
  void seed;
  void count;
  return [];
}
