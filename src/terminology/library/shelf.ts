/** What has a canonical URL (https://hl7.org/fhir/R4/references.html#canonical). */
interface Canonical {
  /** null: nothing of this id is published. */
  readonly id: string | null;
  readonly url: string;
  readonly version: string | null;
}

/** Resources of one type, by their names. */
export interface Shelf<T> {
  readonly type: 'CodeSystem' | 'ValueSet' | 'ConceptMap';
  readonly all: readonly T[];
  readonly byId: (id: string) => T | undefined;
  /**
   * @param canonical with or without `|version`.
   * @param version the one that is wanted; undefined: any.
   */
  readonly byUrl: (canonical: string, version?: string) => T | undefined;
}

/** Makes a shelf of resources. */
export function shelf<T extends Canonical>(type: Shelf<T>['type'], all: readonly T[]): Shelf<T> {
  const byId = new Map(all.flatMap((item) => (item.id === null ? [] : [[item.id, item]])));
  return {
    type,
    all,
    byId: (id) => byId.get(id),
    byUrl: (canonical, version) => {
      const [url, named] = canonical.split('|', 2);
      return all.find(
        (item) => item.url === url && [named, version].every((wanted) => isVersion(item, wanted)),
      );
    },
  };
}

function isVersion({ version }: Canonical, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === version;
}
