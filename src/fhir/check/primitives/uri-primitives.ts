import { linkProblem } from './credential-links.js';
import { problem, type Problem } from '../problem.js';
import { formed, textProblem } from './text-primitives.js';
import type { Visit } from '../visit.js';

const URI = /^\S+$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const NO_URI = problem('value', 'A URI is not empty and has no white space.');
const FOREIGN_LINK = problem('business-rule', 'Links lead to this gateway and nowhere else.');

const NO_URN = problem('value', 'A UUID is written urn:uuid:…, an OID urn:oid:1.2.3.');

function isTrueUrn(urn: string): boolean {
  // Upper case is wrong, yet common in canonical URLs, R4's own examples included; links are judged more strictly.
  if (urn.startsWith('urn:uuid:')) return UUID.test(urn) || UUID.test(urn.toLowerCase());
  return !urn.startsWith('urn:oid:') || OID.test(urn);
}

/** `uri` and `canonical`; `#id` names a contained resource. */
export function checkUri(value: unknown, visit: Visit): Problem | null {
  if (typeof value !== 'string') return textProblem(value);
  if (!URI.test(value)) return NO_URI;
  if (value.startsWith('#')) visit.container?.contained?.mentioned.add(value);
  if (value.startsWith('urn:') && !isTrueUrn(value)) return NO_URN;
  return textProblem(value) ?? linkProblem(value);
}

/** Systems that have been found good: each is said over and over. Hostile input must not fill the memory. */
const goodSystems = new Set<unknown>();
const MAX_GOOD_SYSTEMS = 500;
const MAX_LENGTH = 200;

/** The URI of a system of codes or identifiers. */
export function checkSystem(value: unknown, visit: Visit): Problem | null {
  if (goodSystems.has(value)) return null;
  const found = checkUri(value, visit);
  const isWorthKeeping = typeof value === 'string' && value.length <= MAX_LENGTH && !value.startsWith('#');
  if (found === null && isWorthKeeping && goodSystems.size < MAX_GOOD_SYSTEMS) goodSystems.add(value);
  return found;
}

/** `url`, an address that may be followed: our own output links to nothing but this gateway. */
export function checkUrl(value: unknown, visit: Visit): Problem | null {
  const found = checkUri(value, visit);
  if (found !== null || !visit.closed || visit.linkBase === null || typeof value !== 'string') return found;
  return value.startsWith(visit.linkBase) ? null : FOREIGN_LINK;
}

export const checkOid = formed(OID, 'An OID is written urn:oid:1.2.3.');
export const checkUuid = formed(UUID, 'A UUID is written urn:uuid: and in lower case.');
