import { Refusal } from './refusal.js';

/** Does something for one entry. @returns what it gives, or why it is refused, said to be in that entry. */
export function attempt<T>(index: number, task: () => T): T | Refusal {
  try {
    return task();
  } catch (error) {
    if (error instanceof Refusal) return error.inEntry(index);
    throw error;
  }
}
