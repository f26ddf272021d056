import type { OutcomeError } from '../fhir/outcome.js';
import type { Logger } from '../observe/logger.js';
import { VendorFailure } from '../vendor/failure.js';
import { SelfCheckFailed } from './report/self-check-failed.js';

/**
 * Makes the listener of the error handler: what is this side's or the vendor's fault is logged with what helps to find it;
 * the caller's own mistakes are in the request line only.
 */
export function failureLog(logger: Logger): (error: OutcomeError, requestId: string) => void {
  return (error, requestId) => {
    if (error.status < 500) return;
    const { kind, cause } = error;
    if (cause instanceof VendorFailure)
      logger.warn({ requestId, kind, vendor: factsOf(cause) }, 'the vendor failed');
    else if (cause instanceof SelfCheckFailed) {
      logger.error(
        { requestId, kind: 'self-check', places: cause.places },
        'a Bundle was not valid and did not leave',
      );
    } else logger.error({ requestId, kind, err: cause ?? error }, 'a request failed');
  };
}

function factsOf({ status, attempts, errorCode, transportCode, host, violations }: VendorFailure) {
  const rules = [...new Set(violations.map(({ rule }) => rule))];
  return { status, attempts, errorCode, transportCode, host, ...(rules.length === 0 ? {} : { rules }) };
}
