import { readFile, stat } from 'node:fs/promises';
import { NoCredentials, type Authoriser } from './authoriser.js';

/** Visible ASCII without blanks: a line break would add a header (RFC 9110 §5.5). */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

/** A bearer token in a file that somebody else renews; it is read again when the file has changed. */
export function bearerFile(file: string): Authoriser {
  let known: { readonly mark: string; readonly token: string } | null = null;
  const current = async (): Promise<string> => {
    try {
      const { mtimeMs, size, ino } = await stat(file);
      const mark = `${mtimeMs}/${size}/${ino}`;
      if (known?.mark !== mark) known = { mark, token: checked(await readFile(file, 'utf8')) };
      return known.token;
    } catch {
      throw new NoCredentials('TOKEN_UNAVAILABLE');
    }
  };
  const headers = async () => ({ authorization: `Bearer ${await current()}` });
  return {
    headers,
    async refused(sent) {
      // A file system that keeps coarse times may hide a change.
      known = null;
      const now = await headers().catch(() => sent);
      return now['authorization'] !== sent['authorization'];
    },
  };
}

function checked(text: string): string {
  const token = text.trim();
  if (!TOKEN.test(token)) throw new TypeError('not a token');
  return token;
}
