import { describe, expect, it } from '@jest/globals';
import { DEFECTS } from './defects.js';
import { errorsOf } from './finding.js';
import { brokenSample, withEdits } from './planted-defect.js';
import { sampleBundle } from './sample-bundle.js';
import { validateAll, VALIDATORS } from './validate-all.js';

const names = ['medplum', 'fhir-js', 'json-schema', 'invariants'] as const;

describe.each(names)('the %s validator', (name) => {
  const validate = VALIDATORS[name];
  const caught = DEFECTS.filter(({ caughtBy }) => caughtBy.includes(name));

  it('finds no error in a good Bundle', () => {
    expect(errorsOf(validate(sampleBundle()))).toEqual([]);
  });

  it('finds no error in the resources of a good Bundle taken one by one', () => {
    const entries = sampleBundle().entry ?? [];
    expect(entries).not.toHaveLength(0);
    expect(entries.flatMap(({ resource }) => errorsOf(validate(resource)))).toEqual([]);
  });

  it.each(caught)('refuses $name', ({ edits }) => {
    const errors = errorsOf(validate(brokenSample(edits)));
    expect(errors).not.toHaveLength(0);
    expect(errors.every((finding) => finding.validator === name)).toBe(true);
  });
});

describe('the invariant runner', () => {
  it('says which invariant is broken and where', () => {
    const document = brokenSample([{ at: '/entry/3/resource/valueQuantity/system', value: undefined }]);
    expect(errorsOf(VALIDATORS.invariants(document))).toEqual([
      expect.objectContaining({
        path: 'Bundle.entry[3].resource.valueQuantity',
        text: expect.stringMatching(/^qty-3: /),
      }),
    ]);
  });

  it('accepts a contained resource that is referred to', () => {
    const document = brokenSample([
      { at: '/entry/2/resource/contained', value: [{ resourceType: 'Device', id: 'ai' }] },
      { at: '/entry/2/resource/device', value: { reference: '#ai' } },
    ]);
    expect(errorsOf(VALIDATORS.invariants(document))).toEqual([]);
  });

  it('looks into contained resources', () => {
    const contained = [{ resourceType: 'Device', id: 'ai', text: { status: 'generated', div: '<div/>' } }];
    const document = brokenSample([
      { at: '/entry/2/resource/contained', value: contained },
      { at: '/entry/2/resource/device', value: { reference: '#ai' } },
    ]);
    expect(errorsOf(VALIDATORS.invariants(document)).map(({ path }) => path)).toContain(
      'Bundle.entry[2].resource.contained[0].text.div',
    );
  });
});

describe('all validators together', () => {
  it('find no error in a good Bundle', () => {
    expect(errorsOf(validateAll(sampleBundle()))).toEqual([]);
  });

  it('speak under the name of each', () => {
    const document = brokenSample([
      { at: '/entry/3/resource/code', value: {} },
      { at: '/entry/3/resource/status', value: 'nonsense' },
    ]);
    expect([...new Set(errorsOf(validateAll(document)).map(({ validator }) => validator))].sort()).toEqual(
      [...names].sort(),
    );
  });

  it('refuse what is no resource at all', () => {
    expect(() => validateAll({})).toThrow();
  });
});

describe('planting a defect', () => {
  it('changes the place named and leaves the original alone', () => {
    const original = { a: [{ b: 1 }], c: 2 };
    const changed = withEdits(original, [
      { at: '/a/0/b', value: 3 },
      { at: '/a/-', value: {} },
      { at: '/c', value: undefined },
    ]);
    expect(changed).toEqual({ a: [{ b: 3 }, {}] });
    expect(original).toEqual({ a: [{ b: 1 }], c: 2 });
  });

  it.each(['/x/y', '/c/d', ''])('refuses the pointer %p, which leads nowhere', (at) => {
    expect(() => withEdits({ a: 1 }, [{ at, value: 1 }])).toThrow();
  });

  it('refuses to remove what is not there', () => {
    expect(() => withEdits({ a: 1 }, [{ at: '/b', value: undefined }])).toThrow('nothing to remove');
  });
});
