import type { Parameters, ParametersParameter } from 'fhir/r4.js';
import type { ElementOrigin, Explanation, FieldFate, Reason, Target } from './explanation.js';

/** An explanation as the answer of the operation `$explain` (OperationDefinition explain). */
export function explanationParameters({ elements, fields }: Explanation): Parameters {
  return { resourceType: 'Parameters', parameter: [...elements.map(element), ...fields.map(field)] };
}

function element({ sources, ...target }: ElementOrigin): ParametersParameter {
  return {
    name: 'element',
    part: [...place(target), ...sources.map((source) => ({ name: 'source', valueString: source }))],
  };
}

function field({ pointer, targets, potential, reason }: FieldFate): ParametersParameter {
  return {
    name: 'field',
    part: [
      { name: 'pointer', valueString: pointer },
      ...targets.map((target) => ({ name: 'target', part: place(target) })),
      ...potential.map((target) => ({ name: 'potential', part: place(target) })),
      ...(reason === null ? [] : [{ name: 'reason', part: why(reason) }]),
    ],
  };
}

/** A resource that is not there yet has no address. */
function place({ resource, path }: Target): ParametersParameter[] {
  const parts = [{ name: 'path', valueString: path }];
  return resource.includes('/')
    ? [{ name: 'resource', valueReference: { reference: resource } }, ...parts]
    : parts;
}

function why({ kind, text }: Reason): ParametersParameter[] {
  return [
    { name: 'kind', valueCode: kind },
    { name: 'text', valueString: text },
  ];
}
