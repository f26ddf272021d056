/** A value that is looked up once in a turn of the event loop, or again after it was forgotten. */
export interface OncePerTurn<T> {
  readonly get: () => T;
  readonly forget: () => void;
}

/** @param read looks the value up. */
export function createOncePerTurn<T>(read: () => T): OncePerTurn<T> {
  let known: { readonly value: T } | null = null;
  const forget = (): void => {
    known = null;
  };
  return {
    get: () => {
      if (known === null) {
        known = { value: read() };
        setImmediate(forget);
      }
      return known.value;
    },
    forget,
  };
}
