import type { CodeableConcept, FhirResource, SearchParameter } from 'fhir/r4.js';
import { elementsOf, escape, isPresent, searchValues, type Coded } from './search-values.js';
import type { Trial } from './trial.js';

type Finds = Trial['finds'];
type TextsIn = (parameter: SearchParameter, resource: FhirResource) => string[];
/** The first text that a resource has, if any has one. */
type Sample = (textsIn: TextsIn) => string[];

/** What R4 says of a modifier, and values to try it with: that need it to find something, or that find something without it. */
interface Meaning {
  readonly values: (sample: Sample) => readonly string[];
  readonly finds: (parameter: SearchParameter, value: string) => Finds;
}

/** https://hl7.org/fhir/R4/search.html#modifiers */
const MEANINGS: Record<string, Meaning> = {
  missing: {
    values: () => ['false', 'true'],
    finds: (parameter, value) => (resource) => isPresent(parameter, resource) === (value === 'false'),
  },
  not: {
    values: (sample) => [...sample(plainValuesIn), 'no-such-value'],
    finds: (parameter, value) => {
      const without = findsPlain(parameter, value);
      return (resource) => !without(resource);
    },
  },
  text: {
    values: (sample) => [
      ...sample(wordsIn).map((words) => part(words, 0).toUpperCase()),
      ...sample(plainValuesIn),
    ],
    finds: (parameter, value) => anyOf(parameter, wordsIn, (text) => fold(text).startsWith(fold(value))),
  },
  exact: {
    values: (sample) => sample(stringsIn).flatMap((text) => [text, text.toUpperCase(), part(text, 0)]),
    finds: (parameter, value) => anyOf(parameter, stringsIn, (text) => text === value),
  },
  contains: {
    values: (sample) => sample(stringsIn).map((text) => part(text, 2).toUpperCase()),
    finds: (parameter, value) => anyOf(parameter, stringsIn, (text) => fold(text).includes(fold(value))),
  },
  identifier: {
    values: (sample) => [...sample(identifiersIn), ...sample(plainValuesIn)],
    finds: (parameter, value) => anyOf(parameter, identifiersIn, (one) => one === value),
  },
};

/** Searches by a parameter with a modifier. */
export function modifierTrials(
  parameter: SearchParameter,
  resources: readonly FhirResource[],
  modifier: string,
): Trial[] {
  const sample: Sample = (textsIn) => resources.flatMap((one) => textsIn(parameter, one)).slice(0, 1);
  const meaning = MEANINGS[modifier];
  if (meaning === undefined) throw new Error(`nobody knows what :${modifier} means`);
  const values = meaning.values(sample);
  return (values.length === 0 ? ['no-such-value'] : values).map((value) => ({
    modifier: `:${modifier}`,
    value,
    finds: meaning.finds(parameter, value),
    findsWithout: findsPlain(parameter, value),
  }));
}

/** What a value finds on its own: a string by its beginning, all else by being the same. */
function findsPlain(parameter: SearchParameter, value: string): Finds {
  return parameter.type === 'string'
    ? anyOf(parameter, stringsIn, (text) => fold(text).startsWith(fold(value)))
    : anyOf(parameter, plainValuesIn, (one) => one === value);
}

function anyOf(parameter: SearchParameter, textsIn: TextsIn, is: (text: string) => boolean): Finds {
  return (resource) => textsIn(parameter, resource).some(is);
}

/** Neither case nor accents count in a string. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function plainValuesIn(parameter: SearchParameter, resource: FhirResource): string[] {
  return searchValues(parameter, resource).flatMap(({ modifier, value }) => (modifier === '' ? [value] : []));
}

function identifiersIn(parameter: SearchParameter, resource: FhirResource): string[] {
  return searchValues(parameter, resource).flatMap(({ modifier, value }) => (modifier === '' ? [] : [value]));
}

/** A few letters of a text, none of them escaped. */
function part(text: string, start: number): string {
  return (/^[^\\]*/.exec(text)?.[0] ?? '').slice(start, start + 8).trim();
}

/** As they are written in a search. */
function stringsIn(parameter: SearchParameter, resource: FhirResource): string[] {
  return elementsOf(parameter, resource).map((element) => escape(String(element)));
}

/** The words beside a code: CodeableConcept.text, Coding.display and Identifier.type.text. */
function wordsIn(parameter: SearchParameter, resource: FhirResource): string[] {
  return elementsOf(parameter, resource).flatMap((element) => {
    const { text, display, coding = [], type } = element as CodeableConcept & Coded & { display?: string };
    const all = [text, display, type?.text, ...coding.map((one) => one.display)];
    return all.flatMap((one) => (one === undefined ? [] : [escape(one)]));
  });
}
