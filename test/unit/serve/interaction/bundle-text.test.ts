import { describe, expect, test } from '@jest/globals';
import { bundleText, entryText, outcomeEntryText } from '../../../../src/serve/interaction/bundle-text.js';
import { outcomeOf } from '../../../../src/fhir/outcome.js';
import { validateAll } from '../../../conformance/validate-all.js';

const device = '{"resourceType":"Device","id":"d1"}';
const address = 'https://gateway.test/fhir/Device/d1';

describe('a Bundle of texts', () => {
  test('holds them as they are', () => {
    const entry = entryText(address, device, { search: { mode: 'match' } });
    const text = bundleText({ type: 'searchset', total: 1, link: [{ relation: 'self', url: address }] }, [
      entry,
    ]);
    expect(text).toContain(device);
    expect(JSON.parse(text)).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      link: [{ relation: 'self', url: address }],
      entry: [{ fullUrl: address, resource: JSON.parse(device) as unknown, search: { mode: 'match' } }],
    });
  });

  test('has no empty list when there are none', () => {
    const text = bundleText({ type: 'searchset', total: 0 }, []);
    expect(JSON.parse(text)).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 0 });
  });

  test('has no total when it is not known', () => {
    expect(JSON.parse(bundleText({ type: 'searchset', total: null }, []))).not.toHaveProperty('total');
  });

  test('has an address for what it says of itself, which HL7 demands of every entry', () => {
    const { fullUrl } = JSON.parse(outcomeEntryText(outcomeOf([]))) as { fullUrl?: string };
    expect(fullUrl).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test('is valid with entries of every kind', () => {
    const entries = [
      entryText(address, device, { search: { mode: 'match' } }),
      outcomeEntryText(outcomeOf([])),
    ];
    const searchset: unknown = JSON.parse(bundleText({ type: 'searchset', total: 1 }, entries));
    const collection: unknown = JSON.parse(
      bundleText({ type: 'collection' }, [entryText(address, device, {})]),
    );
    const erased = entryText(address, null, {
      request: { method: 'DELETE', url: 'Device/d1' },
      response: { status: '204', lastModified: '2026-01-01T00:00:00.000Z' },
    });
    const history: unknown = JSON.parse(bundleText({ type: 'history', total: 1 }, [erased]));
    const findings = [searchset, collection, history].flatMap(validateAll);
    // None of these has a narrative, which is only advised.
    expect(findings.filter(({ text }) => !text.startsWith('dom-6'))).toEqual([]);
  });
});
