/** Folder of what tests start as processes; `make-programs.ts` says what is there. */
export const PROGRAMS = 'out/programs';
