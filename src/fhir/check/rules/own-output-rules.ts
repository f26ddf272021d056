import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/* What this gateway promises about its own Bundles, beyond R4: nobody takes a machine's guess for a finding. */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Checks a Bundle of our own, entry by entry. */
export function checkOwnBundle(bundle: JsonObject, visit: Visit): void {
  const entries = objectsIn(bundle['entry']);
  const unlabelled: number[] = [];
  let labelled = 0;
  let subject: unknown;
  let at = -1;
  for (const { fullUrl, resource } of entries) {
    at++;
    if (!isObject(resource)) continue;
    checkAddress(fullUrl, resource, at, visit);
    checkLanguage(resource, at, visit);
    if (isSaidByAi(resource)) {
      checkStatement(resource, at, visit);
      if (isLabelled(resource)) labelled++;
      else unlabelled.push(at);
    } else checkUnsaid(resource, at, visit);
    const own = resource['subject'];
    subject ??= own;
    if (own !== subject && own !== undefined && !isSameReference(own, subject)) {
      note(at, '.subject', 'All resources of a report have one subject.', visit);
    }
  }
  if (labelled === 0) return;
  for (const index of unlabelled) note(index, '.meta.security', 'What the AI says is labelled AIAST.', visit);
}

/** What an AI says, as opposed to what it was given and what it is. */
function isSaidByAi({ resourceType }: JsonObject): boolean {
  return resourceType === 'Observation' || resourceType === 'DiagnosticReport';
}

/** Neither what the AI is nor the words of the patient are said by it. A Media may be either. */
function checkUnsaid(resource: JsonObject, at: number, visit: Visit): void {
  const { resourceType } = resource;
  if ((resourceType === 'Device' || resourceType === 'QuestionnaireResponse') && isLabelled(resource)) {
    note(at, '.meta.security', 'Only what the AI says is labelled AIAST.', visit);
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

function isLabelled({ meta }: JsonObject): boolean {
  const labels = isObject(meta) ? meta['security'] : undefined;
  return (
    Array.isArray(labels) && labels.some((label: unknown) => isObject(label) && label['code'] === 'AIAST')
  );
}

function isSameReference(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other) || one['reference'] !== other['reference']) return false;
  const [mine, theirs] = [one['identifier'], other['identifier']];
  if (!isObject(mine) || !isObject(theirs)) return mine === theirs;
  return mine['system'] === theirs['system'] && mine['value'] === theirs['value'];
}
