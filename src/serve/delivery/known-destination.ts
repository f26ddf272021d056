/** What serving knows of a destination; where it is and how it is reached is for those who send. */
export interface KnownDestination {
  readonly name: string;
  /** Whose reports it may get. */
  readonly tenants: readonly string[];
  /** Whether it gets what nobody names a destination for. */
  readonly isAutomatic: boolean;
  /** Language to deliver, BCP 47; null: any. */
  readonly locale: string | null;
}

/** Destinations that a tenant may know of. */
export function destinationsOf(
  all: readonly KnownDestination[],
  tenant: string,
): readonly KnownDestination[] {
  return all.filter(({ tenants }) => tenants.includes(tenant));
}

/** Whether a tenant has a destination of this name. */
export function isKnown(all: readonly KnownDestination[], tenant: string, name: string): boolean {
  return destinationsOf(all, tenant).some((destination) => destination.name === name);
}

/**
 * The destinations that a caller means.
 *
 * @param names none: the automatic ones.
 * @returns null when a name is unknown, or is another tenant's.
 */
export function chosenDestinations(
  all: readonly KnownDestination[],
  tenant: string,
  names: readonly string[],
): readonly KnownDestination[] | null {
  const own = destinationsOf(all, tenant);
  if (names.length === 0) return own.filter(({ isAutomatic }) => isAutomatic);
  const chosen = own.filter(({ name }) => names.includes(name));
  return chosen.length === new Set(names).size ? chosen : null;
}

/**
 * Groups destinations by the language they get.
 *
 * @param languageOf a destination whose locale is null has what it gives for it.
 * @returns names by language.
 */
export function byLanguage<Language>(
  destinations: readonly KnownDestination[],
  languageOf: (locale: string | null) => Language,
): ReadonlyMap<Language, readonly string[]> {
  const groups = new Map<Language, string[]>();
  for (const { name, locale } of destinations) {
    const language = languageOf(locale);
    groups.set(language, [...(groups.get(language) ?? []), name]);
  }
  return groups;
}
