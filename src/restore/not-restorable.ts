/** A Bundle is not one that this gateway makes of a report. The only error of `toRaw`; its text quotes nothing. */
export class NotRestorable extends Error {
  override readonly name = 'NotRestorable';
}
