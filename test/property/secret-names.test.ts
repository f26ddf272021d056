import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../src/explain/explain.js';
import { readReport } from '../../src/raw/read-report.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { CANARY } from './arbitraries/secret.js';
import { currentReport } from './arbitraries/report.js';
import { assertProperty } from './assert-property.js';

/** Each explains a report. */
const RUNS = 5;
const context = testContext();

/** Some of the keys, hosts and handles of a report's own links, and of the links without their schemes. */
function secretsIn(report: object): string[] {
  const text = JSON.stringify(report);
  const pieces = [
    ...(text.match(new RegExp(`${CANARY}[A-Za-z0-9+/]{24,}`, 'g')) ?? []),
    ...(text.match(new RegExp(`[a-z0-9]+\\.${CANARY}\\.example[^?"#]*`, 'g')) ?? []),
  ];
  return [...new Set(pieces)].slice(0, 4);
}

/** A report that names things after its secrets, wherever names are free. */
function namedAfterSecrets(report: object): unknown {
  const secrets = secretsIn(report);
  const named = <T>(make: (secret: string, at: number) => T): Record<string, T> =>
    Object.fromEntries(secrets.map((secret, at) => [secret, make(secret, at)]));
  return {
    ...report,
    ...named(() => 1),
    extraData: { list: [named((_, at) => at)], ...named((secret) => ({ [secret]: secret })) },
    result: {
      ...('result' in report && typeof report.result === 'object' ? report.result : {}),
      scoringSystems: named((secret, at) => ({ score: { value: at, [secret]: 1 } })),
    },
  };
}

test('no pointer of an issue or of an explanation shows a name that is a secret of the report', () => {
  assertProperty(
    fc.property(currentReport(), (report) => {
      const json = namedAfterSecrets(report);
      const { issues } = translate(readReport(json), context);
      const text = JSON.stringify([issues, explain(json, context)]);
      const at = text.search(new RegExp(CANARY, 'i'));
      expect(at === -1 ? '' : text.slice(Math.max(0, at - 60), at + 60)).toBe('');
    }),
    RUNS,
  );
});
