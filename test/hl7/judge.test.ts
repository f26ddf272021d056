import { describe, expect, it } from '@jest/globals';
import { acceptedWarnings } from './accepted-warnings.js';
import { type AcceptedWarning, type Hl7Finding, judge } from './judge.js';

const subject: AcceptedWarning = {
  messageId: 'no-subject',
  pathPattern: '^Bundle\\.entry\\[\\d+\\]\\.resource$',
  reason: 'anonymous report',
};

function finding(parts: Partial<Hl7Finding>): Hl7Finding {
  return {
    file: 'a.json',
    severity: 'warning',
    messageId: 'no-subject',
    path: 'Bundle.entry[3].resource',
    text: 'x',
    ...parts,
  };
}

describe('judging HL7 messages', () => {
  it('lets an accepted warning pass', () => {
    expect(judge([finding({})], [subject])).toEqual({ objections: [], accepted: [finding({})], unused: [] });
  });

  it.each([
    ['another rule', { messageId: 'other' }],
    ['another place', { path: 'Bundle.entry[3].resource.code' }],
    ['no rule at all', { messageId: null }],
  ])('objects to a warning of %s', (_name, parts) => {
    expect(judge([finding(parts)], [subject]).objections).toEqual([finding(parts)]);
  });

  it('tells warnings of one rule apart by their text when asked to', () => {
    const picky = { ...subject, textPattern: '^known' };
    const findings = [finding({ text: 'known thing' }), finding({ text: 'an unknown thing' })];
    expect(judge(findings, [picky]).objections).toEqual([findings[1]]);
  });

  it('accepts a warning in the files that it is meant for, and in no other', () => {
    const narrow = { ...subject, filePattern: '^answers/' };
    const findings = [finding({ file: 'answers/a.json' }), finding({ file: 'golden/a.json' })];
    expect(judge(findings, [narrow]).objections).toEqual([findings[1]]);
  });

  it.each(['error', 'fatal'] as const)('never accepts the severity %s', (severity) => {
    expect(judge([finding({ severity })], [subject]).objections).toHaveLength(1);
  });

  it('ignores information', () => {
    expect(judge([finding({ severity: 'information' })], [])).toEqual({
      objections: [],
      accepted: [],
      unused: [],
    });
  });

  it('names the accepted warnings that never occurred', () => {
    expect(judge([], [subject]).unused).toEqual([subject]);
  });
});

it('gives a reason for each warning accepted', () => {
  const accepted = acceptedWarnings();
  expect(accepted).not.toHaveLength(0);
  for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(20);
});
