import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is read of a request here, so that tests need no more of one. */
export type RequestHead = Pick<IncomingMessage, 'headers' | 'url'>;

/**
 * A request's header as one text; several of the same name are one list (RFC 9110 §5.2).
 *
 * @param name lower case.
 */
export function headerOf({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Adds names of request headers to those that the answer depends on (`Vary`, RFC 9110 §12.5.5). */
export function vary(res: ServerResponse, ...names: readonly string[]): void {
  const earlier = res.getHeader('Vary');
  if (earlier === undefined) res.setHeader('Vary', names.join(', '));
  else {
    const known = String(earlier).split(', ');
    res.setHeader('Vary', [...known, ...names.filter((name) => !known.includes(name))].join(', '));
  }
}
