import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Basic, FhirResource, Patient } from 'fhir/r4.js';
import { SaxesParser } from 'saxes';
import { writeXml } from '../../../src/fhir/xml/write-xml.js';
import { assertProperty } from '../../property/assert-property.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

describe('FHIR XML', () => {
  test('has the elements in the order of the definitions, whatever their order in JSON', () => {
    const patient: Patient = { active: true, id: 'a', resourceType: 'Patient', meta: { versionId: '1' } };
    expect(writeXml(patient)).toBe(
      `${DECLARATION}<Patient xmlns="http://hl7.org/fhir"><id value="a"/><meta><versionId value="1"/></meta><active value="true"/></Patient>`,
    );
  });

  test('writes ids of elements, URLs of extensions and primitive values as attributes', () => {
    const patient: Patient = {
      resourceType: 'Patient',
      name: [{ id: 'n', family: 'A' }],
      _birthDate: { id: 'b', extension: [{ url: 'https://a.test/x', valueDecimal: 1e-7 }] },
    };
    expect(writeXml(patient)).toContain(
      '<name id="n"><family value="A"/></name><birthDate id="b"><extension url="https://a.test/x"><valueDecimal value="1e-7"/></extension></birthDate>',
    );
  });

  test('pairs the halves of primitives in a list by their places', () => {
    // R4 has nulls in these lists (https://hl7.org/fhir/R4/json.html#primitive); the types of TypeScript have none.
    const name = JSON.parse('{"given":["A",null,"C"],"_given":[null,{"id":"x"},{"id":"y"}]}') as object;
    const patient: Patient = { resourceType: 'Patient', name: [name] };
    expect(writeXml(patient)).toContain(
      '<name><given value="A"/><given id="x"/><given id="y" value="C"/></name>',
    );
  });

  test('keeps a narrative as it is, indented or not', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>a\n <b>b</b> &amp;</p></div>';
    const patient: Patient = { resourceType: 'Patient', text: { status: 'generated', div } };
    expect(writeXml(patient)).toContain(div);
    expect(writeXml(patient, true)).toContain(`\n    ${div}\n  </text>\n</Patient>`);
  });

  test('writes a quantity that may have no comparator under the name of every quantity', () => {
    const resource: FhirResource = {
      resourceType: 'MedicationRequest',
      status: 'draft',
      intent: 'order',
      subject: {},
      dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 1 } }] }],
    };
    expect(writeXml(resource)).toContain('<doseQuantity><value value="1"/></doseQuantity>');
  });

  test('refuses what R4 does not have', () => {
    const resource = JSON.parse('{"resourceType":"Basic","canary":"canary"}') as FhirResource;
    expect(() => writeXml(resource)).toThrow(new TypeError('R4 has no such property in Basic'));
  });
});

/** https://www.w3.org/TR/xml/#charsets */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The text of `code.text` as a parser that is not ours reads it. */
function textReadBack(xml: string): string | undefined {
  let text: string | undefined;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'text') text = attributes['value'];
  });
  parser.write(xml).close();
  return text;
}

describe('any text', () => {
  test('is well-formed XML and comes back, but for characters that XML has not', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const hostile = fc.constantFrom(
      '\0',
      '\t',
      '\r\n',
      '\u0085',
      '\u2028',
      '\ud800',
      '\uffff',
      ']]>',
      '<!--',
      '&#0;',
    );
    const property = fc.property(fc.array(fc.oneof(text, hostile), { maxLength: 8 }), (pieces) => {
      const basic: Basic = { resourceType: 'Basic', code: { text: `x${pieces.join('')}` } };
      const carried = basic.code.text?.replace(NO_CHARACTER, '\ufffd');
      expect(textReadBack(writeXml(basic))).toBe(carried);
    });
    assertProperty(property, 200);
  });
});
