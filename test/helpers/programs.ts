/** Folder of what tests start as processes; `prepare.ts` says what is there. */
export const PROGRAMS = 'out/programs';
