import { resolve } from 'node:path';
import { z } from 'zod';
import { baseUrlProblem } from '../../net/base-url.js';
import { privateKeyOf } from '../send/auth/assertion-key.js';
import { assertionAlgorithms, type AssertionKey } from './destination-auth.js';
import { headerName } from './headers.js';
import { lineRule, passwordRule, pemRule, secret, tokenRule, type SecretSources } from './secret.js';

const KINDS = ['none', 'basic', 'bearer', 'bearer-file', 'header', 'oauth2', 'smart-backend'] as const;

/** RFC 6749 appendix A.1 and A.4. */
const clientId = z.string().regex(/^[\x20-\x7e]{1,1024}$/, 'must be ASCII on one line');
const scope = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must be scopes separated by one blank')
  .optional();

const tokenSource = {
  tokenUrl: z.string().optional(),
  tokenOrigin: z
    .string()
    .refine(isOrigin, 'must be an https origin such as https://login.hospital.example')
    .optional(),
  clientId,
  scope,
};

/** How a destination is told who sends, as the file says it. */
export function authSchema(sources: SecretSources) {
  return z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('basic'),
        // RFC 7617 §2: a colon would end it.
        user: z.string().regex(/^[^:\p{Cc}]{1,256}$/u, 'must be text without a colon'),
        password: secret(sources, passwordRule),
      }),
      z.strictObject({ kind: z.literal('bearer'), token: secret(sources, tokenRule) }),
      z.strictObject({
        kind: z.literal('bearer-file'),
        file: z
          .string()
          .min(1, 'must be a path')
          .transform((file) => resolve(sources.folder, file)),
      }),
      z.strictObject({ kind: z.literal('header'), name: headerName, value: secret(sources, lineRule) }),
      z.strictObject({
        kind: z.literal('oauth2'),
        ...tokenSource,
        clientSecret: secret(sources, passwordRule),
        secretIn: z.enum(['basic', 'post']).default('basic'),
      }),
      z.strictObject({
        kind: z.literal('smart-backend'),
        ...tokenSource,
        keys: z
          .array(assertionKey(sources))
          .min(1, 'must hold a key')
          .refine(
            (keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length,
            'must not repeat a kid',
          ),
      }),
    ],
    `must have a kind, which is one of ${KINDS.join(', ')}`,
  );
}

function assertionKey(sources: SecretSources) {
  return z
    .strictObject({
      kid: z.string().regex(/^[\w.~-]{1,128}$/, 'must be letters, digits, and . _ ~ -'),
      alg: z.enum(assertionAlgorithms),
      key: secret(sources, pemRule),
    })
    .transform(({ kid, alg, key: pem }, context): AssertionKey => {
      try {
        privateKeyOf({ kid, alg, pem });
      } catch {
        const message = 'must be a private key: RSA of 2048 bits or more for RS384, P-384 for ES384';
        context.addIssue({ code: 'custom', path: ['key'], message });
      }
      return { kid, alg, pem };
    });
}

function isOrigin(text: string): boolean {
  return baseUrlProblem(text, false) === null && new URL(text).origin === text;
}
