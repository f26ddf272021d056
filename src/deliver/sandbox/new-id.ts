import type { Behaviour } from './behaviour.js';

/** Makes a source of ids in a server's form: the same ones in every run. */
export function idSource(form: Behaviour['ids']): () => string {
  let number = 1000;
  return () => {
    number += 1;
    if (form === 'number') return String(number);
    if (form === 'uuid') return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    return `e${Buffer.from(`resource ${number}`).toString('base64url')}3`;
  };
}
