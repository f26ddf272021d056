import { z } from 'zod';
import { lineRule } from './secret.js';

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the HTTP client decides, and what frames the message. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What carries credentials. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The name of a header that may be set, credentials or not; it becomes lower case. */
export const headerName = z
  .string()
  .regex(TOKEN, 'must be the name of a header')
  .toLowerCase()
  .refine((name) => !RESERVED.has(name), 'must not be a header that HTTP itself needs');

/** Further headers, for instance a tenant's name. */
export const headers = z.record(
  headerName.refine((name) => !CREDENTIALS.has(name), 'must not carry credentials'),
  z.string().regex(/^[\x20-\x7e]*$/, `must be ${lineRule.text}`),
);
