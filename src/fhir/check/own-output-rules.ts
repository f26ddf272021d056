import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

/* What this gateway promises about its own Bundles, beyond R4: nobody takes a machine's guess for a finding. */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an AI says, as opposed to what it was given or is. */
const SAID_BY_AI: readonly unknown[] = ['Observation', 'DiagnosticReport'];
/** Never said by the AI: what it is, and the words of the patient. */
const NOT_SAID_BY_AI: readonly unknown[] = ['Device', 'QuestionnaireResponse'];

/** Checks a Bundle of our own, entry by entry. */
export function checkOwnBundle(bundle: JsonObject, visit: Visit): void {
  const entries = objectsIn(bundle['entry']);
  const isLabelling = entries.some(
    ({ resource }) => isObject(resource) && isSaidByAi(resource) && isLabelled(resource),
  );
  let subject: unknown;
  let index = 0;
  for (const { fullUrl, resource } of entries) {
    const at = index++;
    if (!isObject(resource)) continue;
    checkAddress(fullUrl, resource, at, visit);
    checkLanguage(resource, at, visit);
    checkLabel(resource, isLabelling, at, visit);
    if (isSaidByAi(resource)) checkStatement(resource, at, visit);
    subject ??= resource['subject'];
    if (resource['subject'] !== undefined && !isSameReference(resource['subject'], subject)) {
      note(at, '.subject', 'All resources of a report have one subject.', visit);
    }
  }
}

/** @param at index of the entry. */
function note(at: number, below: string, text: string, visit: Visit): void {
  visit.error('business-rule', text, `.entry[${at}].resource${below}`);
}

function checkAddress(fullUrl: unknown, { id }: JsonObject, at: number, visit: Visit): void {
  if (typeof id === 'string' && !UUID.test(id)) {
    note(at, '.id', 'Our ids are UUIDs in lower case.', visit);
  }
  if (typeof fullUrl !== 'string' || fullUrl.startsWith('urn:uuid:') || visit.linkBase === null) return;
  if (!fullUrl.startsWith(visit.linkBase)) {
    visit.error('business-rule', 'Our resources lie below our own base.', `.entry[${at}].fullUrl`);
  }
}

const START = '<div xmlns="http://www.w3.org/1999/xhtml" lang="';
const BETWEEN = '" xml:lang="';

/** The narrative says its language twice, as HL7's validator asks. */
function checkLanguage({ text, language }: JsonObject, at: number, visit: Visit): void {
  const div = isObject(text) ? text['div'] : undefined;
  if (typeof language !== 'string') note(at, '.language', 'Each resource says its language.', visit);
  else if (typeof div !== 'string') note(at, '.text', 'Each resource has a narrative.', visit);
  else {
    const first = START.length;
    const second = first + language.length + BETWEEN.length;
    const isSaid =
      div.startsWith(START) &&
      div.startsWith(language, first) &&
      div.startsWith(BETWEEN, first + language.length) &&
      div.startsWith(language, second) &&
      div.charAt(second + language.length) === '"';
    if (!isSaid) note(at, '.text.div', "The narrative is in the resource's language.", visit);
  }
}

function checkLabel(resource: JsonObject, isLabelling: boolean, at: number, visit: Visit): void {
  const hasLabel = isLabelled(resource);
  if (isLabelling && !hasLabel && isSaidByAi(resource)) {
    note(at, '.meta.security', 'What the AI says is labelled AIAST.', visit);
  }
  if (hasLabel && NOT_SAID_BY_AI.includes(resource['resourceType'])) {
    note(at, '.meta.security', 'Only what the AI says is labelled AIAST.', visit);
  }
}

/** Preliminary until a person has looked; and at most one condition is concluded. */
function checkStatement(
  { resourceType, status, conclusionCode, device }: JsonObject,
  at: number,
  visit: Visit,
): void {
  if (status !== 'preliminary') {
    note(at, '.status', 'What the AI says is preliminary.', visit);
  }
  if (resourceType === 'Observation' && device === undefined) {
    note(at, '.device', 'An Observation names the device that made it.', visit);
  }
  if (Array.isArray(conclusionCode) && conclusionCode.length > 1) {
    note(at, '.conclusionCode', 'A report concludes on one condition at most.', visit);
  }
}

function isSaidByAi({ resourceType }: JsonObject): boolean {
  return SAID_BY_AI.includes(resourceType);
}

function isLabelled({ meta }: JsonObject): boolean {
  return isObject(meta) && objectsIn(meta['security']).some(({ code }) => code === 'AIAST');
}

function isSameReference(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || one['reference'] !== other['reference']) return false;
  const [mine, theirs] = [one['identifier'], other['identifier']];
  if (!isObject(mine) || !isObject(theirs)) return mine === theirs;
  return mine['system'] === theirs['system'] && mine['value'] === theirs['value'];
}
