import fc from 'fast-check';
import { percent } from './number.js';
import { label, orNull } from './text.js';

/** What the `icd11` field holds: codes, lists, clusters, and what is none of them. */
function icd11(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('ED80', '1E90', 'EA90', '2C30.Z', 'XH4846') },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'EA90.42, EA90.5Y',
        'ED80,ED80',
        '1A00&XN8P1',
        'NC53.Y&XK8G/PA71&XE5UF',
        ' ed80 ',
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom('L70.0', 'ED80, L70.0', '257068234', ',', 'ICD-11') },
    label(),
  );
}

function pathologyOf(code: fc.Arbitrary<string>): fc.Arbitrary<object> {
  return fc.record(
    { name: orNull(label()), code: orNull(code), icd11: orNull(icd11()) },
    { requiredKeys: ['name', 'code'] },
  );
}

/** A condition; codes repeat now and then, as a tenant's own ones do. */
export function pathology(): fc.Arbitrary<object> {
  return pathologyOf(
    fc.oneof(fc.constantFrom('Acne', 'Acne#2', 'Varicella', 'Cutaneous melanoma', 'Acne|score'), label()),
  );
}

/** The ranked hypotheses: mostly few, now and then many. */
export function conclusions(): fc.Arbitrary<object[]> {
  const conclusion = fc.record(
    { probability: orNull(percent()), pathology: orNull(pathology()) },
    { requiredKeys: ['pathology'] },
  );
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(conclusion, { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(conclusion, { minLength: 10, maxLength: 25 }) },
  );
}
