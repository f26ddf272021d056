import { resolve } from 'node:path';
import { z } from 'zod';

/** Where the things lie that a destinations file refers to. */
export interface SecretSources {
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What paths in the file are relative to: the folder of the file itself. */
  readonly folder: string;
  /** Gives the text of a file; throws when it cannot be read. */
  readonly readFile: (path: string) => string;
}

/** Which texts a secret may be, and how to say so. */
export interface SecretRule {
  readonly pattern: RegExp;
  readonly text: string;
}

const REFERENCE = 'must be {env: NAME} or {file: PATH}, for secrets do not stand in this file';

/**
 * A reference to a secret, which becomes the secret. Line breaks and blanks around it are none of it: editors add them. Problems
 * name the reference's kind only.
 */
export function secret({ env, folder, readFile }: SecretSources, rule: SecretRule) {
  return z
    .strictObject({ env: z.string().optional(), file: z.string().min(1).optional() }, REFERENCE)
    .refine((reference) => (reference.env === undefined) !== (reference.file === undefined), REFERENCE)
    .transform(({ env: name, file }, context) => {
      const text = file === undefined ? env[name ?? ''] : contentOf(resolve(folder, file), readFile);
      const found = text?.trim() ?? '';
      if (rule.pattern.test(found)) return found;
      const where = file === undefined ? 'an environment variable' : 'a file';
      const what = found === '' ? 'is there and not empty' : `holds ${rule.text}`;
      context.addIssue({ code: 'custom', message: `must name ${where} that ${what}` });
      return z.NEVER;
    });
}

function contentOf(path: string, readFile: SecretSources['readFile']): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}

/** RFC 6750 §2.1, and everything else that servers call tokens. */
export const tokenRule: SecretRule = {
  pattern: /^[\x21-\x7e]{1,16384}$/,
  text: 'visible ASCII without blanks',
};

/** Node passes Latin-1 in header values, and a line break would add a header (RFC 9110 §5.5). */
export const lineRule: SecretRule = { pattern: /^[\x20-\x7e]{1,16384}$/, text: 'ASCII on one line' };

/** RFC 7617 §2: no control characters. */
export const passwordRule: SecretRule = {
  pattern: /^\P{Cc}{1,1024}$/u,
  text: 'text without control characters',
};

export const pemRule: SecretRule = {
  pattern: /^-----BEGIN [A-Z ]+-----[^]*-----END [A-Z ]+-----$/,
  text: 'PEM',
};
