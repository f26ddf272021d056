import { sampleBundle } from './sample-bundle.js';

/** One change to a JSON document: the value put at a JSON pointer (RFC 6901), or `undefined` to remove what is there. */
export interface Edit {
  at: string;
  value: unknown;
}

/**
 * A copy of a JSON document with some places changed. `-` as the last token of a pointer appends to an array.
 * Throws when a pointer leads nowhere, so that a defect cannot silently fail to be planted.
 */
export function withEdits(document: unknown, edits: readonly Edit[]): unknown {
  // By way of text: structuredClone would keep objects shared that the document mentions twice, and break both.
  const copy: unknown = JSON.parse(JSON.stringify(document));
  for (const { at, value } of edits) {
    const tokens = at.split('/').slice(1);
    const last = tokens.pop();
    const parent = tokens.reduce((node: unknown, token) => childOf(node, token, at), copy);
    if (last === undefined) throw new Error(`not a pointer below the root: ${at}`);
    put(parent, last, value, at);
  }
  return copy;
}

/** The sample bundle of this folder with some places changed. */
export function brokenSample(edits: readonly Edit[]): unknown {
  return withEdits(sampleBundle(), edits);
}

function childOf(node: unknown, token: string, at: string): unknown {
  const child: unknown = isContainer(node) ? Reflect.get(node, token) : undefined;
  if (child === undefined) throw new Error(`nothing at ${token} of ${at}`);
  return child;
}

function put(parent: unknown, token: string, value: unknown, at: string): void {
  if (!isContainer(parent)) throw new Error(`no parent for ${at}`);
  if (Array.isArray(parent) && token === '-') parent.push(value);
  else if (value !== undefined) Reflect.set(parent, token, value);
  else if (!(token in parent)) throw new Error(`nothing to remove at ${at}`);
  else if (Array.isArray(parent)) parent.splice(Number(token), 1);
  else Reflect.deleteProperty(parent, token);
}

function isContainer(node: unknown): node is object {
  return typeof node === 'object' && node !== null;
}
