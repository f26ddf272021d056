import type { Bundle } from 'fhir/r4.js';
import { addressOf, readPlanResource } from '../../src/deliver/plan/plan-resource.js';
import { withdrawnOf } from '../../src/deliver/plan/withdrawn.js';

/** A report with everything withdrawn that can be, as receivers are told when a newer version of it has nothing of it any more. */
export function withdrawn(bundle: Bundle): unknown {
  const former = (bundle.entry ?? []).flatMap(({ resource }) =>
    resource === undefined ? [] : [readPlanResource(JSON.stringify(resource))],
  );
  const { resources } = withdrawnOf(former, [], { media: 'reference' });
  const inError = new Map(resources.map((resource) => [addressOf(resource), resource]));
  return {
    ...bundle,
    entry: (bundle.entry ?? []).map((entry, index) => {
      const valid = former[index];
      return {
        ...entry,
        resource: valid === undefined ? undefined : (inError.get(addressOf(valid)) ?? valid),
      };
    }),
  };
}
