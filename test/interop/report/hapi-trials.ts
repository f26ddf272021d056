import { profileNames } from '../../../src/deliver/plan/profile.js';
import type { Check } from '../check.js';
import { VALIDATED } from '../package-checks.js';
import { LEADS_TO, LIKE_ITSELF, standIn } from './server-trial.js';
import type { Trial } from './trial.js';
import { GROUPS } from './validator-trial.js';
import { mavenVersion } from './versions.js';

/** HAPI's Java client at the gateway: an area is an interaction. */
export function clientTrials(checks: readonly Check[]): Trial[] {
  const row = `HAPI's Java client ${mavenVersion('interop', 'hapi-fhir-client')}`;
  return checks.map((done) => trialOf(done, { table: 'clients', row, column: done.area }));
}

/** HAPI's JPA server: an area is a delivery profile, if it says no more. */
export function serverTrials(checks: readonly Check[]): Trial[] {
  const version = mavenVersion('interop/hapi-server', 'hapi-fhir-jpaserver-base');
  return [...checks].sort((a, b) => rank(a) - rank(b)).map((done) => trialOf(done, cellOf(done, version)));
}

type Cell = Pick<Trial, 'table' | 'row' | 'column'>;

function cellOf({ area }: Check, version: string): Cell {
  const validates = { table: 'validators', column: `$validate of HAPI's JPA server ${version}` } as const;
  if (area === VALIDATED.example) return { ...validates, row: GROUPS.examples };
  if (area === VALIDATED.broken) return { ...validates, row: GROUPS.broken };
  if (area === 'stand-in') return { table: 'servers', row: standIn('hapi'), column: LIKE_ITSELF };
  return { table: 'servers', row: `HAPI's JPA server ${version}`, column: area };
}

const COLUMNS: readonly string[] = [LEADS_TO, ...profileNames];

/** The columns of all servers come first. */
function rank({ area }: Check): number {
  const at = COLUMNS.indexOf(area);
  return at === -1 ? COLUMNS.length : at;
}

function trialOf({ name, problem, answer }: Check, cell: Cell): Trial {
  const detail = problem ?? answer ?? null;
  return { ...cell, name, outcome: problem === null ? 'held' : 'failed', detail };
}
