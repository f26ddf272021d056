import { deliveryOutcomes } from './outcome.js';
import { notPlannableReasons } from './plan/not-plannable.js';
import { noCredentialsReasons } from './send/auth/authoriser.js';

const MEANINGS: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.entries(deliveryOutcomes),
  ...Object.entries(notPlannableReasons),
  ['interrupted', 'What worked on it was gone without a word, again and again; maybe it is what it holds.'],
]);

/** Where the code of an error says what the outcome cannot. */
const BY_CODE: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    ...noCredentialsReasons,
    ADDRESS_REFUSED:
      'The server, or where its tokens come from, is not at a public address. Nothing was sent; allowPrivate permits a private one.',
    ENOTFOUND: 'DNS has no such name. Nothing was sent.',
    EAI_AGAIN: 'DNS does not answer. Nothing was sent.',
    ECONNREFUSED: 'Nothing listens at this address and port. Nothing was sent.',
    UND_ERR_CONNECT_TIMEOUT:
      'Nobody answers at this address: a firewall may stand between. Nothing was sent.',
    ERR_SSL_WRONG_VERSION_NUMBER: 'What answers at this port does not speak TLS. Nothing was sent.',
    ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate is of another name. Nothing was sent.',
    CERT_HAS_EXPIRED: 'The TLS certificate of the server has expired. Nothing was sent.',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'The TLS certificate is signed by itself; tls.ca can trust it. Nothing was sent.',
    SELF_SIGNED_CERT_IN_CHAIN:
      'The TLS certificate is of an authority that is not known; tls.ca can name it. Nothing was sent.',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
      'The TLS certificate is of an authority that is not known; tls.ca can name it. Nothing was sent.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'The TLS certificate is of an authority that is not known; tls.ca can name it. Nothing was sent.',
  }),
);

/**
 * Says for people what an outcome of an attempt means.
 *
 * @param outcome as it is kept with an attempt.
 * @param errorCode of the transport error, if there was one.
 * @returns null for one that nothing is known of.
 */
export function explain(outcome: string, errorCode: string | null): string | null {
  return BY_CODE.get(errorCode ?? '') ?? MEANINGS.get(outcome) ?? null;
}
