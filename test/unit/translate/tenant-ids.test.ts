import { expect, test } from '@jest/globals';
import { parseReport } from '../../../src/raw/read-report.js';
import { createTranslator } from '../../../src/translate/translator.js';
import { testContext } from '../../helpers/context.js';
import { rawText } from '../../helpers/fixture.js';

const translate = createTranslator({ context: testContext() });
const idsOf = (tenant?: string) => {
  const { bundle, findings } = translate(
    parseReport(rawText('acne-full')),
    tenant === undefined ? {} : { tenant },
  );
  expect(findings).toEqual([]);
  const resources = (bundle.entry ?? []).map(({ resource }) => resource);
  const isDevice = (one: (typeof resources)[number]) => one?.resourceType === 'Device';
  return {
    device: resources.filter(isDevice).map((one) => one.id),
    others: resources.filter((one) => !isDevice(one)).map((one) => one?.id),
  };
};

test('the same report of two tenants shares its Device, and no other id', () => {
  const [north, south, nobody] = [idsOf('north'), idsOf('south'), idsOf()];
  const all = [north, south, nobody].flatMap(({ others }) => others);
  expect(new Set(all).size).toBe(3 * north.others.length);
  expect([north.device, south.device]).toEqual([nobody.device, nobody.device]);
});

test('the same report of a tenant always has the same ids', () => {
  expect(idsOf('north')).toEqual(idsOf('north'));
});
