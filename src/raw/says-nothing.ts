/** Whether a value holds no word, number or answer, however many empty lists and objects it is made of. */
export function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}
