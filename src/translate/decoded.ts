/** Undoes percent-encoding of ASCII, however often it was done, and whatever else the text holds. */
export function decoded(text: string): string {
  let plain = text;
  for (let times = 0; times < 5 && plain.includes('%'); times++) {
    plain = plain.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return plain;
}
