import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { rawFixtures } from '../helpers/fixture.js';
import { PROGRAMS } from '../helpers/programs.js';


/** What a process in a time zone prints: its offset from UTC in minutes, and a line for each fixture. */
function printedIn(zone: string): { offset: string | undefined; lines: string[] } {
  const output = execFileSync(process.execPath, [`${PROGRAMS}/print-bundles.js`], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
    maxBuffer: 64 * 1024 * 1024,
  });
  const [offset, ...lines] = output.trimEnd().split('\n');
  return { offset, lines };
}

test('translation gives the same bytes in every time zone', () => {
  const [utc, ...others] = ['UTC', 'America/New_York', 'Asia/Kolkata'].map(printedIn);
  expect(utc?.lines).toHaveLength(rawFixtures.length);
  // The processes really were in different zones.
  expect([utc, ...others].map((printed) => printed?.offset)).toEqual(['0', '240', '-330']);
  for (const { lines } of others) expect(lines).toEqual(utc?.lines);
}, 60_000);
