import { Agent, type Dispatcher } from 'undici';

/** How long and how much the other side may take. */
export interface GuardedAgentOptions {
  readonly connectTimeoutMs: number;
  /** Largest answer in bytes. */
  readonly maxBytes: number;
}

/** The answer is packed, although none was asked for: a small one could hide a huge one. */
class UnwantedCoding extends Error {
  override readonly name = 'UnwantedCoding';
  readonly code = 'UNWANTED_CONTENT_CODING';
}

/**
 * The connections that deliveries go through: bounded in size, never through a proxy that the environment names, and only for
 * answers without a content coding, so that the bytes counted are the bytes read. How long a call may take in all is its
 * own deadline's matter.
 */
export function createGuardedAgent({ connectTimeoutMs, maxBytes }: GuardedAgentOptions): Dispatcher {
  return new Agent({ connect: { timeout: connectTimeoutMs }, maxResponseSize: maxBytes }).compose(
    refuseCodings,
  );
}

const refuseCodings: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart: (controller, status, headers, text) => {
      const coding = headers['content-encoding'] ?? 'identity';
      if (coding === 'identity') handler.onResponseStart?.(controller, status, headers, text);
      else controller.abort(new UnwantedCoding('The answer has a content coding.'));
    },
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  });
