/** What can be sent with the matches: the references between the resources of a report, and where they lead. */
const inclusions: readonly (readonly [name: string, targets: readonly string[]])[] = [
  ['DiagnosticReport:result', ['Observation']],
  ['DiagnosticReport:media', ['Media']],
  ['Observation:derived-from', ['Media']],
  ['Observation:device', ['Device']],
  ['Provenance:target', ['DiagnosticReport', 'Observation', 'Media']],
];

/** All reports share one Device: what refers to it is no page. */
const NOT_REVERSIBLE = 'Observation:device';

/** What `_include` may name in a search for a type, e.g. `DiagnosticReport:result`. */
export function searchIncludesOf(type: string): readonly string[] {
  return inclusions.map(([name]) => name).filter((name) => name.startsWith(`${type}:`));
}

/** What `_revinclude` may name in a search for a type. */
export function searchRevIncludesOf(type: string): readonly string[] {
  return inclusions
    .filter(([name, targets]) => name !== NOT_REVERSIBLE && targets.includes(type))
    .map(([name]) => name);
}

/** Types that an inclusion such as `Observation:derived-from` can lead to. */
export function inclusionTargets(inclusion: string): readonly string[] {
  return inclusions.find(([name]) => name === inclusion)?.[1] ?? [];
}
