import type { CodeableConcept, ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { codingInWords } from './codes.js';
import { definitions, elementsOf } from './element.js';
import { link } from './link.js';
import { isOnly } from '../profiles/invariants.js';

const { key: STATUS_RULE } = isOnly('preliminary');

/** Of each profile of a resource: what is the same in every report, element by element, as Markdown. */
export function profileRows(): string[][] {
  return [...definitions.values()]
    .filter(({ kind, abstract }) => kind === 'resource' && !abstract)
    .map((profile) => [link(profile.id ?? ''), profile.type, fixedIn(profile).join('<br>')]);
}

function fixedIn(profile: StructureDefinition): string[] {
  return elementsOf(profile).flatMap((element) => {
    const { id = '', min = 0, max } = element;
    if (min === 0 || max === '0') return [];
    const status = statusIn(element);
    if (status !== undefined) return [`\`${id}\`: ${status}`];
    // The parts of lists and values are told with the fields that go there.
    if (/component|value\[x\]|\..*:.*\./.test(id)) return [];
    const codes = codesOf(element);
    return codes === '' ? [] : [`\`${id}\` is ${codes}`];
  });
}

/** The profiles hold a status by a rule, since there is one of being made and one of being void. */
function statusIn({ constraint = [] }: ElementDefinition): string | undefined {
  return constraint.find(({ key }) => key === STATUS_RULE)?.human;
}

function codesOf({ patternCode, patternCodeableConcept }: ElementDefinition): string {
  if (patternCode !== undefined) return `\`${patternCode}\``;
  const { coding = [] }: CodeableConcept = patternCodeableConcept ?? {};
  return coding.map(codingInWords).join(', ');
}
