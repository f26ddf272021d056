import type { Dispatcher } from 'undici';

/** The answer is packed, although none was asked for: a small one could hide a huge one. */
class UnwantedCoding extends Error {
  override readonly name = 'UnwantedCoding';
  readonly code = 'UNWANTED_CONTENT_CODING';
}

/** Ends answers that have a content coding, so that the bytes counted are the bytes read. */
export const refuseCodings: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
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
