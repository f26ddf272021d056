import { describe, expect, it, test } from '@jest/globals';
import { acceptedWarnings } from './accepted-warnings.js';
import { generatedBundles } from './generated-bundles.js';
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

describe('the accepted warnings do not excuse', () => {
  const noCode = 'Terminology_TX_Code_ValueSet_Ext';
  const otherCode = 'Terminology_TX_NoValid_2_CC';
  const inUnit = 'TYPE_SPECIFIC_CHECKS_DT_QTY_UCUM_ANNOTATIONS';
  const interpretation =
    "from the value set 'X' (http://hl7.org/fhir/ValueSet/observation-interpretation|4.0.1)";
  const ofIg = (set: string, codes: string) =>
    `(https://derm-fhir-gateway.github.io/ig/ValueSet/${set}|0.1.0), and (codes = ${codes})`;
  const at = (element: string) => `Bundle.entry[3].resource${element}`;

  test.each<[string, Partial<Hl7Finding>]>([
    [
      'that a subject is missing where there is one',
      {
        messageId: 'All_observations_should_have_a_subject',
        file: 'generated/003-collection.json',
        path: at(''),
      },
    ],
    [
      'that every time is missing',
      {
        messageId: 'All_observations_should_have_an_effectiveDateTime_or_an_effectivePeriod',
        file: 'golden/acne-full.collection.json',
        path: at(''),
      },
    ],
    [
      'that a score has lost the code of its grade',
      {
        messageId: noCode,
        file: 'golden/acne-full.collection.json',
        path: at('.interpretation[0]'),
        text: interpretation,
      },
    ],
    [
      'pixels as a code of UCUM',
      {
        messageId: inUnit,
        file: 'golden/annotations.collection.json',
        path: at('.extension[0].value.ofType(Quantity)'),
        text: '{pixels}',
      },
    ],
    [
      'a disease as a body site',
      {
        messageId: otherCode,
        file: 'generated/003-collection.json',
        path: at('.bodySite'),
        text: ofIg('body-site', 'http://snomed.info/sct#22298006'),
      },
    ],
    [
      'a disease as a score',
      {
        messageId: otherCode,
        file: 'generated/003-collection.json',
        path: at('.code'),
        text: ofIg('scoring-system', 'http://snomed.info/sct#22298006'),
      },
    ],
    [
      'a condition without a code in an everyday report',
      {
        messageId: noCode,
        file: 'profiled/acne-full.json',
        path: at('.conclusionCode[0]'),
        text: ofIg('condition', ''),
      },
    ],
    [
      'a picture without a file in an everyday report',
      {
        messageId: 'TYPE_SPECIFIC_CHECKS_DT_ATT_NO_CONTENT',
        file: 'profiled/acne-full.json',
        path: at('.content'),
      },
    ],
    [
      'controls of direction in a sentence of ours',
      {
        messageId: 'UNICODE_BIDI_CONTROLS_CHARS_MATCH',
        file: 'golden/acne-full.collection.json',
        path: at('.conclusion'),
      },
    ],
  ])('%s', (_what, parts) => {
    expect(judge([finding(parts)], acceptedWarnings()).objections).toEqual([finding(parts)]);
  });
});

test('a generated report is called anonymous when it says nothing of the patient, and only then', () => {
  const bundles = generatedBundles(1, 20);
  const isAbout = (bundle: unknown): boolean => JSON.stringify(bundle).includes('"subject"');
  expect(bundles.map(([name]) => name.endsWith('-anonymous'))).toEqual(
    bundles.map(([, bundle]) => !isAbout(bundle)),
  );
});
