import fc from 'fast-check';
import { percent, pixels, share } from './number.js';
import { mediaUrl } from './secret.js';
import { label, orNull } from './text.js';

function annotation(): fc.Arbitrary<object> {
  const rect = fc.record(
    {
      topLeft: fc.record({ x: pixels(), y: pixels() }),
      width: pixels(),
      height: pixels(),
    },
    { requiredKeys: ['topLeft', 'width'] },
  );
  return fc.record(
    { id: orNull(label()), type: orNull(label()), confidence: orNull(share()), rect: orNull(rect) },
    { requiredKeys: ['id'] },
  );
}

function annotations(): fc.Arbitrary<object[]> {
  return fc.array(annotation(), { maxLength: 3 });
}

function mediaType(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom('Image', 'Image', 'Video') }, label());
}

function medium(): fc.Arbitrary<object> {
  return fc.record(
    {
      url: orNull(mediaUrl()),
      type: orNull(mediaType()),
      modality: orNull(
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom('Clinical', 'Dermoscopic', 'None', 'clinical') },
          label(),
        ),
      ),
      diqaScore: orNull(percent()),
    },
    { requiredKeys: ['url'] },
  );
}

/** The photograph of the surroundings. */
export function macroscopicMedia(): fc.Arbitrary<object> {
  return fc.record(
    { url: orNull(mediaUrl()), type: orNull(mediaType()), annotations: annotations() },
    { requiredKeys: ['url'] },
  );
}

/** What the AI drew. */
export function explainabilityMedia(): fc.Arbitrary<object> {
  return fc.record(
    { url: orNull(mediaUrl()), annotations: orNull(annotations()) },
    { requiredKeys: ['url'] },
  );
}

/** The analysed media: mostly few, now and then many. */
export function observations(): fc.Arbitrary<object[]> {
  const observation = fc.record({ media: orNull(medium()) });
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(observation, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(observation, { minLength: 11, maxLength: 30 }) },
  );
}
