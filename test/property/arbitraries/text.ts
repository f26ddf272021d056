import fc from 'fast-check';

/** Stands for one of the report's own links, put in when the report is whole: see `quoteLinks`. */
export const QUOTED_LINK = '\u2980link\u2980';

/** Texts that have broken something somewhere. */
const AWKWARD = [
  '',
  ' ',
  '\t\n',
  ' padded ',
  'two  blanks',
  'non\u00a0breaking\u202fblanks\u3000and\ufeffmarks',
  '<b>&amp; "quoted" \'text\'</b> ]]>',
  '</div><script>alert(1)</script>',
  'nul\u0000 bell\u0007 escape\u001b[31m',
  'lone \ud83d surrogate',
  '\u202eright to left\u202c',
  'e\u0301 \u00e9 \ufb01 \u0130 \u00df',
  '👩🏽‍⚕️ 🦷',
  '皮膚科 ذقن Ψωρίαση',
  'line\u2028separator',
  '__proto__',
  'null',
  '0',
  'https://example.org/acne?page=2',
];

const WORDS = ['Acne', 'Varicella', 'Psoriasis', 'Lesion density', 'Rostro y cuello', 'Mild (0-10)', 'No'];

/** Words for people. */
export function label(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }) },
    { weight: 1, arbitrary: fc.constantFrom(...AWKWARD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  );
}

/** Free text of a patient or integrator, which may quote the report's own links. */
export function freeText(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: label() },
    { weight: 1, arbitrary: label().map((text) => `${text} ${QUOTED_LINK}`) },
    {
      weight: 1,
      arbitrary: fc.array(label(), { minLength: 20, maxLength: 60 }).map((texts) => texts.join(' ')),
    },
  );
}

/** What the vendor sends, or null. */
export function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { freq: 6, nil: null });
}
