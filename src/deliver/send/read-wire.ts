import type { IncomingHttpHeaders } from 'node:http';
import { ANSWER_HEADERS, type Answered, type AnswerForm, type AnswerHeaders } from './answer.js';
import type { WireAnswer } from './exchange.js';

/** Makes an answer of what came over the wire. */
export function readWire({ status, headers, text }: WireAnswer): Answered {
  const { form, body } = text === null ? { form: 'cut' as const, body: undefined } : readBody(text, headers);
  return { kind: 'answered', status, form, body, headers: headersOf(headers) };
}

/**
 * The content decides, not its type: receivers answer JSON as text/plain, and login pages as JSON. A body that begins as JSON and
 * does not end so is unreadable, be its length what was announced or not: without a length, a cut answer looks whole.
 */
function readBody(text: string, headers: IncomingHttpHeaders): { form: AnswerForm; body: unknown } {
  const trimmed = text.trim();
  if (trimmed === '') return { form: 'empty', body: undefined };
  const body = parsed(trimmed);
  if (typeof body === 'object' && body !== null) return { form: 'json', body };
  const isHtml = /^<(?:!doctype\s+html|html)\b/i.test(trimmed) || isHtmlType(headers['content-type']);
  return { form: isHtml ? 'html' : 'unreadable', body: undefined };
}

function isHtmlType(contentType: string | undefined): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headersOf(headers: IncomingHttpHeaders): AnswerHeaders {
  const kept: Partial<Record<(typeof ANSWER_HEADERS)[number], string>> = {};
  for (const name of ANSWER_HEADERS) {
    const value = headers[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) kept[name] = first;
  }
  return kept;
}
