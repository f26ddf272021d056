import fc from 'fast-check';
import {
  mediaModes,
  subjectPolicies,
  type DeliveryDestination,
} from '../../../src/deliver/destination/delivery-destination.js';
import { testDestination } from '../../helpers/destination.js';

/** A destination that wants reports in any form. */
export function destination(): fc.Arbitrary<DeliveryDestination> {
  return fc
    .record({
      entryCap: fc.option(fc.integer({ min: 1, max: 12 })),
      media: fc.constantFrom(...mediaModes),
      subject: fc.constantFrom(...subjectPolicies),
      encounterSystem: fc.option(fc.constant('urn:oid:2.16.840.1.113883.19.5')),
      aiLabel: fc.boolean(),
      metaProfile: fc.constantFrom(
        'as-given' as const,
        {},
        { Observation: ['https://hospital.test/StructureDefinition/ai'] },
      ),
      extraData: fc.boolean(),
    })
    .map((form) => testDestination(form));
}
