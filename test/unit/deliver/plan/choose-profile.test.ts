import { describe, expect, test } from '@jest/globals';
import { chooseProfile, type ProfileChoice } from '../../../../src/deliver/plan/choose-profile.js';

const TYPES = ['Device', 'Media', 'Observation', 'QuestionnaireResponse', 'DiagnosticReport', 'Provenance'];
const ALL = ['read', 'create', 'update', 'search-type'];

interface Stated {
  software?: string;
  interactions?: string[];
  /** Interactions by type. */
  types?: Record<string, string[]>;
  flags?: Record<string, unknown>;
  fhirVersion?: string | null;
}

function statement({ software, interactions, types, flags, fhirVersion = '4.0.1' }: Stated): unknown {
  const given = types ?? Object.fromEntries([...TYPES, 'DocumentReference'].map((type) => [type, ALL]));
  return {
    resourceType: 'CapabilityStatement',
    ...(fhirVersion === null ? {} : { fhirVersion }),
    ...(software === undefined ? {} : { software: { name: software } }),
    rest: [
      {
        mode: 'server',
        ...(interactions === undefined ? {} : { interaction: interactions.map((code) => ({ code })) }),
        resource: Object.entries(given).map(([type, codes]) => ({
          type,
          interaction: codes.map((code) => ({ code })),
          ...flags,
        })),
      },
    ],
  };
}

function chosen(stated: Stated): ProfileChoice {
  const choice = chooseProfile(statement(stated));
  if (choice === null) throw new Error('not a statement');
  return choice;
}

/** The servers as they state themselves, where it matters. */
const RECEIVERS: Record<
  string,
  { stated: Stated; profile: string; entryCap: number | null; because: RegExp[] }
> = {
  HAPI: {
    // Neither updateCreate nor batch is stated, though both work.
    stated: {
      software: 'HAPI FHIR Server',
      interactions: ['transaction', 'history-system'],
      flags: { conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-put',
    entryCap: null,
    because: [/takes transactions/, /HAPI FHIR does not state updateCreate/],
  },
  Medplum: {
    stated: {
      software: 'medplum',
      interactions: ['transaction', 'batch'],
      flags: { updateCreate: false, conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-conditional',
    entryCap: 8,
    because: [/gives its own ids/, /conditional updates/, /at most 8 entries/],
  },
  'Medplum, if it said that it takes our ids': {
    stated: {
      software: 'medplum',
      interactions: ['transaction', 'batch'],
      flags: { updateCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-conditional',
    entryCap: 8,
    because: [/Medplum gives its own ids/],
  },
  'Google with enableUpdateCreate': {
    stated: {
      software: 'Google Cloud Healthcare API',
      interactions: ['transaction', 'batch', 'search-system'],
      flags: { updateCreate: true, conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-put',
    entryCap: null,
    because: [/takes ids of clients \(updateCreate\)/, /enableUpdateCreate/],
  },
  'Google without it': {
    stated: {
      software: 'Google Cloud Healthcare API',
      interactions: ['transaction', 'batch', 'search-system'],
      flags: { updateCreate: false, conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-conditional',
    entryCap: null,
    because: [/gives its own ids/, /enableUpdateCreate/],
  },
  Epic: {
    stated: {
      software: 'Epic',
      types: {
        Device: ['read', 'search-type'],
        Media: ['read', 'search-type'],
        Observation: ['create', 'read', 'search-type', 'update'],
        QuestionnaireResponse: ['create', 'read', 'search-type'],
        DiagnosticReport: ['read', 'search-type', 'update'],
        Provenance: ['read'],
        DocumentReference: ['create', 'read', 'search-type', 'update'],
      },
      flags: { updateCreate: false, conditionalCreate: false, conditionalUpdate: false },
    },
    profile: 'document',
    entryCap: null,
    because: [/Device, Media, DiagnosticReport, Provenance/, /takes a DocumentReference/],
  },
  Oracle: {
    stated: {
      software: 'Oracle Health Millennium Platform',
      interactions: ['batch'],
      types: {
        Device: ['read', 'search-type'],
        Media: ['read'],
        Observation: ['create', 'read', 'search-type', 'update'],
        QuestionnaireResponse: ['read', 'search-type'],
        DiagnosticReport: ['create', 'read', 'search-type'],
        Provenance: ['create', 'read', 'search-type'],
        DocumentReference: ['create', 'read', 'search-type', 'update'],
      },
      flags: { updateCreate: false, conditionalCreate: false, conditionalUpdate: false },
    },
    profile: 'document',
    entryCap: null,
    because: [/Device, Media, QuestionnaireResponse/, /takes a DocumentReference/],
  },
  Aidbox: {
    stated: {
      software: 'Aidbox',
      interactions: ['transaction', 'batch'],
      flags: { updateCreate: true, conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-put',
    entryCap: null,
    because: [/takes transactions/, /takes ids of clients/],
  },
  Azure: {
    stated: {
      software: 'Azure Healthcare APIs',
      interactions: ['transaction', 'batch'],
      flags: { updateCreate: true, conditionalCreate: true, conditionalUpdate: true },
    },
    profile: 'transaction-put',
    entryCap: 500,
    because: [/takes ids of clients/, /500 entries/],
  },
  'a server of batches that takes our ids': {
    stated: { interactions: ['batch'], flags: { updateCreate: true } },
    profile: 'batch',
    entryCap: null,
    because: [/does not say that it takes transactions/, /takes batches/],
  },
  'a server of batches that gives its own ids': {
    stated: { interactions: ['batch'], flags: { updateCreate: false, conditionalUpdate: true } },
    profile: 'sequential',
    entryCap: null,
    because: [/cannot refer to each other/, /searched before it is created/],
  },
  'a server of single resources': {
    stated: {},
    profile: 'sequential',
    entryCap: null,
    because: [/does not say that it takes batches/],
  },
  'a server of transactions without any other word': {
    stated: { interactions: ['transaction'] },
    profile: 'transaction-put',
    entryCap: null,
    because: [/does not say whether it takes ids/, /as most servers do/],
  },
  'a server of transactions and conditional updates': {
    stated: { interactions: ['transaction'], flags: { conditionalUpdate: true } },
    profile: 'transaction-conditional',
    entryCap: null,
    because: [/does not say whether it takes ids/, /conditional updates/],
  },
  'a server of transactions with ids of its own and nothing else': {
    stated: { interactions: ['transaction'], flags: { updateCreate: false } },
    profile: 'sequential',
    entryCap: null,
    because: [/gives its own ids/, /does not say that it takes conditional updates/],
  },
  'a server that takes nothing at all': {
    stated: { types: { Patient: ['read'] } },
    profile: 'document',
    entryCap: null,
    because: [/a person has to ask/],
  },
  'a server that lists no types': {
    stated: { interactions: ['transaction'], types: {} },
    profile: 'transaction-put',
    entryCap: null,
    because: [/takes transactions/, /as most servers do/],
  },
};

describe('the profile', () => {
  test.each(Object.entries(RECEIVERS))('for %s', (_, { stated, profile, entryCap, because }) => {
    const choice = chosen(stated);
    expect([choice.profile, choice.entryCap]).toEqual([profile, entryCap]);
    for (const words of because)
      expect(choice.reasons).toContainEqual(expect.objectContaining({ text: expect.stringMatching(words) }));
  });

  test('needs no Media where the destination gets none', () => {
    const types = Object.fromEntries(TYPES.map((type) => [type, type === 'Media' ? ['read'] : ALL]));
    const json = statement({ interactions: ['transaction'], types, flags: { updateCreate: true } });
    expect(chooseProfile(json)?.profile).toBe('document');
    expect(chooseProfile(json, 'omit')?.profile).toBe('transaction-put');
  });

  test('says when it rests on an assumption', () => {
    const assumptions = (stated: Stated) =>
      chosen(stated).reasons.filter(({ from }) => from === 'assumed').length;
    const sure = { interactions: ['transaction'], flags: { updateCreate: true } };
    expect(assumptions(sure)).toBe(0);
    expect(assumptions({ interactions: ['transaction'] })).toBe(1);
    expect(assumptions({ ...sure, fhirVersion: '5.0.0' })).toBe(1);
    expect(assumptions({ ...sure, fhirVersion: null })).toBe(1);
  });

  test('says what it does not know of the second day', () => {
    const without = (code: string, flags: Record<string, unknown>) => {
      const left = ALL.filter((one) => one !== code);
      const types = Object.fromEntries(TYPES.map((type) => [type, type === 'Media' ? left : ALL]));
      const { reasons } = chosen({ interactions: ['transaction'], types, flags });
      return reasons.filter(({ from }) => from === 'assumed').map(({ text }) => text);
    };
    expect(without('update', { updateCreate: true })).toEqual([
      'These can be updated when a report changes: Media.',
    ]);
    expect(without('search-type', { updateCreate: true })).toEqual([]);
    expect(without('search-type', { updateCreate: false })).toEqual([
      'These can be searched for before they are created: Media.',
    ]);
  });

  test.each([
    null,
    'text',
    [],
    {},
    { resourceType: 'OperationOutcome' },
    { resourceType: 'Bundle', rest: [] },
  ])('is not chosen for %j', (json) => {
    expect(chooseProfile(json)).toBeNull();
  });

  test.each([
    { rest: 'text' },
    { rest: [{ mode: 7, interaction: 'x', resource: 'y' }], software: 4, fhirVersion: {} },
    { rest: [{ resource: [{ type: 'Media', updateCreate: 'yes', interaction: [{}] }] }] },
  ])('is chosen whatever else a statement holds: %j', (parts) => {
    expect(chooseProfile({ resourceType: 'CapabilityStatement', ...parts })).not.toBeNull();
  });
});
