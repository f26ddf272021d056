import { describe, expect, test } from '@jest/globals';
import type { Bundle, DocumentReference, FhirResource, Media } from 'fhir/r4.js';
import type { DeliveryDestination } from '../../../../src/deliver/destination/delivery-destination.js';
import { NotPlannable } from '../../../../src/deliver/plan/not-plannable.js';
import { filesOf } from '../../../../src/deliver/plan/files-of.js';
import { planOf } from '../../../../src/deliver/plan/plan-of.js';
import type { Plan, PlannedFiles } from '../../../../src/deliver/plan/plan.js';
import { profileNames, type ProfileName } from '../../../../src/deliver/plan/profile.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import { withReferences } from '../../../../src/deliver/plan/with-references.js';
import { storedResources, testDestination } from '../../../helpers/destination.js';
import { faultsOf } from '../../../helpers/valid.js';

const PATIENT = {
  type: 'Patient',
  reference: 'Patient/17',
  identifier: { system: 'https://hospital.test/mrn', value: 'A|1,2&x=$y\\' },
};
/** Of every shape; the properties of plans go through many more. */
const REPORTS = ['acne-full', 'anamnesis', 'hostile-strings', 'null-items', 'v2', 'video'];
const SYSTEM = 'https%3A%2F%2Fderm-fhir-gateway.github.io%2Fsid%2Fresource%7C';

function plan(
  profile: ProfileName,
  overrides: Partial<DeliveryDestination> = {},
  { name = 'acne-full', subject = PATIENT, files = new Map() as PlannedFiles } = {},
): Plan {
  return planOf(profile, storedResources(name, subject), testDestination(overrides), files);
}

function allRequests({ shared, requests }: Plan): PlannedRequest[] {
  return [...shared.map(({ request }) => request), ...requests];
}

function bundle({ body }: PlannedRequest): Bundle {
  return JSON.parse(body) as Bundle;
}

/** As it is sent: with what the receiver said of other resources, here made up. */
function resolved(request: PlannedRequest): PlannedRequest {
  const found = request.open.map(({ reference, find }): [string, string] => [
    reference,
    `${find.split('?')[0]!}/17`,
  ]);
  return withReferences(request, new Map(found));
}

function resources(planned: Plan): FhirResource[] {
  return allRequests(planned).flatMap(({ interaction, body }) =>
    interaction === 'resource'
      ? [JSON.parse(body) as FhirResource]
      : (JSON.parse(body) as Bundle<FhirResource>).entry!.map(({ resource }) => resource!),
  );
}

function ofType<T extends FhirResource>(planned: Plan, type: T['resourceType']): T[] {
  return resources(planned).filter((resource): resource is T => resource.resourceType === type);
}

describe('every plan', () => {
  const forms: Partial<DeliveryDestination>[] = [
    {},
    { entryCap: 3, media: 'omit', aiLabel: false, subject: 'none' },
    {
      entryCap: 8,
      media: 'inline',
      subject: 'identifier',
      encounterSystem: 'urn:oid:1.2.3',
      extraData: true,
    },
  ];
  test.each(profileNames)('of profile %s consists of valid FHIR', (profile) => {
    const bytes = new TextEncoder().encode('%PDF-1.7');
    for (const [index, name] of REPORTS.entries()) {
      const form = forms[index % forms.length]!;
      const files = new Map(
        filesOf(profile, storedResources(name), testDestination(form)).map((id) => [
          id,
          { contentType: 'application/pdf', bytes },
        ]),
      );
      for (const { body } of allRequests(plan(profile, form, { name, files })).map(resolved))
        expect([name, faultsOf(body)]).toEqual([name, []]);
    }
  });
  test.each(profileNames)('of profile %s is the same bytes each time', (profile) => {
    expect(plan(profile)).toEqual(plan(profile));
  });
  test.each(profileNames)('of profile %s says nothing of the versions in the own store', (profile) => {
    expect(JSON.stringify(plan(profile))).not.toMatch(/versionId|lastUpdated/);
  });
  test.each(profileNames)('of profile %s takes only what is a report', (profile) => {
    const device = storedResources('acne-full').slice(0, 1);
    expect(() => planOf(profile, device, testDestination())).toThrow(NotPlannable);
  });
});

describe('transaction-put', () => {
  test('writes each resource under our id, and resolves what is in it by urn:uuid in lower case', () => {
    const { requests } = plan('transaction-put');
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request).toMatchObject({
      interaction: 'transaction',
      method: 'POST',
      path: '',
      find: null,
      open: [],
    });
    for (const { fullUrl, resource, request: asked } of bundle(request!).entry!) {
      expect(fullUrl).toBe(`urn:uuid:${resource!.id!}`);
      expect(asked).toEqual({ method: 'PUT', url: `${resource!.resourceType}/${resource!.id!}` });
    }
    const urns = request!.body.match(/"urn:uuid:[^"]*"/g)!;
    expect(urns.every((urn) => urn === urn.toLowerCase())).toBe(true);
  });

  test('sends the Device by itself and before: reports that share it do not collide over it', () => {
    const { shared, requests } = plan('transaction-put');
    expect(shared).toHaveLength(1);
    const [{ type, id, request, contentHash }] = shared as [Plan['shared'][number]];
    expect(request).toMatchObject({
      interaction: 'resource',
      method: 'PUT',
      path: `Device/${id}`,
      find: null,
    });
    expect(requests[0]!.body).not.toContain('"resourceType":"Device"');
    expect(requests[0]!.body).toContain(`"reference":"Device/${id}"`);
    const other = plan('transaction-put', {}, { name: 'psoriasis' }).shared[0];
    expect(other).toMatchObject({ type, id, contentHash });
  });

  test('is cut at the cap: targets come before what refers to them, and later pieces name them by id', () => {
    const { requests } = plan('transaction-put', { entryCap: 5 });
    expect(requests.map((request) => bundle(request).entry!.length)).toEqual([5, 5, 5, 1]);
    const known = new Set<string>();
    for (const request of requests) {
      for (const { type, id } of request.entries) known.add(`${type}/${id!}`).add(`urn:uuid:${id!}`);
      const own = new Set(request.entries.map(({ id }) => `urn:uuid:${id!}`));
      for (const [, reference = ''] of request.body.matchAll(
        /"reference":"((?:Media|Obs|Diag|Quest|urn)[^"]*)"/g,
      )) {
        expect(known).toContain(reference);
        if (reference.startsWith('urn:')) expect(own).toContain(reference);
      }
    }
  });
});

describe('transaction-conditional', () => {
  test('finds each resource by its identifier, encoded, and sends no ids', () => {
    const { shared, requests } = plan('transaction-conditional');
    for (const { resource, fullUrl, request } of bundle(requests[0]!).entry!) {
      const uuid = fullUrl!.slice('urn:uuid:'.length);
      expect(resource).not.toHaveProperty('id');
      expect(request!.url).toBe(`${resource!.resourceType}?identifier=${SYSTEM}${uuid}`);
    }
    expect(shared[0]!.request).toMatchObject({
      method: 'PUT',
      path: `Device?identifier=${SYSTEM}${shared[0]!.id}`,
    });
  });

  test('brings what has no identifier last and by itself: some servers take conditions on identifiers only', () => {
    const { requests } = plan('transaction-conditional');
    expect(requests.map(({ interaction }) => interaction)).toEqual(['transaction', 'resource']);
    const { method, path, find, entries } = requests[1]!;
    expect([method, path]).toEqual(['POST', 'Provenance']);
    expect(find).toBe(`Provenance?_tag=${SYSTEM}${entries[0]!.id!}`);
  });

  test('leaves open what the receiver knows under an id of its own, with the search that finds it', () => {
    const { shared, requests } = plan('transaction-conditional', { entryCap: 8 });
    const device = `urn:uuid:${shared[0]!.id}`;
    expect(requests[0]!.open).toEqual([
      { reference: device, find: `Device?identifier=${SYSTEM}${shared[0]!.id}` },
    ]);
    const { id } = requests[0]!.entries[0]!;
    expect(requests[1]!.open).toContainEqual({
      reference: `urn:uuid:${id!}`,
      find: `Media?identifier=${SYSTEM}${id!}`,
    });
  });
});

describe('batch', () => {
  test('has no reference that only a transaction resolves, and no referrer beside its target', () => {
    const { requests } = plan('batch');
    expect(requests.length).toBeGreaterThan(2);
    for (const { interaction, body, entries, open } of requests) {
      expect([interaction, open]).toEqual(['batch', []]);
      expect(body).not.toMatch(/"reference":"urn:uuid:/);
      for (const { type, id } of entries) expect(body).not.toContain(`"reference":"${type}/${id!}"`);
    }
  });
});

describe('sequential', () => {
  test('creates one resource after the other, each with the search that finds it', () => {
    const { shared, requests } = plan('sequential');
    for (const { method, path, find, body, entries } of [shared[0]!.request, ...requests]) {
      const { type, id } = entries[0]!;
      expect([method, path]).toEqual(['POST', type]);
      expect(find).toBe(`${type}?${type === 'Provenance' ? '_tag' : 'identifier'}=${SYSTEM}${id!}`);
      expect(JSON.parse(body)).not.toHaveProperty('id');
    }
    expect(requests.map(({ path }) => path).indexOf('DiagnosticReport')).toBe(requests.length - 2);
  });

  test('leaves every reference to another resource open', () => {
    for (const { body, open } of plan('sequential').requests) {
      const urns = [...body.matchAll(/"reference":"(urn:uuid:[^"]*)"/g)].map(([, urn]) => urn);
      expect(new Set(open.map(({ reference }) => reference))).toEqual(new Set(urns));
    }
  });
});

describe('document', () => {
  test('is one DocumentReference that says what it is, whose, and what was found', () => {
    const { shared, requests } = plan('document');
    expect(shared).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: 'DocumentReference', open: [] });
    const document = JSON.parse(requests[0]!.body) as DocumentReference;
    expect(document).toMatchObject({
      docStatus: 'preliminary',
      subject: PATIENT,
      context: { related: [{ type: 'DiagnosticReport' }] },
      content: [{ attachment: { contentType: 'application/pdf', url: expect.stringContaining('/Binary/') } }],
    });
    expect(document.meta?.security?.map(({ code }) => code)).toEqual(['AIAST']);
    expect(document.type?.coding).toContainEqual(
      expect.objectContaining({ system: 'http://loinc.org', code: '18748-4' }),
    );
    expect(document.description).toMatch(/Acne.*ICD-11: ED80\.$/);
    expect(JSON.stringify(document.category)).toContain('ED80');
  });

  test('brings the PDF inline where that is wanted', () => {
    const stored = storedResources('acne-full', PATIENT);
    const ids = filesOf('document', stored, { media: 'inline' });
    expect(ids).toHaveLength(1);
    const files = new Map([
      [ids[0]!, { contentType: 'application/pdf', bytes: new TextEncoder().encode('%PDF-') }],
    ]);
    const [document] = ofType<DocumentReference>(
      plan('document', { media: 'inline' }, { files }),
      'DocumentReference',
    );
    const { attachment } = document!.content[0]!;
    expect(attachment).toMatchObject({ data: 'JVBERi0=', size: 5, title: 'Printable report' });
    expect(attachment).not.toHaveProperty('url');
  });

  test('brings the conclusion as text where there is no PDF', () => {
    const [document] = ofType<DocumentReference>(
      plan('document', {}, { name: 'no-links' }),
      'DocumentReference',
    );
    const { contentType, data } = document!.content[0]!.attachment;
    expect(contentType).toBe('text/plain; charset=utf-8');
    expect(Buffer.from(data!, 'base64').toString()).toMatch(/^AI-generated preliminary assessment/);
  });
});

describe('the subject', () => {
  const subjects = (planned: Plan): unknown[] =>
    resources(planned)
      .filter(({ resourceType }) => !['Device', 'Provenance'].includes(resourceType))
      .map((resource) => ('subject' in resource ? resource.subject : undefined));

  test.each(profileNames)('of profile %s is told as the policy says', (profile) => {
    const told = (subject: DeliveryDestination['subject']) => new Set(subjects(plan(profile, { subject })));
    const only = (subject: DeliveryDestination['subject']) => {
      const all = [...told(subject)].map((one) => JSON.stringify(one));
      expect(new Set(all).size).toBe(1);
      return JSON.parse(all[0] ?? 'null') as unknown;
    };
    expect(only('as-given')).toEqual(PATIENT);
    expect(only('identifier')).toEqual({ type: 'Patient', identifier: PATIENT.identifier });
    expect(told('none')).toEqual(new Set([undefined]));
    const reference =
      'Patient?identifier=https%3A%2F%2Fhospital.test%2Fmrn%7CA%5C%7C1%5C%2C2%26x%3D%5C%24y%5C%5C';
    expect(only('conditional')).toEqual({ type: 'Patient', reference });
  });

  test.each(profileNames)('of profile %s is open where it is to be searched for', (profile) => {
    for (const { body, open } of plan(profile, { subject: 'conditional' }).requests) {
      const asked = open.filter(
        ({ reference, find }) => reference.startsWith('Patient?') && reference === find,
      );
      expect(asked).toHaveLength(body.includes('"subject"') ? 1 : 0);
    }
  });

  test.each(profileNames)('must be known to profile %s unless the destination takes anybody', (profile) => {
    const report = storedResources('acne-full');
    const refused = () => planOf(profile, report, testDestination({ allowAnonymous: false }));
    expect(refused).toThrow(expect.objectContaining({ reason: 'anonymous' }));
    expect(() => plan(profile, { allowAnonymous: false, subject: 'none' })).toThrow(NotPlannable);
    expect(() => plan(profile, { allowAnonymous: false })).not.toThrow();
  });

  test.each(['identifier', 'conditional'] as const)(
    'without identifier is refused by policy %s',
    (subject) => {
      const report = storedResources('acne-full', { reference: 'Patient/17' });
      const refused = () => planOf('batch', report, testDestination({ subject }));
      expect(refused).toThrow(expect.objectContaining({ reason: 'subject-without-identifier' }));
    },
  );
});

describe('what a destination gets', () => {
  test('of media is nothing where none are wanted, and nothing refers to them', () => {
    const planned = plan('transaction-put', { media: 'omit' });
    const text = JSON.stringify(planned);
    expect(ofType(planned, 'Media')).toEqual([]);
    expect(text).not.toMatch(/Media\/|Binary\/|derivedFrom|presentedForm|"entity"|"media"|"link"/);
    for (const { id } of ofType<Media>(plan('transaction-put'), 'Media')) expect(text).not.toContain(id);
  });

  test('of media is the bytes where they are there, and else the link', () => {
    const [first, ...others] = filesOf('transaction-put', storedResources('acne-full'), { media: 'inline' });
    const files = new Map([[first!, { contentType: 'image/jpeg', bytes: new Uint8Array([255, 216, 255]) }]]);
    const media = ofType<Media>(plan('transaction-put', { media: 'inline' }, { files }), 'Media');
    expect(media[0]!.content).toMatchObject({ contentType: 'image/jpeg', data: '/9j/', size: 3 });
    expect(media[0]!.content).not.toHaveProperty('url');
    expect(media[1]!.content.url).toContain(others[0]);
  });

  test('is labelled as said by an AI, or not', () => {
    const labelled = (aiLabel: boolean) =>
      resources(plan('transaction-put', { aiLabel })).flatMap(({ resourceType, meta }) =>
        meta?.security?.some(({ code }) => code === 'AIAST') === true ? [resourceType] : [],
      );
    expect(new Set(labelled(true))).toEqual(new Set(['Media', 'Observation', 'DiagnosticReport']));
    expect(labelled(false)).toEqual([]);
  });

  test('claims the profiles that are configured, and no others', () => {
    const url = 'https://hospital.test/StructureDefinition/ai-report';
    const claiming = resources(plan('transaction-put', { metaProfile: { DiagnosticReport: [url] } }))
      .filter(({ meta }) => meta?.profile !== undefined)
      .map(({ resourceType, meta }) => [resourceType, meta?.profile]);
    expect(claiming).toEqual([['DiagnosticReport', [url]]]);
  });

  test('claims what the stored resource does, where that is wanted', () => {
    const profile = ['https://derm-fhir-gateway.github.io/ig/StructureDefinition/dermatology-ai-report'];
    const stored = storedResources('acne-full').map((resource) => {
      const isReport = resource.resourceType === 'DiagnosticReport';
      return isReport ? { ...resource, meta: { profile } } : resource;
    });
    const claimed = (metaProfile: DeliveryDestination['metaProfile']) =>
      resources(planOf('transaction-put', stored, testDestination({ metaProfile })))
        .filter(({ meta }) => meta?.profile !== undefined)
        .map(({ resourceType, meta }) => [resourceType, meta?.profile]);
    expect(claimed('as-given')).toEqual([['DiagnosticReport', profile]]);
    expect(claimed({})).toEqual([]);
  });

  test('has the encounter under the system that it knows', () => {
    const text = JSON.stringify(plan('transaction-put', { encounterSystem: 'urn:oid:1.2.3' }));
    expect(text).toContain('urn:oid:1.2.3');
    expect(text).not.toContain('https://hospital.test/sid/visit');
  });

  test('has the free data of the integrator only where that is wanted', () => {
    const has = (extraData: boolean) =>
      plan('transaction-put', { extraData }).requests[0]!.body.includes('StructureDefinition/extra-data');
    expect([has(true), has(false)]).toEqual([true, false]);
  });
});
