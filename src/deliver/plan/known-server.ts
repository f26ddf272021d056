/** What is known of a server beyond its CapabilityStatement, by observation and its makers' documentation. */
export interface KnownServer {
  readonly name: string;
  /** Whether it takes ids of clients, whatever it states or leaves out; undefined: as it states. */
  readonly takesOurIds?: boolean;
  /** Most entries of a transaction; of one with conditional writes, if that is another number. */
  readonly entryCap?: number;
  readonly conditionalEntryCap?: number;
  readonly note: string;
}

/** By a part of `software.name`, in lower case. */
const KNOWN: Readonly<Record<string, KnownServer>> = {
  hapi: {
    name: 'HAPI FHIR',
    takesOurIds: true,
    note: 'HAPI FHIR does not state updateCreate, and takes ids of clients all the same.',
  },
  medplum: {
    name: 'Medplum',
    takesOurIds: false,
    entryCap: 50,
    conditionalEntryCap: 8,
    note: 'Medplum gives its own ids, and takes at most 8 entries in a transaction with conditional writes; without the project feature transaction-bundles it runs a transaction as a batch.',
  },
  'azure healthcare': {
    name: 'Azure Health Data Services',
    entryCap: 500,
    note: 'Azure Health Data Services takes at most 500 entries in a Bundle.',
  },
  'microsoft fhir': {
    name: 'Microsoft FHIR Server',
    entryCap: 500,
    note: 'Microsoft FHIR Server takes at most 500 entries in a Bundle.',
  },
  'cloud healthcare': {
    name: 'Google Cloud Healthcare',
    note: 'Google Cloud Healthcare takes ids of clients where the FHIR store has enableUpdateCreate, which it states.',
  },
  firely: {
    name: 'Firely Server',
    entryCap: 150,
    note: 'Firely Server as it is installed takes at most 150 entries in a Bundle.',
  },
};

/** @param software name of the product. @returns null for a server of which nothing more is known. */
export function knownServer(software: string): KnownServer | null {
  const key = Object.keys(KNOWN).find((part) => software.toLowerCase().includes(part));
  return (key === undefined ? undefined : KNOWN[key]) ?? null;
}
