import type { MediaMode } from '../destination/delivery-destination.js';
import { readCapability, type Capability } from './capability.js';
import { everyType, lacking, ourIds, type Evidence } from './evidence.js';
import { knownServer, type KnownServer } from './known-server.js';
import type { ProfileName } from './profile.js';

/**
 * Why a profile was chosen: the server states it, it is known of this server whatever it states, or it is assumed because nobody
 * says otherwise.
 */
export interface Reason {
  readonly from: 'stated' | 'known' | 'assumed';
  readonly text: string;
}

/** A profile for a server, with the reasons. */
export interface ProfileChoice extends Pick<Capability, 'software' | 'fhirVersion'> {
  readonly profile: ProfileName;
  /** Most entries of a Bundle that the server is known to take; null: no limit is known. */
  readonly entryCap: number | null;
  readonly reasons: readonly Reason[];
}

/** Types of resource that a report consists of. */
const REPORT_TYPES = [
  'Device',
  'Media',
  'Observation',
  'QuestionnaireResponse',
  'DiagnosticReport',
  'Provenance',
] as const;

/**
 * Chooses how reports are written to a server by what it states of itself, and by what is known of it. No single flag decides: HAPI
 * does not state that it takes ids of clients, though it does. Configuration overrides the choice.
 *
 * @param json the answer to `GET metadata`.
 * @param media of the destination: without any, it needs to take no Media.
 * @returns null for anything but a CapabilityStatement.
 */
export function chooseProfile(json: unknown, media: MediaMode = 'reference'): ProfileChoice | null {
  const capability = readCapability(json);
  if (capability === null) return null;
  const { software, fhirVersion } = capability;
  const known = knownServer(software ?? '');
  const needed = REPORT_TYPES.filter((type) => type !== 'Media' || media !== 'omit');
  const evidence = { capability, known, needed };
  const { profile, reasons } = chosen(evidence);
  const all = [
    ...versionReasons(capability),
    ...reasons,
    ...doubts(profile, evidence),
    ...(known === null ? [] : [{ from: 'known' as const, text: known.note }]),
  ];
  return { software, fhirVersion, profile, entryCap: entryCapOf(profile, known), reasons: all };
}

type Choice = Pick<ProfileChoice, 'profile' | 'reasons'>;

function chosen(evidence: Evidence): Choice {
  const { capability } = evidence;
  const missing = lacking('create', evidence);
  if (missing.length > 0) return asDocument(capability, missing);
  const isTransactional = capability.interactions.has('transaction');
  const transaction: Reason = isTransactional
    ? stated('It takes transactions.')
    : stated('It does not say that it takes transactions.');
  const choice = isTransactional ? withTransactions(evidence) : withoutTransactions(evidence);
  return { ...choice, reasons: [transaction, ...choice.reasons] };
}

function asDocument({ types }: Capability, missing: readonly string[]): Choice {
  const takesDocuments = types.get('DocumentReference')?.interactions.has('create') === true;
  return {
    profile: 'document',
    reasons: [
      stated(`It does not say that these can be created: ${missing.join(', ')}.`),
      takesDocuments
        ? stated('It takes a DocumentReference, which can hold the whole report.')
        : assumed('It does not say that it takes a DocumentReference either: a person has to ask.'),
    ],
  };
}

function withTransactions(evidence: Evidence): Choice {
  const isConditional = everyType(evidence, ({ conditionalUpdate }) => conditionalUpdate === true);
  const conditional: Choice = {
    profile: 'transaction-conditional',
    reasons: [stated('It takes conditional updates, so that resources are found by their identifiers.')],
  };
  switch (ourIds(evidence)) {
    case 'taken':
      return { profile: 'transaction-put', reasons: [stated('It takes ids of clients (updateCreate).')] };
    case 'known':
      return { profile: 'transaction-put', reasons: [] };
    case 'refused': {
      const refused = stated('It gives its own ids (updateCreate).');
      if (isConditional) return { ...conditional, reasons: [refused, ...conditional.reasons] };
      return searched([refused, stated('It does not say that it takes conditional updates.')]);
    }
    case 'unstated': {
      const unstated = stated('It does not say whether it takes ids of clients (updateCreate).');
      if (isConditional) return { ...conditional, reasons: [unstated, ...conditional.reasons] };
      const text =
        'It takes ids of clients, as most servers do: it states no other way to write a thing once.';
      return { profile: 'transaction-put', reasons: [unstated, assumed(text)] };
    }
  }
}

function withoutTransactions(evidence: Evidence): Choice {
  const isBatch = evidence.capability.interactions.has('batch');
  const batch = stated(isBatch ? 'It takes batches.' : 'It does not say that it takes batches.');
  const isOurs = ourIds(evidence) === 'taken';
  const ids = stated(
    isOurs
      ? 'It takes ids of clients (updateCreate).'
      : 'It does not say that it takes ids of clients (updateCreate), without which the entries of a batch cannot refer to each other.',
  );
  return isBatch && isOurs ? { profile: 'batch', reasons: [batch, ids] } : searched([batch, ids]);
}

function searched(reasons: readonly Reason[]): Choice {
  return {
    profile: 'sequential',
    reasons: [
      ...reasons,
      stated('It takes each resource by itself, which is searched before it is created.'),
    ],
  };
}

function entryCapOf(profile: ProfileName, known: KnownServer | null): number | null {
  if (profile === 'sequential' || profile === 'document') return null;
  const conditional = profile === 'transaction-conditional' ? known?.conditionalEntryCap : undefined;
  return conditional ?? known?.entryCap ?? null;
}

/** What has to work on the second day, and is not stated. */
function doubts(profile: ProfileName, evidence: Evidence): readonly Reason[] {
  const written = profile === 'document' ? { ...evidence, needed: ['DocumentReference'] } : evidence;
  const fixed = lacking('update', written);
  const hidden = profile === 'sequential' || profile === 'document' ? lacking('search-type', written) : [];
  return [
    ...(fixed.length === 0
      ? []
      : [assumed(`These can be updated when a report changes: ${fixed.join(', ')}.`)]),
    ...(hidden.length === 0
      ? []
      : [assumed(`These can be searched for before they are created: ${hidden.join(', ')}.`)]),
  ];
}

function versionReasons({ fhirVersion }: Capability): readonly Reason[] {
  if (fhirVersion?.startsWith('4.0') === true) return [];
  const text =
    fhirVersion === undefined ? 'It does not state its version of FHIR' : 'It states another version of FHIR';
  return [assumed(`${text}: it takes R4 (4.0.1), which is what it is sent.`)];
}

function stated(text: string): Reason {
  return { from: 'stated', text };
}

function assumed(text: string): Reason {
  return { from: 'assumed', text };
}
