/** Characters that begin or end a direction of writing (UAX 9 §2). */
const ANY = /[\u202a-\u202e\u2066-\u2069]/g;
const END_OF_EMBEDDING = '\u202c';
const END_OF_ISOLATE = '\u2069';
/** LRI, RLI and FSI; what else begins something begins an embedding or an override. */
const ISOLATES = '\u2066\u2067\u2068';

/**
 * Ends the directions of writing that a text begins and does not end: they would turn what follows it around
 * (https://trojansource.codes). The text itself is not changed.
 */
export function closedDirections(text: string): string {
  const controls = text.match(ANY);
  if (controls === null) return text;
  const open: string[] = [];
  for (const control of controls) {
    if (control === END_OF_ISOLATE) {
      // It ends what was begun within, too; without an isolate it means nothing.
      const begun = open.lastIndexOf(END_OF_ISOLATE);
      if (begun >= 0) open.length = begun;
    } else if (control === END_OF_EMBEDDING) {
      if (open.at(-1) === END_OF_EMBEDDING) open.pop();
    } else open.push(ISOLATES.includes(control) ? END_OF_ISOLATE : END_OF_EMBEDDING);
  }
  return text + open.toReversed().join('');
}
