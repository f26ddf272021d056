import fc from 'fast-check';
import { olderV3, v2 } from './older-report.js';
import { quoteLinks } from './quote-links.js';
import { currentReport } from './report.js';

/** A document as the vendor's API answers: a report in any of its shapes, mostly in its envelope. */
export function document(): fc.Arbitrary<unknown> {
  const shape = fc.oneof(
    { weight: 6, arbitrary: fc.constant(<T>(report: T) => report) },
    { weight: 2, arbitrary: fc.constant(olderV3) },
    { weight: 2, arbitrary: fc.constant(v2) },
  );
  const wrapped = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false));
  return fc.tuple(currentReport(), shape, wrapped).map(([report, inShape, isWrapped]) => {
    const data = quoteLinks(inShape(report));
    return isWrapped
      ? { success: true, message: `Diagnostic report ${report.id}`, errorCode: null, data }
      : data;
  });
}
