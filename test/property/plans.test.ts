import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bundle, Resource } from 'fhir/r4.js';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { filesOf } from '../../src/deliver/plan/files-of.js';
import { NotPlannable } from '../../src/deliver/plan/not-plannable.js';
import { planOf } from '../../src/deliver/plan/plan-of.js';
import type { Plan } from '../../src/deliver/plan/plan.js';
import { profileNames, type ProfileName } from '../../src/deliver/plan/profile.js';
import { withReferences } from '../../src/deliver/plan/with-references.js';
import type { PlannedRequest } from '../../src/deliver/planned-request.js';
import { readPlanResources } from '../../src/deliver/plan/plan-resource.js';
import { check } from '../../src/fhir/check/check.js';
import { readReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { destination } from './arbitraries/destination.js';
import { document } from './arbitraries/document.js';
import { request } from './arbitraries/request.js';
import { assertProperty } from './assert-property.js';
import { leavesOf } from './json-leaves.js';

const RUNS = 100;
const translator = createTranslator({ context: testContext() });
const BYTES = { contentType: 'image/png', bytes: new TextEncoder().encode('\x89PNG\r\n\x1a\n') };

/** A report as it is stored, where it goes, and the plan that brings it there. */
interface Case {
  readonly profile: ProfileName;
  readonly resources: readonly Resource[];
  readonly destination: DeliveryDestination;
  readonly plan: Plan;
}

function cases(): fc.Arbitrary<Case> {
  return fc
    .tuple(fc.constantFrom(...profileNames), document(), request(), destination())
    .map(([profile, json, asked, to]) => {
      const { bundle } = translator(readReport(json), { ...asked, type: 'collection' });
      const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
      const stored = readPlanResources(resources.map((resource) => ({ json: JSON.stringify(resource) })));
      const files = new Map(filesOf(profile, stored, to).map((id) => [id, BYTES]));
      try {
        return { profile, resources, destination: to, plan: planOf(profile, stored, to, files) };
      } catch (error) {
        // A patient without a number, where the receiver knows patients by nothing else.
        if (error instanceof NotPlannable && error.reason === 'subject-without-identifier') return null;
        throw error;
      }
    })
    .filter((one) => one !== null);
}

function allRequests({ shared, requests }: Plan): readonly PlannedRequest[] {
  return [...shared.map((writing) => writing.request), ...requests];
}

/** What a request writes, in its order. */
function writtenBy({ interaction, body }: PlannedRequest): Resource[] {
  const json = JSON.parse(body) as Resource;
  if (interaction === 'resource') return [json];
  return ((json as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []);
}

function referencesIn(json: unknown): string[] {
  return leavesOf(json).flatMap(({ pointer, value }) =>
    pointer.endsWith('/reference') && typeof value === 'string' ? [value] : [],
  );
}

function idOf({ id }: PlannedRequest['entries'][number]): string {
  if (id === undefined) throw new Error('an entry of a plan has no id');
  return id;
}

describe('a plan for any report and any destination', () => {
  test('sends every resource that is wanted exactly once', () => {
    assertProperty(
      fc.property(cases(), ({ profile, resources, destination: { media }, plan }) => {
        const sent = allRequests(plan).flatMap(({ entries }) => entries.map(({ type, id }) => [type, id]));
        if (profile === 'document') {
          expect(sent.map(([type]) => type)).toEqual(['DocumentReference']);
          return;
        }
        const wanted = resources
          .filter(({ resourceType }) => resourceType !== 'Media' || media !== 'omit')
          .map(({ resourceType, id }) => [resourceType, id]);
        expect(sent.map(String).sort()).toEqual(wanted.map(String).sort());
      }),
      RUNS,
    );
  });

  test('says of every request what is in it', () => {
    assertProperty(
      fc.property(cases(), ({ plan }) => {
        for (const planned of allRequests(plan)) {
          const types = writtenBy(planned).map(({ resourceType }) => resourceType);
          expect(planned.entries.map(({ type }) => type)).toEqual(types);
          expect(planned.entries.map(({ index }) => index)).toEqual(types.map((_, index) => index));
        }
      }),
      RUNS,
    );
  });

  test('never exceeds the cap', () => {
    assertProperty(
      fc.property(cases(), ({ destination: { entryCap }, plan }) => {
        for (const { entries } of allRequests(plan)) {
          expect(entries.length).toBeGreaterThan(0);
          expect(entries.length).toBeLessThanOrEqual(entryCap ?? Infinity);
        }
      }),
      RUNS,
    );
  });

  test('lets no reference dangle: each leads to what was written before, in the same transaction, or is open', () => {
    assertProperty(
      fc.property(cases(), ({ plan }) => {
        const before = new Set<string>();
        for (const planned of allRequests(plan)) {
          const within = new Set(
            planned.interaction === 'transaction'
              ? planned.entries.map((entry) => `urn:uuid:${idOf(entry)}`)
              : [],
          );
          const open = new Set(planned.open.map(({ reference }) => reference));
          const dangling = referencesIn(JSON.parse(planned.body)).filter(
            (to) => !before.has(to) && !within.has(to) && !open.has(to) && to !== 'Patient/1',
          );
          expect(dangling).toEqual([]);
          for (const { type, id } of planned.entries) before.add(`${type}/${id ?? ''}`);
        }
      }),
      RUNS,
    );
  });

  test('leaves open only what an earlier request has written, or a patient', () => {
    assertProperty(
      fc.property(cases(), ({ plan }) => {
        const before = new Set<string>();
        for (const { open, entries, body } of allRequests(plan)) {
          for (const { reference, find } of open) {
            expect(referencesIn(JSON.parse(body))).toContain(reference);
            if (reference.startsWith('Patient?')) expect(find).toBe(reference);
            else expect(before).toContain(reference);
          }
          for (const entry of entries) before.add(`urn:uuid:${idOf(entry)}`);
        }
      }),
      RUNS,
    );
  });

  test('writes what is referred to first, even within a transaction', () => {
    assertProperty(
      fc.property(cases(), ({ plan }) => {
        for (const planned of plan.requests) {
          const at = new Map(planned.entries.map((entry) => [`urn:uuid:${idOf(entry)}`, entry.index]));
          writtenBy(planned).forEach((resource, index) => {
            for (const to of referencesIn(resource)) expect(at.get(to) ?? -1).toBeLessThan(index);
          });
        }
      }),
      RUNS,
    );
  });

  test('consists, as it is sent, of FHIR that the self-check accepts', () => {
    assertProperty(
      fc.property(cases(), ({ plan }) => {
        for (const planned of allRequests(plan)) {
          const found = planned.open.map(({ reference, find }): [string, string] => [
            reference,
            `${find.split('?', 1)[0] ?? ''}/17`,
          ]);
          const { body, open } = withReferences(planned, new Map(found));
          expect(open).toEqual([]);
          expect(check(JSON.parse(body)).filter(({ severity }) => severity === 'error')).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});
