import { describe, expect, test } from '@jest/globals';
import { cellText } from './cell.js';
import { pageOf } from './page.js';
import type { Trial } from './trial.js';
import { validatorTrial } from './validator-trial.js';

const HELD: Trial = {
  table: 'servers',
  row: 'a server',
  column: 'batch',
  name: 'it arrives',
  outcome: 'held',
  detail: null,
};
const FAILED: Trial = { ...HELD, name: 'it stays', outcome: 'failed', detail: 'it went\nat once' };
const DECLINED: Trial = { ...HELD, outcome: 'declined', detail: 'rejected' };

describe('a cell', () => {
  test.each<[string, readonly Trial[], string]>([
    ['is empty without trials', [], ''],
    ['says that one held', [HELD], '✓'],
    ['says how many held', [HELD, HELD], '✓ 2'],
    ['says how many failed, whatever else held', [HELD, FAILED, DECLINED], '✗ 1 of 3'],
    ['says what was answered', [{ ...HELD, detail: 'batch' }], 'batch'],
    ['says how it was declined', [DECLINED, DECLINED], 'rejected'],
    ['says how many held of some that need not', [HELD, { ...DECLINED, detail: null }], '1 of 2'],
    ['says so when none did that need not', [{ ...DECLINED, detail: null }], '0 of 1'],
  ])('%s', (_what, trials, text) => {
    expect(cellText(trials)).toBe(text);
  });
});

describe('the page', () => {
  const page = pageOf([HELD, { ...DECLINED, column: 'document' }, { ...HELD, row: 'another' }], 'Run now.');

  test('has a row for each subject and a column for each thing tried', () => {
    expect(page).toContain(
      '| server | batch | document |\n| --- | --- | --- |\n| a server | ✓ | rejected |\n| another | ✓ |  |',
    );
  });

  test('says when it was made, and what its words mean', () => {
    expect(page).toContain('Run now.');
    expect(page).toContain('- `rejected`: The server refused the content.');
  });

  test('names what failed, and only then', () => {
    expect(page).not.toContain('What failed');
    expect(pageOf([FAILED], '')).toContain('## What failed\n\n- a server, batch, it stays: it went');
  });
});

describe('a validator', () => {
  test.each([
    ['golden/v2.transaction.json', null, { row: 'v2', outcome: 'held' }],
    ['profiled/v2.json', 'wrong', { row: 'v2', outcome: 'failed', detail: 'wrong' }],
    ['examples/one.json', null, { row: 'examples of the profiles', outcome: 'held' }],
    ['broken/one.json', 'wrong', { row: 'broken on purpose: refused', outcome: 'held' }],
    ['broken/one.json', null, { row: 'broken on purpose: refused', outcome: 'declined' }],
  ])('that says of %s: %p', (file, problem, expected) => {
    expect(validatorTrial(file, 'a validator', problem)).toMatchObject(expected);
  });
});
