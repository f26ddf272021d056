import { describe, expect, test } from '@jest/globals';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { check } from '../../../../src/fhir/check/check.js';
import { planOf } from '../../../../src/deliver/plan/plan-of.js';
import {
  addressOf,
  readPlanResource,
  type PlanResource,
} from '../../../../src/deliver/plan/plan-resource.js';
import type { ProfileName } from '../../../../src/deliver/plan/profile.js';
import { referencesOf } from '../../../../src/deliver/plan/references.js';
import { standingOf, withdrawnOf, type Held } from '../../../../src/deliver/plan/withdrawn.js';
import { storedResources, testDestination } from '../../../helpers/destination.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import { golden } from '../../../helpers/golden.js';
import { someLost, withoutLost } from '../../../helpers/shrunk-report.js';

const REFERENCE = { media: 'reference' } as const;
const lost = someLost(golden('acne-full'));
const former = storedResources('acne-full').filter((resource) => lost.includes(addressOf(resource)));
const present = withoutLost(golden('acne-full'), new Set(lost)).map((resource) =>
  readPlanResource(JSON.stringify(resource)),
);

function resource(resourceType: string, id: string, more: object = {}): PlanResource {
  return { resourceType, id, ...more };
}

function heldAs(place: string, more: Partial<Held> = {}): Held {
  return { place, isInError: false, stored: null, etag: null, ...more };
}

function heldAt(places: Readonly<Record<string, string>>): ReadonlyMap<string, Held> {
  return new Map(Object.entries(places).map(([name, place]) => [name, heldAs(place)]));
}

function patient(value: string) {
  return { identifier: { system: 'urn:oid:1.2.3', value } };
}

/** Everything at the place where a server that gives its own ids has it. */
function standing() {
  const places = lost.map((name, index): [string, string] => [name, `${name.split('/')[0] ?? ''}/7${index}`]);
  return standingOf(withdrawnOf(former, present, REFERENCE), heldAt(Object.fromEntries(places)));
}

describe('what a report has no more', () => {
  test('is in error by its status and for whoever reads its text, and else as it was', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Acne</p></div>';
    const was = resource('Observation', 'o', { status: 'preliminary', text: { status: 'generated', div } });
    expect(withdrawnOf([was], [], REFERENCE).resources).toEqual([
      {
        ...was,
        status: 'entered-in-error',
        text: { status: 'generated', div: div.replace('<p>', '<p>entered-in-error</p><p>') },
      },
    ]);
  });

  test('is not what it has, nor what others have, nor what has no status', () => {
    const all = [resource('Observation', 'o'), resource('Device', 'd'), resource('Provenance', 'p')];
    expect(withdrawnOf(all, [resource('Observation', 'o')], REFERENCE).resources).toEqual([]);
  });

  test('is not what a destination without media never gets', () => {
    const all = [resource('Media', 'm'), resource('Observation', 'o')];
    const { resources, gone } = withdrawnOf(all, [], { media: 'omit' });
    expect(resources).toMatchObject([{ resourceType: 'Observation' }]);
    expect([...gone]).toEqual(['Media/m', 'Observation/o']);
  });

  test('is told to a destination only where that has it, and shows it as valid', () => {
    const withdrawn = withdrawnOf(
      [resource('Observation', 'a'), resource('Observation', 'b')],
      [],
      REFERENCE,
    );
    expect(standingOf(withdrawn, new Map())).toEqual([]);
    const known = new Map([['Observation/a', heldAs('Observation/1', { isInError: true })]]);
    expect(standingOf(withdrawn, known)).toEqual([]);
    expect(standingOf(withdrawn, heldAt({ 'Observation/b': 'Observation/2' }))).toMatchObject([
      { resource: { id: 'b' }, held: { place: 'Observation/2' } },
    ]);
  });

  test('refers to what is there, by the id that it has there, and to nothing that is not', () => {
    const derivedFrom = ['Media/a', 'Media/b', 'Media/kept'].map((reference) => ({ reference }));
    const all = [
      resource('Media', 'a'),
      resource('Media', 'b'),
      resource('Observation', 'o', { derivedFrom }),
    ];
    const [one] = standingOf(
      withdrawnOf(all, [resource('Media', 'kept')], REFERENCE),
      heldAt({ 'Observation/o': 'Observation/1', 'Media/a': 'Media/17' }),
    ).filter(({ resource: { id } }) => id === 'o');
    expect([...referencesOf(one?.resource ?? all[0]!)]).toEqual(['Media/17', 'Media/kept']);
  });
});

/** One resource that a request writes. */
interface Written {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly find: string | null;
  readonly resource: FhirResource | undefined;
}

function writesOf({ interaction, method, path, body, find }: PlannedRequest): Written[] {
  const json = JSON.parse(body) as FhirResource;
  if (interaction === 'resource') return [{ method, url: path, resource: json, find }];
  return ((json as Bundle<FhirResource>).entry ?? []).map(({ request, resource: written }) => ({
    ...{ method: request?.method, url: request?.url, resource: written, find: null },
  }));
}

describe('a plan that withdraws', () => {
  const PROFILES: [ProfileName, number | null][] = [
    ['transaction-put', null],
    ['transaction-put', 4],
    ['transaction-conditional', null],
    ['transaction-conditional', 4],
    ['batch', 2],
    ['sequential', null],
  ];

  test.each(PROFILES)(
    'by %s, at most %s entries at once, updates what is there, and makes nothing',
    (profile, entryCap) => {
      const plan = planOf(profile, present, testDestination({ entryCap }), new Map(), standing());
      const writes = plan.requests.flatMap(writesOf);
      const withdrawing = writes.filter(({ resource: written }) =>
        JSON.stringify(written).includes('in-error'),
      );
      expect(withdrawing.map(({ url }) => url).sort()).toEqual(
        standing()
          .map(({ held }) => held.place)
          .sort(),
      );
      for (const { method, url, resource: written, find } of withdrawing) {
        expect({ method, find, address: `${written?.resourceType ?? ''}/${written?.id ?? ''}` }).toEqual({
          ...{ method: 'PUT', find: null, address: url },
        });
        expect(check(written).filter(({ severity }) => severity === 'error')).toEqual([]);
      }
      const at = (isIt: (one: (typeof writes)[number]) => boolean) => writes.findIndex(isIt);
      expect(at((one) => withdrawing.includes(one))).toBeGreaterThan(
        at(({ resource: written }) => written?.resourceType === 'DiagnosticReport'),
      );
      for (const { entries } of plan.requests)
        expect(entries.length).toBeLessThanOrEqual(entryCap ?? Infinity);
    },
  );

  test('is one transaction with what takes its place', () => {
    const { requests } = planOf('transaction-put', present, testDestination(), new Map(), standing());
    expect(requests).toHaveLength(1);
  });

  test('leaves everything that is withdrawn to the patient whose it was', () => {
    const now = storedResources('acne-full', patient('b')).filter(
      (resource) => !lost.includes(addressOf(resource)),
    );
    const was = standing().map((one) => ({ ...one, resource: { ...one.resource, subject: patient('a') } }));
    for (const subject of ['as-given', 'identifier'] as const) {
      const plan = planOf('transaction-put', now, testDestination({ subject }), new Map(), was);
      const subjects = plan.requests.flatMap(writesOf).flatMap(({ resource: written }) => {
        const { status, subject: whose } = readPlanResource(JSON.stringify(written));
        return whose === undefined ? [] : [[status === 'entered-in-error', whose]];
      });
      for (const [isWithdrawn, whose] of subjects)
        expect(whose).toMatchObject(patient(isWithdrawn ? 'a' : 'b'));
      expect(subjects.filter(([isWithdrawn]) => isWithdrawn)).toHaveLength(was.length);
    }
  });

  test('says in a document what is, and of what was nothing', () => {
    const plans = [[], standing()].map((some) =>
      planOf('document', present, testDestination(), new Map(), some),
    );
    expect(plans[1]).toEqual(plans[0]);
  });
});
