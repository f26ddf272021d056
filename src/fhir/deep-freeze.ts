const frozen = new WeakSet<object>();

/**
 * Freezes a value and everything in it, so that it can be shared between resources.
 *
 * @param value plain data: no cycles.
 * @returns the same value.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
    frozen.add(value);
  }
  return value;
}

/** Whether a value was frozen here with everything in it, so that it will be for ever what it is. */
export function isDeepFrozen(value: object): boolean {
  return frozen.has(value);
}
